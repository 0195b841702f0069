// The filters: the facets of the list, what an address chooses of them, the limits that this makes, and what each value leaves.

import { partIn } from "./address.js";

// `of`: whether it tells sentences or places apart. `empty`: the value of what states none. `order`: of values that have one.
const FACETS = [
  { name: "article", of: "commitment", empty: "none" },
  { name: "theme", of: "commitment", empty: "none" },
  { name: "group", of: "commitment", empty: "none" },
  { name: "scope", of: "commitment", empty: "none", order: ["site", "district", "policy"] },
  { name: "status", of: "commitment", empty: "unknown", order: ["begun", "done", "delayed", "dropped"] },
  { name: "kind", of: "place", empty: "unknown" },
  { name: "certainty", of: "place", empty: "unknown", order: ["exact", "street", "area", "approximate"] },
  { name: "subdistrict", of: "place", empty: "unknown" },
];
const BY_NUMBER = new Intl.Collator("en", { numeric: true });

// The article that a sentence stands in; its id says so: `<article>.<line>.<sentence>`.
export function articleOf(id) {
  return id.split(".")[0];
}

// Every facet with its `things`, each once, and its `values` in order; `commitments` as `sift` takes them.
export function facetsIn(commitments) {
  const things = {
    commitment: distinct(commitments),
    place: distinct(commitments.flatMap(({ places }) => places)),
  };
  return FACETS.map((facet) => ({ ...facet, things: things[facet.of], values: valuesIn(facet, things[facet.of]) }));
}

function distinct(things) {
  return [...new Map(things.map((thing) => [thing.id, thing])).values()];
}

function valuesIn(facet, things) {
  const { name, order = [], empty } = facet;
  const values = [...new Set(things.map(({ facets }) => valueOf(facet, facets)))];
  const rank = (value) => [...order, value].indexOf(value) + (value === empty ? 1 : 0);
  return values.sort((one, other) => rank(one) - rank(other) || (name === "theme" ? BY_NUMBER.compare(one, other) : 0));
}

function valueOf({ name, empty }, facets) {
  return facets[name] || empty;
}

// What a query chooses: { chosen: facet → Set of values, refused: [{ facet, value }] that the list does not know }.
export function chosenIn(query, facets) {
  const [chosen, refused] = [new Map(), []];
  for (const facet of facets) {
    const asked = statedValues(partIn(query, facet.name));
    const known = asked.filter((value) => facet.values.includes(value));
    refused.push(...asked.filter((value) => !known.includes(value)).map((value) => ({ facet, value })));
    if (known.length) {
      chosen.set(facet.name, new Set(known));
    }
  }
  return { chosen, refused };
}

// The values of one facet as a part of the query, or null for none; a comma within a value is coded.
export function partOf({ name, values }, chosen) {
  const taken = values.filter((value) => chosen.get(name)?.has(value));
  return taken.length ? spelledValues(taken) : null;
}

export function spelledValues(values) {
  return values.map((value) => value.replace(/[%,]/g, encodeURIComponent)).join(",");
}

export function statedValues(part) {
  return (part ?? "").split(",").filter(Boolean).map((value) => value.replaceAll("%2C", ",").replaceAll("%25", "%"));
}

export function toggled(chosen, { name }, value) {
  const values = new Set(chosen.get(name));
  if (!values.delete(value)) {
    values.add(value);
  }
  const others = [...chosen].filter(([other]) => other !== name);
  return new Map(values.size ? [...others, [name, values]] : others);
}

export function sameChoice(one, other) {
  const written = (chosen) => JSON.stringify([...chosen].map(([name, values]) => [name, [...values].sort()]).sort());
  return written(one) === written(other);
}

// Values of one facet are "or", facets are "and".
export function limitOf(facet, chosen) {
  const values = chosen.get(facet.name);
  return values ? { [facet.of]: (facets) => values.has(valueOf(facet, facets)) } : null;
}

// How much of what is `left` by all others each value of a facet would leave.
export function countsOf(facet, left) {
  const counts = new Map(facet.values.map((value) => [value, 0]));
  for (const { facets } of facet.things.filter(({ id }) => left[`${facet.of}s`].has(id))) {
    counts.set(valueOf(facet, facets), counts.get(valueOf(facet, facets)) + 1);
  }
  return counts;
}

// Each value that is chosen, in the order of the facets: [{ facet, value }].
export function chosenValues(facets, chosen) {
  return facets.flatMap((facet) => facet.values.filter((value) => chosen.get(facet.name)?.has(value)).map((value) => ({ facet, value })));
}

// How many sentences and places there are.
export function totalsOf(facets) {
  const count = (kind) => facets.find(({ of }) => of === kind).things.length;
  return { commitments: count("commitment"), places: count("place") };
}
