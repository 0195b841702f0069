// What is left of the list when several limits narrow it at once: each limit judges sentences, places, or both.

// `commitments`: [{ id, facets, places: [{ id, facets }] }]. `limits`: [{ commitment?: facets → boolean, place?: facets → boolean,
// unplaced?: facets → boolean }]. A sentence that names places stays only while one of them does; one that names none stays
// where places are judged only if `unplaced` says so.
export function sift(commitments, limits) {
  const left = { commitments: new Set(), places: new Set() };
  for (const { id, facets, places } of commitments) {
    const standing = places.filter((place) => limits.every((limit) => !limit.place || limit.place(place.facets, place.id)));
    const stays = limits.every((limit) => !limit.commitment || limit.commitment(facets, id));
    const unplaced = places.length === 0 && limits.every((limit) => !limit.place || limit.unplaced?.(facets, id));
    if (stays && (standing.length || unplaced)) {
      left.commitments.add(id);
      standing.forEach((place) => left.places.add(place.id));
    }
  }
  return left;
}
