// The search box: what is typed opens a list below it, walked by arrows and chosen by Enter or a press (ARIA APG, combobox).

import { goToFound } from "./destinations.js";
import { fileAt } from "./files.js";
import { optionsFor } from "./findings.js";
import { search, searchIndex } from "./search.js";

const MOST_SHOWN = 20;
const KEY_STEPS = {
  ArrowDown: (active, count) => (active + 1) % count,
  ArrowUp: (active, count) => (active <= 0 ? count : active) - 1,
  Home: (active) => (active < 0 ? active : 0),
  End: (active, count) => (active < 0 ? active : count - 1),
};

export function startFinder(place, page) {
  const [input, list, told] = ["input", "[role=listbox]", "[role=status]"].map((part) => place.querySelector(part));
  const finder = { input, list, told, page, keys: null, options: [], active: -1 };
  input.addEventListener("focus", () => loadKeys(finder));
  input.addEventListener("input", () => answerTyping(finder));
  input.addEventListener("click", () => list.hidden && answerTyping(finder));
  input.addEventListener("blur", () => closeList(finder));
  input.addEventListener("keydown", (event) => answerKey(finder, event));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => takeOption(finder, finder.options.find(({ element }) => element.contains(event.target))));
  if (document.activeElement === input) {
    answerTyping(finder);
  }
}

// Fetched when the box is first entered; where that failed, when it is entered again.
function loadKeys(finder) {
  finder.keys ??= fetchKeys().catch(() => {
    finder.keys = null;
    finder.told.textContent = finder.page.say("find.failed");
    return null;
  });
  return finder.keys;
}

async function fetchKeys() {
  const file = await fileAt("/search.json");
  return searchIndex(await file.json());
}

async function answerTyping(finder) {
  const typed = finder.input.value;
  const index = await loadKeys(finder);
  if (index && typed === finder.input.value) {
    showFound(finder, search(index, typed), typed);
  }
}

function showFound(finder, found, typed) {
  closeList(finder);
  finder.told.textContent = found ? countOf(found, typed, finder.page) : "";
  if (found) {
    const shown = { places: found.places.slice(0, MOST_SHOWN), sentences: found.sentences.slice(0, MOST_SHOWN) };
    const { groups, options } = optionsFor(shown, finder.page);
    finder.options = options;
    finder.list.replaceChildren(...groups);
    openList(finder);
  }
}

function countOf({ places, sentences }, typed, page) {
  if (places.length + sentences.length === 0) {
    return page.say("find.none", { query: typed.trim() });
  }
  const more = Math.max(places.length, sentences.length) > MOST_SHOWN ? ` ${page.say("find.more", { count: MOST_SHOWN })}` : "";
  return page.say("find.found", { places: places.length, sentences: sentences.length }) + more;
}

function openList(finder) {
  finder.list.hidden = finder.options.length === 0;
  finder.input.setAttribute("aria-expanded", String(!finder.list.hidden));
  finder.list.scrollTop = 0;
}

function closeList(finder) {
  finder.list.hidden = true;
  finder.input.setAttribute("aria-expanded", "false");
  activateOption(finder, -1);
}

function activateOption(finder, active) {
  finder.active = active;
  finder.options.forEach(({ element }, place) => element.setAttribute("aria-selected", String(place === active)));
  const element = finder.options[active]?.element;
  if (element) {
    finder.input.setAttribute("aria-activedescendant", element.id);
    element.scrollIntoView({ block: "nearest" });
  } else {
    finder.input.removeAttribute("aria-activedescendant");
  }
}

// While an input method composes a character its keys are its own.
function answerKey(finder, event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (event.key === "Escape") {
    dismissList(finder, event);
  } else if (finder.list.hidden) {
    if (event.key === "ArrowDown") {
      event.preventDefault();
      answerTyping(finder);
    }
  } else if (event.key === "Enter") {
    event.preventDefault();
    takeOption(finder, finder.options[Math.max(finder.active, 0)]);
  } else if (event.key in KEY_STEPS && !(event.shiftKey || (finder.active < 0 && !event.key.startsWith("Arrow")))) {
    event.preventDefault();
    activateOption(finder, KEY_STEPS[event.key](finder.active, finder.options.length));
  }
}

// The first press closes the list, the second empties the box; only the third is for what is open elsewhere.
function dismissList(finder, event) {
  if (finder.list.hidden && !finder.input.value) {
    return;
  }
  event.stopPropagation();
  event.preventDefault();
  if (finder.list.hidden) {
    finder.input.value = "";
    finder.told.textContent = "";
  }
  closeList(finder);
}

function takeOption(finder, option) {
  if (option) {
    closeList(finder);
    goToFound(option.row, finder);
  }
}
