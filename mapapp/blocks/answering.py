"""From blocks to the answer: laid over the sites, or looked around, and told as a dossier."""

from mapapp.blocks.blocks import POINTS
from mapapp.blocks.dossier import dossier
from mapapp.blocks.overlay import overlay
from mapapp.blocks.sites import sites_of
from mapapp.blocks.vicinity import near


def answer_of(blocks, layers, facts, overlay=overlay):
    """Return the answer for `blocks` (`Blocks`) on `layers`; `facts` (`Facts`) are what it is kept under.

    `overlay`: who lays units over the sites.
    """
    sites = sites_of(layers)
    if blocks.kind == POINTS:
        laid = near(blocks.geometry, sites, facts.settings["nearby_m"])
    else:
        laid = overlay(blocks.geometry, sites)
    return dossier(blocks, sites, laid, layers, facts)
