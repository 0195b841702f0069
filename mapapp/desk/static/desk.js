// The review page: keys over the queue, the words of the chosen card lit in the text, and a selection carried into a form.

import { spanOf } from "./selection.js";

const source = document.querySelector("[data-source]");
const queue = document.querySelector(".queue");
const cards = [...document.querySelectorAll("[data-card]")].filter((one) => one.closest(".queue"));
const missed = document.querySelector("[data-missed]");
const PRESSED = "ynepu";

// The keys work while the queue, or nothing, has the focus: never while somebody types.
function press(event) {
  const { target, key } = event;
  const elsewhere = !queue.contains(target) && target !== document.body;
  if (event.ctrlKey || event.metaKey || event.altKey || elsewhere || target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select")) {
    return;
  }
  if (key === "j" || key === "k") {
    step(key === "j" ? 1 : -1);
  } else if (key === "a") {
    missed.scrollIntoView({ block: "center" });
    missed.elements.words.focus();
  } else if (!PRESSED.includes(key) || !pressButton(key)) {
    return;
  }
  event.preventDefault();
}

function step(by) {
  const at = cards.indexOf(chosen());
  cards[Math.min(Math.max(at + by, 0), cards.length - 1)]?.focus();
}

function chosen() {
  return document.activeElement?.closest(".queue [data-card]") ?? null;
}

// "u" is the page's; every other key is that of the chosen card, or else of the first.
function pressButton(key) {
  const within = key === "u" ? queue : chosen() ?? cards[0];
  const button = within?.querySelector(`[data-key=${key}]`);
  button?.click();
  if (key === "e") {
    button?.focus();
  }
  return Boolean(button);
}

function light(card) {
  source.querySelectorAll(".is-read").forEach((piece) => piece.classList.remove("is-read"));
  const [start, end] = card.id.split("-").slice(1).map(Number);
  const pieces = [...source.querySelectorAll("[data-start]")].filter((piece) => Number(piece.dataset.start) >= start && Number(piece.dataset.start) < end);
  pieces.forEach((piece) => piece.classList.add("is-read"));
  if (pieces.length) {
    show(pieces[0]);
  }
}

// Scrolls the text alone, never the page.
function show(piece) {
  const [box, frame] = [piece.getBoundingClientRect(), source.getBoundingClientRect()];
  if (box.top < frame.top + 40 || box.bottom > frame.bottom - 40) {
    source.scrollTop += box.top - frame.top - frame.height / 3;
  }
}

// What is selected in the text goes into the correction that is open, or else into the form for what was missed.
function carry() {
  const span = spanOf(getSelection(), source);
  if (!span) {
    return;
  }
  const form = queue.querySelector(".card:focus-within details[open] form, .card.is-open details[open] form") ?? missed;
  form.elements.words.value = span.words;
  form.elements.to_start.value = span.start;
  form.elements.to_end.value = span.end;
}

// Only the questions that belong to what is added are asked.
function ask() {
  const what = missed.elements.what.value;
  missed.querySelectorAll("[data-for]").forEach((part) => { part.hidden = part.dataset.for !== what; });
}

function keepOpen(event) {
  queue.querySelectorAll(".card.is-open").forEach((card) => card.classList.remove("is-open"));
  event.target.closest(".card").classList.toggle("is-open", event.target.open);
}

// The card that the address names, or else the first, is the one to begin with; a plain visit begins with the page.
function begin() {
  const named = cards.find((card) => `#${card.id}` === location.hash);
  (named ?? (location.hash === "#queue" ? cards[0] : null))?.focus();
  queue.classList.add("is-ready");
}

document.addEventListener("keydown", press);
source.addEventListener("mouseup", carry);
source.addEventListener("keyup", carry);
missed.addEventListener("change", ask);
cards.forEach((card) => card.addEventListener("focusin", () => light(card)));
queue.querySelectorAll("details").forEach((details) => details.addEventListener("toggle", keepOpen));
ask();
// The browser looks at the address last, so this waits for it.
window.addEventListener("load", () => setTimeout(begin));
