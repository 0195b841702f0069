// Whether letters and characters, mixed at will, spell a name that is known character by character.

const UNREAD = "-";
const TWO_LETTERS = /^[zcs]h/;

// Returns { characters, syllables, letters }, as `spells` and the others take it. `pinyin`: a syllable for each character.
export function readingOf(text, pinyin) {
  const told = pinyin.split(" ");
  const pairs = Array.from(text, (character, place) => [character, told[place]]).filter(([character]) => /[\p{L}\p{N}]/u.test(character));
  const characters = pairs.map(([character]) => character);
  const syllables = pairs.map(([character, syllable]) => (syllable === UNREAD ? character : syllable));
  return { text: characters.join(""), characters, syllables, letters: syllables.join("") };
}

// How many characters from `start` on the query spells, the last syllable perhaps unfinished; 0 if it spells something else.
export function spells(reading, start, query) {
  let [place, at] = [start, 0];
  while (at < query.length) {
    const step = place < reading.characters.length ? stepOver(reading, place, query, at) : 0;
    if (!step) {
      return 0;
    }
    [place, at] = [place + 1, at + step];
  }
  return place - start;
}

// Whether the query spells the reading from first to last, no syllable unfinished.
export function spellsWhole(reading, query) {
  const last = reading.characters.length - 1;
  return query === reading.text || query === reading.letters ||
    (spells(reading, 0, query) === last + 1 && (query.endsWith(reading.characters[last]) || query.endsWith(reading.syllables[last])));
}

// The same as `spells`, where initials too stand for their syllables: tst, zthutong. Of two ways to read them the longer.
export function abbreviates(reading, start, query) {
  const end = reach(reading, start, query, 0);
  return end - start > 1 ? end - start : 0;
}

function reach(reading, place, query, at) {
  if (at === query.length) {
    return place;
  }
  if (place === reading.characters.length) {
    return -1;
  }
  const steps = new Set([stepOver(reading, place, query, at), ...initialsAt(reading.syllables[place], query, at)]);
  return Math.max(...Array.from(steps, (step) => (step ? reach(reading, place + 1, query, at + step) : -1)));
}

function initialsAt(syllable, query, at) {
  const initials = TWO_LETTERS.test(syllable) ? [syllable.slice(0, 2), syllable[0]] : [syllable[0]];
  return initials.filter((initial) => query.startsWith(initial, at)).map(({ length }) => length);
}

function stepOver({ characters, syllables }, place, query, at) {
  const [character, syllable] = [characters[place], syllables[place]];
  if (query.startsWith(character, at)) {
    return character.length;
  }
  if (query.startsWith(syllable, at)) {
    return syllable.length;
  }
  const rest = query.length - at;
  return rest < syllable.length && syllable.startsWith(query.slice(at)) ? rest : 0;
}

// Whether the query is the beginning of `text` from `start` on but for one letter: wrong, missing, too many, or two swapped.
export function isNearly(query, text, start = 0) {
  let at = 0;
  while (at < query.length && query[at] === text[start + at]) {
    at += 1;
  }
  const here = start + at;
  const goesOn = (rest, from) => text.startsWith(query.slice(rest), from);
  return goesOn(at + 1, here + 1) || goesOn(at + 1, here) || goesOn(at, here + 1) ||
    (at + 1 < query.length && query[at + 1] === text[here] && query[at] === text[here + 1] && goesOn(at + 2, here + 2));
}
