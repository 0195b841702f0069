// The messages between the map in a frame and the page around it: version 1, small, and about nothing but the view.

import { isPosition } from "./address.js";

const VERSION = 1;
const LANGUAGES = ["zh-hans", "zh-hant", "en"];
const MOST_VALUES = 100;
export const FILTERS_TOLD = ["article", "theme", "scope", "subdistrict"];

export function messageOf(type, said) {
  return { mapapp: VERSION, type, ...said };
}

// Whether the page around asks to be told everything again.
export function isHello(message) {
  return own(message, "mapapp") === VERSION && own(message, "type") === "hello";
}

// The change of view that a message asks for: any of { lang, site, view, article, theme, scope, subdistrict }, null for what it takes
// back; null if it asks for nothing that there is. `known`: the Set of the ids there are, by name.
export function changeIn(message, known) {
  if (own(message, "mapapp") !== VERSION || own(message, "type") !== "show") {
    return null;
  }
  const change = {
    lang: LANGUAGES.find((tag) => tag === own(message, "lang")),
    site: knownOrNone(own(message, "site"), known.site),
    view: askedView(own(message, "view")),
  };
  FILTERS_TOLD.forEach((name) => { change[name] = askedValues(own(message, name), known[name]); });
  const asked = Object.entries(change).filter(([, value]) => value !== undefined);
  return asked.length ? Object.fromEntries(asked) : null;
}

// What an object says itself; a message may be anything.
function own(message, name) {
  return typeof message === "object" && message !== null && Object.hasOwn(message, name) ? message[name] : undefined;
}

function knownOrNone(id, ids) {
  return id === null || (typeof id === "string" && ids.has(id)) ? id : undefined;
}

function askedView(view) {
  if (view === null) {
    return null;
  }
  if (!Array.isArray(view) || view.length !== 3 || !view.every(Number.isFinite)) {
    return undefined;
  }
  const [longitude, latitude, zoom] = view;
  return isPosition({ longitude, latitude, zoom }) ? { longitude, latitude, zoom } : undefined;
}

// Those of a list that there are; an empty list takes the filter back, one of strangers says nothing.
function askedValues(values, ids) {
  if (values === null) {
    return null;
  }
  if (!Array.isArray(values) || values.length > MOST_VALUES) {
    return undefined;
  }
  const there = [...new Set(values)].filter((value) => typeof value === "string" && ids.has(value));
  if (there.length) {
    return there;
  }
  return values.length ? undefined : null;
}
