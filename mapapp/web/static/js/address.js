// The view in an address: what is chosen stands after the hash, the position of the map in the query.

const POSITION = /^(-?\d{1,3}(?:\.\d+)?),(-?\d{1,2}(?:\.\d+)?),(\d{1,2}(?:\.\d+)?)$/;
// Signs that need no code in a query.
const PLAIN = [["%2C", ","], ["%3A", ":"]];
// What follows is meant for the browser, which leaves it standing if it cannot read it, or for WordPress, which adds it
// to the address of every frame.
const NOT_OURS = /:~:|#?\?secret=/;
const LOOKS = [
  "view", "text", "lang", "colours", "accent", "site", "list", "search", "filters", "legend", "basemap", "controls", "link", "title", "height",
];
const DECIMALS = { degrees: 5, zoom: 2 };

export function targetIn(hash) {
  try {
    return decodeURIComponent(hash.replace(/^#/, "").split(NOT_OURS)[0]) || null;
  } catch {
    return null;
  }
}

export function hashOf(target) {
  return target ? `#${encodeURIComponent(target)}` : "";
}

// Returns null where the query states no position, `{ refused: true }` where it states none that can be read.
export function positionIn(query) {
  const stated = partIn(query, "view");
  if (stated === null) {
    return null;
  }
  const found = POSITION.exec(stated);
  const [longitude, latitude, zoom] = found ? found.slice(1).map(Number) : [];
  return found && isPosition({ longitude, latitude, zoom }) ? { longitude, latitude, zoom } : { refused: true };
}

export function isPosition({ longitude, latitude, zoom }) {
  return Math.abs(longitude) <= 180 && Math.abs(latitude) <= 85 && zoom >= 0 && zoom <= 22;
}

// Whether a query says more than where to look, in which form to read, and how a frame looks: what to narrow the list to.
export function statesTool(query) {
  return partsOfQuery(query).some((part) => !LOOKS.includes(nameOf(part)));
}

export function queryWith(query, position) {
  return queryWithPart(query, "view", position && spelled(position));
}

// What the query says under a name; null where it says nothing.
export function partIn(query, name) {
  const stated = partsOfQuery(query).find((part) => nameOf(part) === name);
  return stated === undefined ? null : decoded(stated.slice(name.length + 1));
}

// The query with another value under a name, last; with none for null.
export function queryWithPart(query, name, value) {
  const parts = partsOfQuery(query).filter((part) => nameOf(part) !== name);
  return spelledQuery(value === null ? parts : [...parts, `${name}=${coded(value)}`]);
}

// The query of a link to the same page, `own`, with all that `query` says and `own` leaves to it.
export function queryCarrying(own, query, keeps) {
  const parts = partsOfQuery(own).filter((part) => !keeps(nameOf(part)));
  return spelledQuery([...parts, ...partsOfQuery(query).filter((part) => keeps(nameOf(part)))]);
}

function spelled({ longitude, latitude, zoom }) {
  return [longitude.toFixed(DECIMALS.degrees), latitude.toFixed(DECIMALS.degrees), Number(zoom.toFixed(DECIMALS.zoom))].join(",");
}

function spelledQuery(parts) {
  return parts.length ? `?${parts.join("&")}` : "";
}

function nameOf(part) {
  return part.split("=")[0];
}

function coded(value) {
  return PLAIN.reduce((text, [code, plain]) => text.replaceAll(code, plain), encodeURIComponent(value));
}

function decoded(text) {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function partsOfQuery(query) {
  return query.replace(/^\?/, "").split("&").filter(Boolean);
}
