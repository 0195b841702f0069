// What is left of the list when several limits narrow it at once: each limit judges sentences, places, or both.

// `commitments`: [{ id, facets, places: [{ id, facets }] }]. `limits`: [{ commitment?, place?, unplaced? }], each (facets, id) → boolean.
// A sentence that names places stays only while one of them does; one that names none, where places are judged, only if
// `unplaced` says so.
export function sift(commitments, limits) {
  const ofCommitments = limits.flatMap(({ commitment }) => commitment ?? []);
  const ofPlaces = limits.flatMap(({ place }) => place ?? []);
  const left = { commitments: new Set(), places: new Set() };
  for (const { id, facets, places } of commitments) {
    const standing = places.filter((place) => ofPlaces.every((stays) => stays(place.facets, place.id)));
    const unplaced = () => limits.every((limit) => !limit.place || limit.unplaced?.(facets, id));
    const isPlaced = places.length ? standing.length > 0 : unplaced();
    if (isPlaced && ofCommitments.every((stays) => stays(facets, id))) {
      left.commitments.add(id);
      standing.forEach((place) => left.places.add(place.id));
    }
  }
  return left;
}
