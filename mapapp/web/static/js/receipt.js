// Whether a quote is word for word what stands in its source: the rule, apart from how either got here.

// A gloss is one syllable of pinyin with its tone mark, in brackets, right after a Chinese character: 區(qū).
// The same rule as in the reading of the article; tests hold the two together.
const MARKED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ";
const GLOSS = new RegExp(`([㐀-鿿])[(（](?=[a-zü]*[${MARKED}])[a-zü${MARKED}]{1,6}[)）]`, "gu");

export function withoutGlosses(text) {
  return text.replace(GLOSS, "$1");
}

// `source`: the file as { characters: its code points, sha256 }, or { missing: why it is not here }.
// `stated`: { start, end, sha256, clean }, code points of the file, its hash, and the words that a conversion began from.
// Returns { outcome: "proven", "failed" or "unchecked", reason }.
export function checkQuote(source, stated, shown, form) {
  if (source.missing) {
    return { outcome: "unchecked", reason: source.missing };
  }
  if (source.sha256 !== stated.sha256) {
    return { outcome: "failed", reason: "digest" };
  }
  const reason = agreement(source.characters, stated, shown, form);
  return reason ? { outcome: "proven", reason } : { outcome: "failed", reason: "words" };
}

function agreement(characters, { start, end, clean }, shown, form) {
  const printed = characters.slice(start, end).join("");
  const bare = withoutGlosses(printed);
  if (!bare) {
    return null;
  }
  if (form === "simplified") {
    return clean === bare && Array.from(shown).length === Array.from(bare).length ? "simplified" : null;
  }
  if (form === "found") {
    return shown === printed || isWithGlossBehind(characters, start, shown, bare) ? "found" : null;
  }
  return shown === bare ? (bare === printed ? "found" : "clean") : null;
}

// A gloss behind the last character may be shown with it: it stands there in the file.
function isWithGlossBehind(characters, start, shown, bare) {
  const { length } = Array.from(shown);
  return characters.slice(start, start + length).join("") === shown && withoutGlosses(shown) === bare;
}
