// Which units a query chooses, and in what order: for the table what mapapp/blocks/filtering.py is for page and exports.

const COUNT = /^\p{Nd}{1,6}$/u;
const ORDERS = ["name", "row", "area", "drawn", "low", "high"];

// `units`: index, words, sites, themes, drawn, low, high, area, border and rank of each, in the order of the file;
// `query`: texts by key. Returns the units that are left, in order.
export function chooseUnits(units, query) {
  const filters = Object.entries(UNIT_FILTERS).filter(([key]) => query[key]);
  const left = units.filter((unit) => filters.every(([key, keeps]) => keeps(unit, query[key])));
  return unitsSorted(left, query.sort || "row");
}

export function foldWords(text) {
  return text.normalize("NFKC").toLowerCase().trim();
}

const UNIT_FILTERS = {
  name: ({ words }, value) => words.some((word) => word.includes(foldWords(value))),
  site: ({ sites }, value) => sites.includes(value),
  theme: ({ themes }, value) => themes.includes(value),
  least: ({ drawn }, value) => COUNT.test(value) && drawn >= Number(foldWords(value)),
  border: ({ border }, value) => value === "1" && border > 0,
};

// What has no such number comes last; equals stay as they are in the file.
function unitsSorted(units, sort) {
  const [column, turn] = sort.startsWith("-") ? [sort.slice(1), -1] : [sort, 1];
  const worth = ORDERS.includes(column) ? WORTHS[column] : WORTHS.row;
  const known = units.filter((unit) => worth(unit) !== null);
  const unknown = units.filter((unit) => worth(unit) === null);
  return [...known.sort((one, other) => turn * (worth(one) - worth(other))), ...unknown];
}

const WORTHS = {
  name: ({ rank }) => rank,
  row: ({ index }) => index,
  area: ({ area }) => area,
  drawn: ({ drawn }) => drawn,
  low: ({ low }) => low,
  high: ({ high }) => high,
};
