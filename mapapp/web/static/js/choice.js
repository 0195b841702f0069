// What is chosen: one place or sentence at most, kept in the address and walked by back and forward.

import { hashOf, positionIn, queryCarrying, queryWith, queryWithPart, targetIn } from "./address.js";

const FORM = "text";

const choice = { target: null, opener: null, views: null };

// `views`: find(target) → a thing or null, show(thing, opener), hide(), look(thing or null, position or null, glide),
// position(), reaches(position), miss(target), lose().
export function startChoice(views) {
  choice.views = views;
  window.addEventListener("popstate", () => followAddress(true));
  document.addEventListener("keydown", (event) => event.key === "Escape" && choice.target && leave());
  followAddress(false);
}

// The map has come after the choice: it takes the view that the address states.
export function lookAgain() {
  lookAsStated(choice.target && choice.views.find(choice.target), false);
}

export function follow(event, target, opener = event.currentTarget) {
  if (!(event.metaKey || event.ctrlKey || event.shiftKey)) {
    event.preventDefault();
    choose(target, opener);
  }
}

export function choose(target, opener) {
  const thing = choice.views.find(target);
  const way = target === choice.target ? "replaceState" : "pushState";
  take(target, opener);
  choice.views.show(thing);
  choice.views.look(thing, null, true);
  write(way, null);
}

export function leave() {
  const { opener } = choice;
  drop();
  write("pushState", choice.views.position());
  if (opener) {
    giveBack(opener);
  }
}

// What opened the choice may be gone: narrowed away meanwhile.
function giveBack(opener) {
  opener.focus();
  if (document.activeElement !== opener) {
    document.querySelector("main").focus({ preventScroll: true });
  }
}

export function chosenTarget() {
  return choice.target;
}

export function chosenBy() {
  return choice.opener;
}

export function keepPosition(position) {
  write("replaceState", position);
}

function take(target, opener) {
  Object.assign(choice, { target, opener });
}

function drop() {
  take(null, null);
  choice.views.hide();
}

function write(way, position) {
  const rest = choice.target ? hashOf(choice.target) : "";
  // In a frame a step of ours would be one of the page around.
  history[window.parent === window ? way : "replaceState"](null, "", location.pathname + queryWith(location.search, position) + rest);
  carryOver();
}

// The same page in another language or form of the text shows the same view; whoever else tells the address hears of it.
function carryOver() {
  const refused = positionIn(location.search)?.refused;
  for (const link of document.querySelectorAll("[data-same-page]")) {
    link.dataset.samePage ||= link.getAttribute("href");
    const { pathname, search } = new URL(link.dataset.samePage, location.href);
    const keeps = (name) => name !== FORM && !(refused && name === "view");
    link.href = pathname + queryCarrying(search, location.search, keeps) + location.hash;
  }
  document.dispatchEvent(new Event("carried"));
}

// What else narrows the view, a filter for one, under its name in the address; null for nothing.
export function keepPart(name, value) {
  history.replaceState(null, "", location.pathname + queryWithPart(location.search, name, value) + location.hash);
  carryOver();
}

function followAddress(again) {
  const target = targetIn(location.hash);
  const thing = target && choice.views.find(target);
  const elsewhere = !thing && target && document.getElementById(target);
  if (!elsewhere) {
    turnTo(target, thing, again);
    lookAsStated(thing, again);
  }
  carryOver();
}

function turnTo(target, thing, again) {
  if (thing) {
    take(target, null);
    choice.views.show(thing);
  } else {
    if (again && choice.target) {
      drop();
    }
    if (target) {
      choice.views.miss(target);
    }
  }
}

function lookAsStated(thing, again) {
  const position = positionIn(location.search);
  if (position?.refused || (position && !choice.views.reaches(position))) {
    choice.views.lose();
    choice.views.look(thing, null, again);
  } else if (position || thing || again) {
    choice.views.look(thing, position, again);
  }
}
