// A tap on the map that means a spot and nothing else: asked for once, with a way out.

import { make } from "./elements.js";

// `words`: { ask, cancel }. Calls done({ lng, lat }), on the map's datum, or done(null) when given up.
// Returns a function that stops asking.
export function askForTap(map, notes, words, done) {
  const ground = map.getContainer().parentElement;
  const cancel = make("button", { type: "button", class: "button" }, [words.cancel]);
  const note = make("p", { class: "note near-ask" }, [words.ask, " ", cancel]);
  const leaving = new AbortController();
  const leaveAsking = () => {
    leaving.abort();
    note.remove();
    ground.classList.remove("is-asking");
  };
  const finish = (spot) => {
    leaveAsking();
    done(spot);
  };
  const heed = { capture: true, signal: leaving.signal };
  ground.addEventListener("click", (event) => spotOfTap(map, event, finish), heed);
  document.addEventListener("keydown", (event) => giveUp(event, finish), heed);
  cancel.addEventListener("click", () => finish(null));
  ground.classList.add("is-asking");
  notes.append(note);
  cancel.focus({ preventScroll: true });
  return leaveAsking;
}

function spotOfTap(map, event, finish) {
  if (event.target.closest(".zoom, .pan") || map.dragging.moved()) {
    return;
  }
  event.stopPropagation();
  event.preventDefault();
  finish(map.mouseEventToLatLng(event));
}

function giveUp(event, finish) {
  if (event.key === "Escape") {
    event.stopPropagation();
    finish(null);
  }
}
