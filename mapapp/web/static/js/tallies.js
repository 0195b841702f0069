// The numbers in the bar over the list and in its headings: they count what is shown.

import { watchListing } from "./listing.js";
import { rangeOf } from "./words.js";

export function startTallies(list) {
  const links = [...list.querySelectorAll(".kinds a")].map((link) => ({ link, address: link.dataset.counts }));
  watchListing(({ places }) => {
    links.forEach(({ link, address }) => tally(link, address, address === "#places" ? places.size : null, list));
    list.querySelectorAll(".promise").forEach(tellRange);
  });
}

// A link to where nothing is left leads nowhere.
function tally(link, address, places, list) {
  const section = list.querySelector(address);
  const count = places ?? section.querySelectorAll("[data-commitment]:not([hidden])").length;
  link.querySelector("b").textContent = String(count);
  section.querySelector(".bar-head__count")?.replaceChildren(String(count));
  if (count) {
    link.setAttribute("href", address);
    link.target = "_self";
  } else {
    link.removeAttribute("href");
  }
}

function tellRange(promise) {
  const plates = [...promise.querySelectorAll("[data-place]:not([hidden]) .row .plate")];
  promise.querySelector(".promise__range").textContent = rangeOf(plates.map((plate) => Number(plate.textContent)));
}
