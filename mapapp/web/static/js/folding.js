// What is typed, made plain: small letters, Simplified characters, no tones; and the terms between the spaces.

// `from` and `to`: characters, and at the same places those that search compares instead.
export function folderOf({ from, to }) {
  const forms = Array.from(to);
  const table = new Map(Array.from(from, (character, place) => [character, forms[place]]));
  return (text) => Array.from(text, (character) => table.get(character) ?? character).join("");
}

// NFKC takes the width out of full-width letters (Unicode Standard Annex 15).
export function plainLetters(text) {
  return text.normalize("NFKC").toLowerCase().normalize("NFD").replace(/u\u0308/g, "v").replace(/\p{M}/gu, "").normalize("NFC");
}

export function termsIn(text) {
  return plainLetters(text).replace(/['’‘`]/g, "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

export function queryOf(typed, fold) {
  return queryFrom(termsIn(fold(plainLetters(typed))));
}

export function queryFrom(terms) {
  const joined = terms.join("");
  return { terms, joined, phrase: terms.join(" "), isLatin: isLatin(joined) };
}

export function isLatin(text) {
  return /^[a-z0-9]+$/.test(text);
}
