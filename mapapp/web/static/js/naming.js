// How well a query names a place, and by which of its names: the name itself, an alias, their beginnings, initials, or a piece.

import { termsIn } from "./folding.js";
import { abbreviates, isNearly, isNearlyWithin, readingOf, spells, spellsWhole } from "./spelling.js";

const RANKS = ["name", "alias", "name begins", "alias begins", "initials whole", "initials", "inside", "apart"];
const NEARLY = RANKS.length;
const SHORTEST_GUESS = 4;

// `row` as in `places` of search.json; its names become readings, its English names words.
export function namedPlace(row) {
  return {
    row,
    readings: row.names.map(([text, pinyin]) => readingOf(text, pinyin)),
    english: row.english.map((name) => {
      const words = termsIn(name);
      return { words, phrase: words.join(" "), joined: words.join("") };
    }),
  };
}

// Returns { rank, name, english } of the best way in which the query names the place, or null: the lower the rank the
// better, and which of its Chinese or English names it was, by its place in the row.
export function namingBy(place, query) {
  return bestNaming([
    ...place.readings.map((reading, name) => ({ rank: rankByReading(reading, query, name), name })),
    ...place.english.map((name, english) => ({ rank: rankByEnglish(name, query, english), english })),
  ]) ?? (query.terms.length > 1 ? namedApart(place, query) : null);
}

// The same for a query with one wrong letter.
export function nearlyNamingBy(place, query) {
  if (!query.isLatin || query.joined.length < SHORTEST_GUESS) {
    return null;
  }
  return bestNaming([
    ...place.readings.map((reading, name) => ({ rank: rankNearly(reading, query.joined), name })),
    ...place.english.map((name, english) => ({ rank: englishNearly(name, query), english })),
  ]);
}

function bestNaming(found) {
  return found.reduce((least, one) => (one.rank >= 0 && (!least || one.rank < least.rank) ? one : least), null);
}

function rankByReading(reading, { joined }, name) {
  if (spellsWhole(reading, joined)) {
    return rankOf(name ? "alias" : "name");
  }
  if (spells(reading, 0, joined)) {
    return rankOf(name ? "alias begins" : "name begins");
  }
  const short = abbreviates(reading, 0, joined);
  if (short) {
    return rankOf(short === reading.characters.length ? "initials whole" : "initials");
  }
  return reading.characters.some((_, start) => spells(reading, start, joined) || abbreviates(reading, start, joined)) ? rankOf("inside") : -1;
}

function rankByEnglish(name, query, place) {
  if (name.phrase === query.phrase || name.joined === query.joined) {
    return rankOf(place ? "alias" : "name");
  }
  if (name.phrase.startsWith(query.phrase) || name.joined.startsWith(query.joined)) {
    return rankOf(place ? "alias begins" : "name begins");
  }
  return query.terms.every((term) => beginsWord(name.words, term)) ? rankOf("inside") : -1;
}

// Words in any order and any mixture of languages: each a piece of a name.
function namedApart(place, { terms }) {
  const isThere = (term) => place.readings.some((reading) => reading.characters.some((_, start) => spells(reading, start, term))) ||
    place.english.some(({ words }) => beginsWord(words, term));
  return terms.every((term) => isThere(term)) ? { rank: rankOf("apart"), name: 0 } : null;
}

function rankNearly(reading, joined) {
  if (isNearly(joined, reading.letters)) {
    return NEARLY + (Math.abs(joined.length - reading.letters.length) > 1 ? 1 : 0);
  }
  let start = 0;
  return reading.syllables.some((syllable) => isNearlyWithin(joined, reading.letters, (start += syllable.length))) ? NEARLY + 2 : -1;
}

function englishNearly({ words }, { terms }) {
  const odd = terms.filter((term) => !beginsWord(words, term));
  const isGuess = odd.length === 1 && odd[0].length >= SHORTEST_GUESS && words.some((word) => isNearly(odd[0], word));
  return isGuess ? NEARLY + 2 : -1;
}

function beginsWord(words, term) {
  return words.some((word) => word.startsWith(term));
}

function rankOf(name) {
  return RANKS.indexOf(name);
}
