// Search: the places that a query names, the best first, and the sentences that it stands in. All in the browser.

import { folderOf, queryFrom, queryOf } from "./folding.js";
import { namedPlace, namingBy, nearlyNamingBy } from "./naming.js";
import { nearlyPassageBy, passageBy, saidSentence } from "./passages.js";

const SHORTEST_WORD = 2;
const LONGEST_PAIR = 8;

// `keys`: the content of search.json.
export function searchIndex(keys) {
  return { fold: folderOf(keys.fold), places: keys.places.map(namedPlace), sentences: keys.sentences.map(saidSentence) };
}

// Returns { places: [{ row, rank, name, english }], sentences: [{ row, rank, spans, english }] }; null for an empty query.
// Only where nothing is found as typed is a run of characters taken for two words, or a letter for a slip: in a name
// first, in a sentence where no name comes near.
export function search(index, typed) {
  const query = queryOf(typed, index.fold);
  if (!query.joined) {
    return null;
  }
  for (const one of [query, ...inTwo(query)]) {
    const asTyped = findBoth(index, one, namingBy, passageBy);
    if (!isNothing(asTyped)) {
      return asTyped;
    }
  }
  const named = findBoth(index, query, nearlyNamingBy, () => null);
  return isNothing(named) ? findBoth(index, query, () => null, nearlyPassageBy) : named;
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
  if (terms.length > 1 || isLatin || characters.length > LONGEST_PAIR) {
    return [];
  }
  const cuts = characters.slice(SHORTEST_WORD, 1 - SHORTEST_WORD).map((_, place) => place + SHORTEST_WORD);
  return cuts.map((cut) => queryFrom([characters.slice(0, cut).join(""), characters.slice(cut).join("")]));
}

// Among equals the order of the data stays.
function found(things, judge, query) {
  return things.flatMap((thing) => {
    const judged = judge(thing, query);
    return judged ? [{ row: thing.row, ...judged }] : [];
  }).sort((one, other) => one.rank - other.rank);
}
