// Where the words of a query stand in a sentence: in its characters, in how they are read, or in its English translation.

import { isLatin } from "./folding.js";
import { isNearlyWithin, spells } from "./spelling.js";

const FEWEST_LETTERS = { alone: 3, apart: 2, guess: 5 };
const APOSTROPHE_OR_SIGN = /[^\p{L}\p{N}]/gu;

// `row` as in `sentences` of search.json.
export function saidSentence(row) {
  const characters = Array.from(row.text);
  const syllables = row.pinyin.split(" ").map((syllable, place) => (syllable === "-" ? characters[place] : syllable));
  const english = (row.english ?? "").toLowerCase().replace(APOSTROPHE_OR_SIGN, " ");
  return { row, reading: { characters, syllables }, text: row.text, letters: syllables.join(""), english: ` ${english}` };
}

// Returns { rank, spans, english } or null. `spans`: [first, after the last] characters of the text; `english`: the same
// in its translation. Rank 0: the words stand together, 1: they do not.
export function passageBy(sentence, query) {
  const whole = findTerm(sentence, query.joined, FEWEST_LETTERS.alone) ?? findEnglish(sentence, query.phrase, FEWEST_LETTERS.alone);
  if (whole || query.terms.length < 2) {
    return whole && { rank: 0, ...whole };
  }
  return foundTogether(query.terms.map((term) => findAnyhow(sentence, term)), 1);
}

// The same for a query with one wrong letter in each word.
export function nearlyPassageBy(sentence, query) {
  if (!query.isLatin || query.joined.length < FEWEST_LETTERS.guess) {
    return null;
  }
  const whole = findNearly(sentence, query.joined);
  return whole ? { rank: 2, ...whole } : foundTogether(query.terms.map((term) => findAnyhow(sentence, term) ?? findNearly(sentence, term)), 3);
}

function foundTogether(found, rank) {
  return found.every(Boolean) ? { rank, spans: found.flatMap(({ spans }) => spans), english: found.flatMap(({ english }) => english) } : null;
}

function findAnyhow(sentence, term) {
  return findTerm(sentence, term, FEWEST_LETTERS.apart) ?? findEnglish(sentence, term, FEWEST_LETTERS.apart);
}

function findTerm({ reading, text, letters }, term, fewest) {
  const at = text.indexOf(term);
  if (at >= 0) {
    const start = Array.from(text.slice(0, at)).length;
    return { spans: [[start, start + Array.from(term).length]], english: [] };
  }
  if (isLatin(term) ? term.length < fewest || !letters.includes(term) : !/[a-z]/.test(term)) {
    return null;
  }
  const start = reading.characters.findIndex((_, place) => spells(reading, place, term));
  return start < 0 ? null : { spans: [[start, start + spells(reading, start, term)]], english: [] };
}

function findEnglish({ english }, words, fewest) {
  const at = words.length < fewest ? -1 : english.indexOf(` ${words}`);
  return at < 0 ? null : { spans: [], english: [[at, at + words.length]] };
}

function findNearly({ reading: { syllables }, letters, english }, term) {
  if (term.length < FEWEST_LETTERS.guess) {
    return null;
  }
  let at = 0;
  for (let place = 0; place < syllables.length; place += 1) {
    if (isNearlyWithin(term, letters, at)) {
      return { spans: [[place, place + charactersOver(syllables, place, term.length)]], english: [] };
    }
    at += syllables[place].length;
  }
  return findEnglishNearly(english, term);
}

function charactersOver(syllables, start, letters) {
  let [count, length] = [0, 0];
  while (length + 1 < letters && start + count < syllables.length) {
    length += syllables[start + count].length;
    count += 1;
  }
  return count;
}

function findEnglishNearly(english, term) {
  const beginning = ` ${term[0]}`;
  for (let at = english.indexOf(beginning); at >= 0; at = english.indexOf(beginning, at + 1)) {
    if (isNearlyWithin(term, english, at + 1)) {
      return { spans: [], english: [[at, at + term.length]] };
    }
  }
  return null;
}
