// A piece of a quote around the words that were found, cut and never rebuilt: its characters as the page shows them.

const ROOM_BEFORE = 12;
const LONGEST_EXCERPT = 44;

// `shown`: the quote as the page has it, perhaps with glosses that `text`, the compared one, lacks. Spans are places in `text`.
// Returns [{ text, found }]; `cut`: [something stands before, something stands after].
export function excerptOf(shown, text, spans) {
  const characters = Array.from(shown);
  const at = standsAt(characters, Array.from(text));
  const marked = spans.map(([start, end]) => [at[start], (at[end - 1] ?? characters.length - 1) + 1]).sort(([one], [other]) => one - other);
  return cutAround(characters, marked);
}

// The same for a text that is compared as it stands.
export function cutAround(characters, marked, { before, longest } = { before: ROOM_BEFORE, longest: LONGEST_EXCERPT }) {
  const first = marked[0]?.[0] ?? 0;
  const start = first > before + 4 ? clearOfWords(characters, first - before, 1) : 0;
  const end = clearOfWords(characters, Math.min(characters.length, Math.max(start + longest, marked[0]?.[1] ?? 0)), -1);
  return { pieces: piecesOf(characters, marked, start, end), cut: [start > 0, end < characters.length] };
}

// The nearest place, going by `step`, that is not inside a word in Latin letters.
function clearOfWords(characters, place, step) {
  const isInside = (at) => [characters[at - 1], characters[at]].every((character) => /\p{Script=Latin}/u.test(character ?? ""));
  let clear = place;
  while (isInside(clear)) {
    clear += step;
  }
  return clear;
}

function piecesOf(characters, marked, start, end) {
  const isFound = (place) => marked.some(([from, to]) => from <= place && place < to);
  const pieces = [];
  for (let place = start; place < end; place += 1) {
    const found = isFound(place);
    if (pieces.at(-1)?.found === found) {
      pieces.at(-1).text += characters[place];
    } else {
      pieces.push({ text: characters[place], found });
    }
  }
  return pieces;
}

// Where each character of `text` stands in `shown`, which has as many or, with glosses, more.
function standsAt(shown, text) {
  if (shown.length === text.length) {
    return text.map((_, place) => place);
  }
  return glossless(shown).slice(0, text.length);
}

// The places that are in no gloss: a bracket around Latin letters.
function glossless(shown) {
  const places = [];
  for (let place = 0; place < shown.length; place += 1) {
    const gloss = /[(（]/.test(shown[place]) ? /^[(（]\p{Script=Latin}+[)）]/u.exec(shown.slice(place, place + 12).join("")) : null;
    if (gloss) {
      place += Array.from(gloss[0]).length - 1;
    } else {
      places.push(place);
    }
  }
  return places;
}
