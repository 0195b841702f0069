// What is kept, and under which address: never under what a query tells of a visitor.

// A page is kept by its path and the form of its text; `forms` are those that there are, the usual one first.
// Returns null for an address that asks for what there is not.
export function keyOf(address, forms) {
  const { origin, pathname, searchParams } = new URL(address);
  const form = searchParams.get("text") ?? forms[0];
  if (!forms.includes(form)) {
    return null;
  }
  return origin + pathname + (form === forms[0] ? "" : `?text=${form}`);
}

// The keys under which a copy of a page may be found, what comes nearest to the address first.
export function keysFor(address, forms) {
  const { origin, pathname } = new URL(address);
  return [...new Set([keyOf(address, forms), origin + pathname])].filter(Boolean);
}

// What an address within the site is, `base` being the site's own: "data", "hashed", "other" or, for programs and frames
// only, "never".
export function kindOf(address, base) {
  const { href, search } = new URL(address);
  const path = href.startsWith(base) ? href.slice(base.length).split(/[?#]/, 1)[0] : null;
  if (path === null || /^(api\/|healthz$|readyz$|([a-z-]+\/)?embed(\/|$))/.test(path)) {
    return "never";
  }
  if (!search && /^((map|basemap)\.geojson|search\.json|articles\/[^/]+\.txt)$/.test(path)) {
    return "data";
  }
  return /^static\/[\w-]+\.[0-9a-f]{16}\.\w+$/.test(path) ? "hashed" : "other";
}

// Of entries { key, size, page }, the oldest first, the keys of those pages that are too many or too much for the limits.
export function surplus(entries, limits) {
  const left = [...entries];
  const total = () => left.reduce((sum, { size }) => sum + size, 0);
  const dropped = [];
  while (left.filter(({ page }) => page).length > limits.pages || total() > limits.bytes) {
    const oldest = left.findIndex(({ page }) => page);
    if (oldest < 0) {
      break;
    }
    dropped.push(...left.splice(oldest, 1).map(({ key }) => key));
  }
  return dropped;
}
