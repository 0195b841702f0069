// The map in somebody's page: its address settled, its height told, and the view told to the page around and set by it.

import { hashOf, partIn, positionIn, queryCarrying, queryWith, queryWithPart, targetIn } from "./address.js";
import { articleOf, spelledValues, statedValues } from "./filters.js";
import { changeIn, FILTERS_TOLD, isHello, messageOf } from "./messages.js";

const around = window.parent === window ? null : window.parent;

const talk = { page: null, known: null, fits: false, told: new Map() };

// `frame`: what the page says of its options. `fits`: whether its height is told.
export function startFrame({ query, names, site, fit }) {
  settleAddress(query, names, site);
  if (around) {
    talk.fits = fit;
    window.addEventListener("message", ({ source, data }) => source === around && hear(data));
    new ResizeObserver(tellHeight).observe(document.body);
  }
}

// What the page could not show as asked is said already; the place that is open stands after the hash, as on the map page.
function settleAddress(query, names, site) {
  const settled = queryCarrying(query, location.search, (name) => !names.includes(name));
  replaceAddress(settled, location.hash || hashOf(site));
}

// `home`: the page's parts as home.js has them; the places are known by now.
export function talkAround({ main, page, features }) {
  if (around) {
    Object.assign(talk, { page, known: knownIn(main, features) });
    tellView();
    document.addEventListener("carried", tellView);
  }
}

function hear(message) {
  if (isHello(message)) {
    talk.told.clear();
    tellHeight();
  }
  if (talk.known) {
    showAsAsked(changeIn(message, talk.known), talk.page);
    tellView();
  }
}

function tellHeight() {
  if (talk.fits) {
    tellAround("height", { height: Math.ceil(document.body.getBoundingClientRect().height) });
  }
}

function knownIn(main, features) {
  const values = (name) => [...main.querySelectorAll(`[data-${name}]`)].map(({ dataset }) => dataset[name]).filter(Boolean);
  const site = [...features.values()].filter(({ properties }) => properties.commitments).map(({ id }) => id);
  return {
    site: new Set(site), article: new Set(values("commitment").map(articleOf)), theme: new Set([...values("theme"), "none"]), scope: new Set(values("scope")),
    subdistrict: new Set([...values("subdistrict"), "unknown"]),
  };
}

// Whoever is around is told only what has changed.
function tellAround(type, said) {
  const written = JSON.stringify(said);
  if (talk.told.get(type) !== written) {
    talk.told.set(type, written);
    around.postMessage(messageOf(type, said), "*");
  }
}

function tellView() {
  const { known } = talk;
  const [target, position] = [targetIn(location.hash), positionIn(location.search)];
  const filters = FILTERS_TOLD.map((name) => [name, statedValues(partIn(location.search, name)).filter((value) => known[name].has(value))]);
  tellAround("view", {
    site: known.site.has(target) ? target : null,
    view: position && !position.refused ? [position.longitude, position.latitude, position.zoom] : null,
    ...Object.fromEntries(filters),
  });
}

// What is asked for goes into the address, and the page follows it as it follows a step back.
function showAsAsked(change, page) {
  if (!change) {
    return;
  }
  const { lang, site, view } = change;
  const query = FILTERS_TOLD.filter((name) => name in change).reduce(
    (written, name) => queryWithPart(written, name, change[name] && spelledValues(change[name])),
    view === undefined && !site ? location.search : queryWith(location.search, view ?? null),
  );
  const hash = site === undefined ? location.hash : hashOf(site);
  if (lang && lang !== page.tag.toLowerCase()) {
    location.replace(`${page.base}/embed${queryWithPart(query, "lang", lang)}${hash}`);
  } else {
    replaceAddress(query, hash);
    window.dispatchEvent(new PopStateEvent("popstate"));
  }
}

function replaceAddress(query, hash) {
  history.replaceState(null, "", location.pathname + query + hash);
}
