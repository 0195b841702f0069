// The one door through which the page gets a file of the site: out of what it carries with it, or from the server.

const site = { base: "", carried: new Map() };

// `base`: where the site lies. `carried`: a file's path within the site → a function that returns it, gzip in base64.
export function openDoor(base, carried = new Map()) {
  Object.assign(site, { base, carried });
}

export function isCarried(path) {
  return site.carried.has(path);
}

// Returns the file at a path within the site, such as /map.geojson, as the answer to a fetch. Throws where it does not come.
export async function fileAt(path) {
  const answer = isCarried(path) ? unpacked(site.carried.get(path)()) : await fetch(site.base + path);
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status}`);
  }
  return answer;
}

function unpacked(packed) {
  const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")));
}
