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
