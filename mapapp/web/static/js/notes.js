// What could not be shown as asked, said once, in words, where the visitor looks first.

import { make } from "./elements.js";

export function tell(sentence) {
  const place = document.querySelector("[data-notes]");
  if (![...place.children].some((note) => note.textContent === sentence)) {
    place.append(make("p", { class: "note" }, [sentence]));
  }
}
