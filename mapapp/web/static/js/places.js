// List and map in step: a place chosen in one is chosen in the other.

import { showState } from "./symbols.js";

export function markRows(rows, chosen, same) {
  for (const row of rows) {
    const state = stateOf(row.dataset.site, chosen, same);
    row.classList.toggle("is-chosen", state === "chosen");
    row.classList.toggle("is-same", state === "same");
    setCurrent(row, state === "chosen");
  }
}

export function markDrawn(drawn, chosen, same) {
  const order = { there: 0, same: 1, chosen: 2 };
  [...drawn.values()]
    .map((one) => [one, stateOf(one.feature.id, chosen, same)])
    .sort(([, first], [, second]) => order[first] - order[second])
    .forEach(([one, state]) => {
      showState(one, state);
      setCurrent(one.plate.getElement(), state === "chosen");
    });
}

function stateOf(id, chosen, same) {
  if (chosen && id === chosen.id) {
    return "chosen";
  }
  return same.includes(id) ? "same" : "there";
}

function setCurrent(element, is) {
  if (is) {
    element.setAttribute("aria-current", "true");
  } else {
    element.removeAttribute("aria-current");
  }
}

export function openOn(element, label, open) {
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", label);
  element.addEventListener("click", open);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      open(event);
    }
  });
}
