// Search: the places that a query names, the best first, and the sentences that it stands in. All in the browser.

import { folderOf, queryFrom, queryOf } from "./folding.js";
import { namedPlace, namingBy, nearlyNamingBy } from "./naming.js";
import { nearlyPassageBy, passageBy, saidSentence } from "./passages.js";

const SHORTEST_WORD = 2;

// `keys`: the content of search.json.
export function searchIndex(keys) {
  return { fold: folderOf(keys.fold), places: keys.places.map(namedPlace), sentences: keys.sentences.map(saidSentence) };
}

// Returns { places: [{ row, rank, name, english }], sentences: [{ row, rank, spans, english }] }; null for an empty query.
// Only where nothing is found as typed is a run of characters taken for two words, or a letter for a slip.
export function search(index, typed) {
  const query = queryOf(typed, index.fold);
  if (!query.joined) {
    return null;
  }
  const asTyped = [query, ...inTwo(query)].map((one) => () => findBoth(index, one, namingBy, passageBy));
  const ways = [...asTyped, () => findBoth(index, query, nearlyNamingBy, nearlyPassageBy)];
  return ways.reduce((found, way) => (found && !isNothing(found) ? found : way()), null);
}

function findBoth({ places, sentences }, query, naming, passage) {
  return { places: found(places, naming, query), sentences: found(sentences, passage, query) };
}

function isNothing({ places, sentences }) {
  return places.length + sentences.length === 0;
}

// 电梯小区: two words of two characters or more, written together.
function inTwo({ terms, isLatin }) {
  const characters = Array.from(terms[0]);
  const cuts = terms.length > 1 || isLatin ? [] : characters.slice(SHORTEST_WORD, 1 - SHORTEST_WORD).map((_, place) => place + SHORTEST_WORD);
  return cuts.map((cut) => queryFrom([characters.slice(0, cut).join(""), characters.slice(cut).join("")]));
}

// Among equals the order of the data stays.
function found(things, judge, query) {
  return things.flatMap((thing) => {
    const judged = judge(thing, query);
    return judged ? [{ row: thing.row, ...judged }] : [];
  }).sort((one, other) => one.rank - other.rank);
}
