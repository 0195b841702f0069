// The table of units: filtered and sorted at once, its query kept in the address, in the headings and in the downloads.

import { keepPart } from "./choice.js";
import { make } from "./elements.js";
import { partIn } from "./address.js";
import { chooseUnits, foldWords } from "./unitquery.js";

const KEYS = ["name", "site", "theme", "least", "border", "sort"];
const LARGEST_FIRST = { name: "name", area: "-area", drawn: "-drawn", low: "-low", high: "-high" };

// `changed` hears which units are left, by index. A table that does not hold all units is left to the server.
export function startUnitTable(main, page, changed) {
  const form = main.querySelector("[data-sieve]");
  if (!("complete" in form.dataset)) {
    return;
  }
  const table = {
    form, page, changed,
    body: main.querySelector(".units__list tbody"),
    headings: [...main.querySelectorAll("[data-column]")],
    units: [...main.querySelectorAll("[data-unit]")].map(unitOfRow).sort((one, other) => one.index - other.index),
    found: main.querySelector("[data-found]"),
    keeps: main.querySelector("[data-keeps]"),
    sort: partIn(location.search, "sort") ?? "",
  };
  wireSieve(table);
}

function unitOfRow(row) {
  const { unit, rank, drawn, low, high, area, border, sites, themes, words } = row.dataset;
  return {
    row, index: Number(unit), rank: Number(rank), drawn: Number(drawn), low: Number(low), high: Number(high),
    area: area ? Number(area) : null, border: Number(border ?? 0),
    sites: sites.split(" "), themes: themes.split(" "), words: words.split("\n").map(foldWords),
  };
}

function wireSieve(table) {
  const { form, headings } = table;
  const sift = () => showChosen(table);
  form.querySelector("[data-apply]").hidden = true;
  form.addEventListener("input", sift);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("[data-reset]").addEventListener("click", (event) => {
    event.preventDefault();
    clearSieve(table);
  });
  headings.forEach((heading) => heading.addEventListener("click", (event) => {
    event.preventDefault();
    table.sort = turned(heading.dataset.column, table.sort);
    sift();
  }));
}

function turned(column, sort) {
  const first = LARGEST_FIRST[column];
  const opposite = first.startsWith("-") ? first.slice(1) : `-${first}`;
  return sort === first ? opposite : first;
}

function clearSieve(table) {
  for (const field of table.form.elements) {
    field.checked = false;
    field.value = field.type === "checkbox" ? "1" : "";
  }
  table.sort = "";
  showChosen(table);
}

function queryOfSieve({ form, sort }) {
  const stated = Object.fromEntries(new FormData(form));
  return Object.fromEntries(KEYS.map((key) => [key, (key === "sort" ? sort : stated[key]) ?? ""]));
}

function showChosen(table) {
  const query = queryOfSieve(table);
  const left = chooseUnits(table.units, query);
  table.units.forEach(({ row }) => { row.hidden = true; });
  left.forEach(({ row }) => { row.hidden = false; });
  table.body.append(...left.map(({ row }) => row));
  table.found.textContent = table.page.say("dossier.js.found", { found: left.length, units: table.units.length });
  markSort(table);
  keepQuery(table, query);
  table.changed(new Set(left.map(({ index }) => index)));
}

function markSort({ headings, sort }) {
  for (const heading of headings) {
    const { column } = heading.dataset;
    const way = { [column]: "ascending", [`-${column}`]: "descending" }[sort] ?? "none";
    heading.closest("th").setAttribute("aria-sort", way);
  }
}

function keepQuery({ keeps }, query) {
  for (const key of KEYS.filter((one) => (partIn(location.search, one) ?? "") !== query[one])) {
    keepPart(key, query[key] || null);
  }
  const stated = Object.entries(query).filter(([, value]) => value);
  keeps.replaceChildren(...stated.map(([name, value]) => make("input", { type: "hidden", name, value })));
}
