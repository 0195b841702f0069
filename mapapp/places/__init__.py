"""The gazetteer, and the sites that commitments name."""
