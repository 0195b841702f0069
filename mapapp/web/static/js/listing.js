// The list narrowed: what the limits of filters and neighbourhood leave of it, and in which order.

import { articleOf } from "./filters.js";
import { sift } from "./sifting.js";

const listing = { list: null, commitments: [], groups: [], limits: new Map(), watchers: [] };

export function startListing(list) {
  listing.list = list;
  listing.commitments = [...list.querySelectorAll("[data-commitment]")].map(commitmentIn);
  listing.groups = [...list.querySelectorAll(".unmapped")].map((section) => ({ section, lists: [...section.querySelectorAll(".ledger")] }));
}

function commitmentIn(element) {
  const places = [...element.querySelectorAll("[data-place]")];
  return {
    element, home: element.parentElement, id: element.dataset.commitment, facets: { ...element.dataset, article: articleOf(element.dataset.commitment) },
    places: places.map((row) => ({ element: row, id: row.dataset.place, facets: row.dataset })),
  };
}

export function listedCommitments() {
  return listing.commitments;
}

// `limit` as `sift` takes it, or null for none; the name says whose it is.
export function limitListing(name, limit) {
  limitTogether([[name, limit]]);
}

// Several limits, [name, limit], taken up at once: the list is shown anew only once.
export function limitTogether(limits) {
  for (const [name, limit] of limits) {
    if (limit) {
      listing.limits.set(name, limit);
    } else {
      listing.limits.delete(name);
    }
  }
  keepFocus(showLeft);
}

// What all limits leave but those of the names given: what a filter would have to choose from.
export function leftWithout(...names) {
  return sift(listing.commitments, [...listing.limits].filter(([name]) => !names.includes(name)).map(([, limit]) => limit));
}

// `watch` is told { commitments: Set, places: Set } of ids, now and whenever they change.
export function watchListing(watch) {
  listing.watchers.push(watch);
  watch(leftWithout());
}

// `far`: id of a place → a number, the least first, Infinity for one that is nowhere; null for the article's own order.
// Sorted by distance, the sentences of several articles stand in one row, and not in the folds of their articles.
export function orderListing(far) {
  const placed = listing.commitments.filter((one) => one.places.length);
  const together = listing.list.querySelector("#places");
  keepFocus(() => {
    together.classList.toggle("is-sorted", Boolean(far));
    reorder(placed, far ? ({ places }) => Math.min(...places.map(({ id }) => far(id))) : inOrder, ({ home }) => (far ? together : home));
    placed.forEach(({ places }) => reorder(places, far ? ({ id }) => far(id) : inOrder, ({ element }) => element.parentElement));
  });
}

// Sorting keeps the order of what ranks alike, and the list was read in the article's own.
function inOrder() {
  return 0;
}

function reorder(items, rank, homeOf) {
  const ranks = new Map(items.map((item) => [item, rank(item)]));
  const sorted = [...items].sort((one, other) => ranks.get(one) - ranks.get(other));
  const stands = (item, at) => item.element.parentElement === homeOf(item) && (!at || isAfter(item, sorted[at - 1]));
  if (!sorted.every(stands)) {
    sorted.forEach((item) => homeOf(item).append(item.element));
  }
}

function isAfter({ element }, { element: other }) {
  return Boolean(other.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
}

function showLeft() {
  const left = leftWithout();
  for (const { element, id, places } of listing.commitments) {
    element.hidden = !left.commitments.has(id);
    places.forEach((place) => { place.element.hidden = !left.places.has(place.id); });
  }
  listing.groups.forEach(showGroup);
  listing.watchers.forEach((watch) => watch(left));
}

function showGroup({ section, lists }) {
  for (const list of lists) {
    list.hidden = [...list.children].every(({ hidden }) => hidden);
    list.previousElementSibling.hidden = list.hidden;
  }
  section.hidden = lists.every(({ hidden }) => hidden);
}

// Whoever is in the list stays there: on what had the focus or, where that is hidden now, on the nearest link that is not.
function keepFocus(change) {
  const focused = document.activeElement?.closest("[data-commitment]") ? document.activeElement : null;
  change();
  if (focused) {
    (focused.closest("[hidden]") ? nearestShown(focused) : focused).focus({ preventScroll: true });
  }
}

function nearestShown(element) {
  const links = [...listing.list.querySelectorAll("[data-commitment] a")].filter((link) => !link.closest("[hidden], details:not([open])"));
  const next = links.find((link) => element.compareDocumentPosition(link) & Node.DOCUMENT_POSITION_FOLLOWING);
  return next ?? links.at(-1) ?? listing.list.closest("main");
}
