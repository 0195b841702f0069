// Where distances are measured from and how far one looks: list, map, button, line and address follow it.

import { partIn } from "./address.js";
import { lookAtBounds, lookAtDistrict } from "./chart.js";
import { chosenTarget, keepPart, keepPosition } from "./choice.js";
import { leftWithout, limitListing, orderListing } from "./listing.js";
import { metresBetween } from "./near.js";
import { lineOf } from "./nearline.js";
import { tellDistances } from "./nearrows.js";
import { tell } from "./notes.js";
import { originNamed } from "./origins.js";
import { standing, USUAL_WITHIN_M, withinIn, withinStated } from "./vicinity.js";

const NEAREST_ZOOM = 16;

// `origin` as `originGroups` and `privateOrigin` make it, or null for none.
export function takeVantage(near, origin, within) {
  near.leaveTap?.();
  Object.assign(near, { asking: null, leaveTap: null });
  const wasPrivate = near.origin?.isPrivate;
  show(near, origin, within);
  if (origin || wasPrivate) {
    lookNear(near);
  }
  keepVantage(near);
}

function show(near, origin, within) {
  Object.assign(near, { origin, within, distances: distancesFrom(origin, near.sites) });
  near.home.stage.isPrivate = Boolean(origin?.isPrivate);
  near.mark.show(origin, within);
  tellDistances(origin && !origin.isSubdistrict ? near : null, near.page.say);
  orderListing(origin?.geometry ? (id) => near.distances.get(id)?.metres ?? Infinity : null);
  limitListing("near", limitOfNear(near));
  tellButton(near);
  near.form?.tell("");
  near.form?.show(near);
  showLine(near);
}

function distancesFrom(origin, sites) {
  return new Map(origin ? sites.map(({ id, geometry, properties }) => (
    [id, { metres: metresBetween(origin.geometry, geometry), error: properties.accuracy_m }])) : []);
}

// What concerns the whole district stays, wherever one looks from; so does what names a place without a position.
function limitOfNear({ origin, within, distances }) {
  const unplaced = ({ scope }) => scope !== "policy";
  if (origin?.isSubdistrict) {
    return { unplaced, place: ({ subdistrict }, id) => subdistrict === origin.id || id === origin.id };
  }
  const isNear = (id) => ["within", "perhaps"].includes(standing(distances.get(id), within));
  return origin && within !== Infinity ? { unplaced, place: (_, id) => isNear(id) } : null;
}

export function showLine(near) {
  const end = () => {
    takeVantage(near, null, near.within);
    near.button.focus();
  };
  near.line.replaceChildren(...(near.origin ? lineOf(near, leftWithout("near"), near.page, end) : []));
}

function tellButton({ button, origin, within, page }) {
  const told = !origin ? page.say("tools.near")
    : page.say(within === Infinity || origin.isSubdistrict ? "near.button.any" : "near.button", { name: origin.name, within });
  button.textContent = told;
  button.classList.toggle("is-on", Boolean(origin));
}

// Nobody is asked for pictures of where the visitor is.
function lookNear({ home, mark, origin, page, form }) {
  const isTiled = Boolean(home.main.querySelector(".chart--tiles"));
  const bounds = mark.bounds();
  if (origin?.isPrivate && isTiled) {
    form?.tell(page.say("near.unmoved"));
  } else if (bounds && home.stage.reach.contains(bounds.getCenter())) {
    lookAtBounds(bounds, { ...home.room(), maxZoom: NEAREST_ZOOM, animate: false });
  } else {
    lookAtDistrict();
  }
}

// The address states only what has a name in our data; a view chosen by hand would tell of any other spot.
function keepVantage({ origin, within }) {
  const isNamed = origin && !origin.isPrivate;
  keepPart("near", isNamed ? origin.id : null);
  keepPart("within", isNamed && !origin.isSubdistrict ? withinStated(within) : null);
  if (origin?.isPrivate) {
    keepPosition(null);
  }
}

// What the address states is taken; where it states nothing, a spot that it never states stays.
export async function followVantage(near) {
  const query = location.search;
  const id = partIn(query, "near");
  if (id === null) {
    if (near.origin && !near.origin.isPrivate) {
      show(near, null, near.within);
    }
    return;
  }
  const origin = originNamed(near.groups, id) ?? originNamed(await near.complete, id);
  if (query === location.search && origin) {
    followStated(near, origin, statedWithin(query, near.page));
  } else if (query === location.search) {
    tell(near.page.say("near.unknown", { place: id }));
  }
}

function followStated(near, origin, within) {
  if (origin !== near.origin || within !== near.within) {
    near.asking = null;
    show(near, origin, within);
    if (partIn(location.search, "view") === null && !chosenTarget()) {
      lookNear(near);
    }
  }
}

function statedWithin(query, page) {
  const stated = partIn(query, "within");
  const within = stated === null ? USUAL_WITHIN_M : withinIn(stated);
  if (within === null) {
    tell(page.say("near.unknown.within", { within: stated, usual: USUAL_WITHIN_M }));
  }
  return within ?? USUAL_WITHIN_M;
}
