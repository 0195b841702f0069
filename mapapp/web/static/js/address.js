// The view in an address: what is chosen stands after the hash, the position of the map in the query.

const POSITION = /^(-?\d{1,3}(?:\.\d+)?),(-?\d{1,2}(?:\.\d+)?),(\d{1,2}(?:\.\d+)?)$/;
const NAME = "view=";
// What follows is meant for the browser; one that cannot read it leaves it standing.
const DIRECTIVE = ":~:";
const DECIMALS = { degrees: 5, zoom: 2 };

export function targetIn(hash) {
  try {
    return decodeURIComponent(hash.replace(/^#/, "").split(DIRECTIVE)[0]) || null;
  } catch {
    return null;
  }
}

export function hashOf(target) {
  return target ? `#${encodeURIComponent(target)}` : "";
}

// Returns null where the query states no position, `{ refused: true }` where it states none that can be read.
export function positionIn(query) {
  const stated = partsOfQuery(query).find((part) => part.startsWith(NAME));
  if (stated === undefined) {
    return null;
  }
  const found = POSITION.exec(stated.slice(NAME.length).replaceAll("%2C", ","));
  const [longitude, latitude, zoom] = found ? found.slice(1).map(Number) : [];
  const sound = found && Math.abs(longitude) <= 180 && Math.abs(latitude) <= 85 && zoom <= 22;
  return sound ? { longitude, latitude, zoom } : { refused: true };
}

export function queryWith(query, position) {
  const parts = partsOfQuery(query).filter((part) => !part.startsWith(NAME));
  const all = position ? [...parts, NAME + spelled(position)] : parts;
  return all.length ? `?${all.join("&")}` : "";
}

function spelled({ longitude, latitude, zoom }) {
  return [longitude.toFixed(DECIMALS.degrees), latitude.toFixed(DECIMALS.degrees), Number(zoom.toFixed(DECIMALS.zoom))].join(",");
}

function partsOfQuery(query) {
  return query.replace(/^\?/, "").split("&").filter(Boolean);
}
