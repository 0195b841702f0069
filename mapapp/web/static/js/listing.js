// The list narrowed: what the limits of filters and neighbourhood leave of it, and in which order.

import { sift } from "./sifting.js";

const listing = { commitments: [], groups: [], limits: new Map(), watchers: [] };

export function startListing(list) {
  listing.commitments = [...list.querySelectorAll("[data-commitment]")].map(commitmentIn);
  listing.groups = [...list.querySelectorAll(".unmapped")].map((section) => ({ section, lists: [...section.querySelectorAll("ul")] }));
}

function commitmentIn(element) {
  const places = [...element.querySelectorAll("[data-place]")];
  return {
    element, id: element.dataset.commitment, facets: element.dataset,
    places: places.map((row) => ({ element: row, id: row.dataset.place, facets: row.dataset })),
  };
}

export function listedCommitments() {
  return listing.commitments;
}

// `limit` as `sift` takes it, or null for none; the name says whose it is.
export function limitListing(name, limit) {
  if (limit) {
    listing.limits.set(name, limit);
  } else {
    listing.limits.delete(name);
  }
  showLeft();
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

// `far`: id of a place → a number, the least first; null for the article's own order.
export function orderListing(far) {
  const places = listing.commitments.filter((one) => one.places.length);
  const nearest = (one) => Math.min(...one.places.map(({ id }) => far(id)));
  reorder(places, far ? (one) => nearest(one) : (one) => listing.commitments.indexOf(one));
  places.forEach((one) => reorder(one.places, far ? ({ id }) => far(id) : (place) => one.places.indexOf(place)));
}

function reorder(items, rank) {
  const home = items[0]?.element.parentElement;
  [...items].sort((one, other) => rank(one) - rank(other)).forEach(({ element }) => home.append(element));
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
