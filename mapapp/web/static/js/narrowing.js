// The filters at work: what is chosen stands alike in panel, chips, address, list and map.

import { partIn } from "./address.js";
import { captionOfFacet } from "./captions.js";
import { hangChips } from "./chips.js";
import { keepPart } from "./choice.js";
import { fillPanel } from "./facets.js";
import { chosenIn, chosenValues, countsOf, facetsIn, limitOf, partOf, sameChoice, toggled, totalsOf } from "./filters.js";
import { leftWithout, limitTogether, listedCommitments, watchListing } from "./listing.js";
import { tell } from "./notes.js";

export function startFilters(tools, page) {
  const panel = tools.querySelector("[data-tool=filter]");
  const filters = { page, panel, facets: facetsIn(listedCommitments()), chosen: new Map(), showBoxes: null };
  const toggle = (facet, value) => keepChoice(filters, toggled(filters.chosen, facet, value));
  filters.showChips = hangChips(tools, page, toggle, () => keepChoice(filters, new Map()));
  panel.addEventListener("opened", () => openFilters(filters, toggle));
  panel.addEventListener("closed", () => showFilters(filters));
  readAddress(filters);
  watchListing(() => showFilters(filters));
  window.addEventListener("popstate", () => readAddress(filters));
  if (!panel.hidden) {
    openFilters(filters, toggle);
  }
}

// The boxes are made when they are first asked for.
function openFilters(filters, toggle) {
  filters.showBoxes ??= fillPanel(filters.panel, filters.facets, filters.page, toggle);
  showFilters(filters);
}

// What the visitor chooses goes into the address, facet by facet.
function keepChoice(filters, chosen) {
  const changed = filters.facets.filter((facet) => partOf(facet, chosen) !== partIn(location.search, facet.name));
  changed.forEach((facet) => keepPart(facet.name, partOf(facet, chosen)));
  narrow(filters, chosen);
}

function readAddress(filters) {
  const { chosen, refused } = chosenIn(location.search, filters.facets);
  refused.forEach(({ facet, value }) => {
    tell(filters.page.say("filter.refused", { facet: captionOfFacet(facet, filters.page), value }));
  });
  if (!sameChoice(chosen, filters.chosen)) {
    narrow(filters, chosen);
  }
}

function narrow(filters, chosen) {
  filters.chosen = chosen;
  limitTogether(filters.facets.map((facet) => [facet.name, limitOf(facet, chosen)]));
}

function showFilters({ facets, chosen, panel, showBoxes, showChips }) {
  showChips(chosenValues(facets, chosen), leftWithout(), totalsOf(facets), !panel.hidden);
  showBoxes?.(chosen, (facet) => countsOf(facet, leftWithout(facet.name)));
}
