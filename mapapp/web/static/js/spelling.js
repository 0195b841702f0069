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
  let place = mayBegin(reading, start, query) ? start : Infinity;
  let at = 0;
  while (at < query.length) {
    const step = place < reading.characters.length ? stepOver(reading, place, query, at) : 0;
    if (!step) {
      return 0;
    }
    place += 1;
    at += step;
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
  const end = mayBegin(reading, start, query) ? reach(reading, start, query, 0) : start;
  return end - start > 1 ? end - start : 0;
}

function mayBegin({ characters, syllables }, start, query) {
  return start < syllables.length && (query[0] === syllables[start][0] || query[0] === characters[start][0]);
}

function reach(reading, place, query, at) {
  if (at === query.length) {
    return place;
  }
  if (place === reading.characters.length) {
    return -1;
  }
  const syllable = reading.syllables[place];
  const whole = stepOver(reading, place, query, at);
  let end = whole ? reach(reading, place + 1, query, at + whole) : -1;
  if (syllable[0] === query[at]) {
    end = Math.max(end, reach(reading, place + 1, query, at + 1));
    if (syllable[1] === query[at + 1] && TWO_LETTERS.test(syllable)) {
      end = Math.max(end, reach(reading, place + 1, query, at + 2));
    }
  }
  return end;
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

// The same as `isNearly` where the first letter is right: what may begin at any syllable.
export function isNearlyWithin(query, text, start) {
  return query[0] === text[start] && isNearly(query, text, start);
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
