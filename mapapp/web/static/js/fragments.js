// The shortest text directive that leads to one sentence of a text, and to nothing else.
// Specification: WICG, URL Fragment Text Directives. Whoever follows one compares as `folded` does, and only whole words.

// Other words stand on a page too: a beginning shorter than this would too easily be among them.
const LEAST = 4;
const QUOTES = { "“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'" };

// `start` and `end`: where the sentence stands in `whole`, in UTF-16 units. Returns "" where nothing tells it from others.
export function directiveOf({ start, end }, whole, language) {
  const text = { whole, folded: folded(whole), start, end, cuts: cutsIn(whole, start, end, language) };
  const found = [exactly(text), fromTo(text)].filter(Boolean).sort(byLength)[0];
  return found ?? withPrefix(text, language) ?? withSuffix(text, language) ?? "";
}

export function folded(text) {
  return text.replace(/[“”„‘’‚]/g, (mark) => QUOTES[mark]).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

// Where words begin or end within the line of a sentence; without a segmenter, where clauses do.
function cutsIn(whole, start, end, language) {
  const line = lineAround(whole, start, end);
  return wordsIn(line.text, language).map(({ index }) => line.start + index).filter((cut) => cut > start && cut < end);
}

function lineAround(whole, start, end) {
  const first = whole.lastIndexOf("\n", start - 1) + 1;
  const next = whole.indexOf("\n", end);
  return { start: start ? first : 0, text: whole.slice(start ? first : 0, next < 0 ? whole.length : next) };
}

function wordsIn(text, language) {
  if (Intl.Segmenter) {
    return [...new Intl.Segmenter(language, { granularity: "word" }).segment(text)];
  }
  return [...text.matchAll(/[^\p{P}\p{Z}\s]+|[\p{P}\p{Z}\s]+/gu)];
}

function exactly({ whole, folded: all, start, end }) {
  const words = whole.slice(start, end);
  return places(all, folded(words)).length === 1 ? spelt(words) : null;
}

function fromTo(text) {
  const first = text.cuts.find((cut) => isLongEnough(text, cut) && places(text.folded, folded(text.whole.slice(text.start, cut))).length === 1);
  const last = first && lastWords(text, first);
  return last ? `${spelt(text.whole.slice(text.start, first))},${spelt(last)}` : null;
}

function isLongEnough({ whole, start }, cut) {
  return Array.from(whole.slice(start, cut)).length >= LEAST;
}

// The fewest last words that do not come earlier in the sentence, after the beginning.
function lastWords({ whole, cuts, end }, first) {
  const rest = folded(whole.slice(first, end));
  return cuts.filter((cut) => cut >= first).map((cut) => whole.slice(cut, end)).reverse()
    .find((words) => /[\p{L}\p{N}]/u.test(words) && rest.indexOf(folded(words)) === rest.length - folded(words).length);
}

// Sentences that begin alike are told apart by the words before them, those that are alike by the words after.
function withPrefix(text, language) {
  const { whole, start, end, cuts } = text;
  const first = cuts.find((cut) => isLongEnough(text, cut));
  const last = first && lastWords(text, first);
  const [words, rest] = last ? [whole.slice(start, first), `,${spelt(last)}`] : [whole.slice(start, end), ""];
  const before = whole.slice(0, start).trimEnd();
  const line = before.slice(before.lastIndexOf("\n") + 1);
  const prefix = wordsIn(line, language).map(({ index }) => line.slice(index)).reverse()
    .find((one) => /[\p{L}\p{N}]/u.test(one) && pairs(text.folded, folded(one), folded(words)) === 1);
  return prefix ? `${spelt(prefix)}-,${spelt(words)}${rest}` : null;
}

function withSuffix(text, language) {
  const words = text.whole.slice(text.start, text.end);
  const after = text.whole.slice(text.end).trimStart().split("\n", 1)[0];
  const suffix = [...wordsIn(after, language).slice(1).map(({ index }) => after.slice(0, index)), after]
    .find((one) => /[\p{L}\p{N}]/u.test(one) && pairs(text.folded, folded(words), folded(one)) === 1);
  return suffix ? `${spelt(words)},-${spelt(suffix)}` : null;
}

// How often one piece of a text is followed by another, with or without a space between.
function pairs(all, one, other) {
  return places(all, one).filter((place) => all.slice(place + one.length).trimStart().startsWith(other)).length;
}

function places(all, piece) {
  const found = [];
  for (let place = all.indexOf(piece); place >= 0; place = all.indexOf(piece, place + 1)) {
    found.push(place);
  }
  return found;
}

function spelt(words) {
  return encodeURIComponent(words.replace(/\s+/g, " ")).replace(/[-!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
}

function byLength(one, other) {
  return one.length - other.length;
}
