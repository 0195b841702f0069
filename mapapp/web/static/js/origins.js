// What distances can be measured from by name: stations, places, streets and subdistricts, each with its position if known.

const GROUND_STREETS = ["avenue", "street"];
const LINE = /LineString$/;

// `sites` and `ground`: features in WGS-84; `subdistricts`: [id, name]; `nameOf`: feature → name; `tag`: whose order of names.
// Returns [{ group, origins: [{ id, name, geometry, error }] }], `error` in metres; a subdistrict has no geometry.
export function originGroups({ sites, ground, subdistricts }, nameOf, tag) {
  const placed = sites.filter(({ geometry }) => geometry);
  const taken = new Set(placed.flatMap((site) => [site.id, nameOf(site)]));
  const free = ground.filter((feature) => nameOf(feature) && !taken.has(feature.id));
  const originOf = (feature) => ({
    id: feature.id, name: nameOf(feature), geometry: feature.geometry,
    error: feature.properties.accuracy_m ?? feature.properties.error_m ?? null,
  });
  const streets = free.filter((feature) => GROUND_STREETS.includes(feature.properties.kind) && !taken.has(nameOf(feature)));
  const groups = {
    station: free.filter((feature) => feature.properties.kind === "station").map(originOf),
    place: placed.filter(({ geometry }) => !LINE.test(geometry.type)).map(originOf),
    street: [...placed.filter(({ geometry }) => LINE.test(geometry.type)).map(originOf), ...oneEach(streets.map(originOf))],
    subdistrict: subdistricts.map(([id, name]) => ({ id, name, geometry: null, error: null, isSubdistrict: true })),
  };
  const { compare } = new Intl.Collator(tag);
  return Object.entries(groups).filter(([, origins]) => origins.length)
    .map(([group, origins]) => ({ group, origins: origins.sort((one, other) => compare(one.name, other.name)) }));
}

// The pieces of a street of one name are one street.
function oneEach(streets) {
  const named = new Map();
  for (const street of streets) {
    named.set(street.name, [...(named.get(street.name) ?? []), street]);
  }
  return [...named.values()].map((pieces) => ({
    ...pieces[0],
    geometry: { type: "MultiLineString", coordinates: pieces.map(({ geometry }) => geometry.coordinates) },
    error: Math.max(...pieces.map(({ error }) => error)),
  }));
}

// A point that has no name in our data: where the visitor is, or points to. It stays in the browser.
export function privateOrigin({ geometry, error = null }, name) {
  return { id: null, name, geometry, error, isPrivate: true };
}

export function originNamed(groups, id) {
  return groups.flatMap(({ origins }) => origins).find((origin) => origin.id === id) ?? null;
}
