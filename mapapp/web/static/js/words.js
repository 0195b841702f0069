// Our own words in the visitor's language, with values filled in; numbers as the language writes them.

export function fill(sentence, values, language = "en") {
  return sentence.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? written(values[key], language) : whole));
}

export function speaker(table, language) {
  return (key, values = {}) => fill(table[key], values, language);
}

// Below a thousand all our languages write digits alike, and nobody has to wait for their rules.
function written(value, language) {
  return value >= 1000 ? new Intl.NumberFormat(language, { useGrouping: language === "en" }).format(value) : String(value);
}

// Numbers of places as words: "1–5" if none is missing between them, else "2, 5, 7".
export function rangeOf(numbers) {
  const ordered = [...numbers].sort((one, other) => one - other);
  const [first, last] = [ordered[0], ordered.at(-1)];
  return ordered.length > 1 && last - first === ordered.length - 1 ? `${first}–${last}` : ordered.join(", ");
}
