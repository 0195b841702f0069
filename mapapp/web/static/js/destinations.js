// Where what was found leads: a place to its sign or its page, a sentence to a place it names, into the list or the article.

import { choose } from "./choice.js";

// `row`: a place or a sentence of search.json; `input` gets the focus back, `told` says what cannot be shown.
export function goToFound(row, { input, told, page }) {
  if (row.names) {
    goToPlace(row, input, told, page);
  } else {
    goToSentence(row, input, page);
  }
}

function goToPlace(row, input, told, page) {
  if (page.feature(row.id)?.properties.commitments) {
    choose(row.id, input);
  } else if (row.kind === "subdistrict" && page.hasPages) {
    location.assign(page.subdistrictAddress(row.id));
  } else {
    told.textContent = page.say("find.unmarked", { name: row[page.nameKey] });
  }
}

function goToSentence(row, input, page) {
  const named = row.places.find((id) => page.feature(id)?.properties.commitments);
  const entry = document.querySelector(`[data-commitment="${CSS.escape(row.id)}"]`);
  if (named) {
    choose(named, input);
  } else if (entry?.checkVisibility()) {
    goToEntry(entry);
  } else {
    location.assign(page.sentenceAddress(row));
  }
}

// What is far below is laid out when it comes near: only then does it stand where it will stay.
function goToEntry(entry) {
  entry.tabIndex = -1;
  entry.scrollIntoView({ block: "center" });
  entry.focus({ preventScroll: true });
  requestAnimationFrame(() => entry.scrollIntoView({ block: "center" }));
}
