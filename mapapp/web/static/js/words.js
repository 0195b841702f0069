// Our own words in the visitor's language, with values filled in.

export function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
}

export function speaker(table) {
  return (key, values = {}) => fill(table[key], values);
}
