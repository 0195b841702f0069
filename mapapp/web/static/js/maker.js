// The entry of the pages for web editors: copies code, and asks the server for code and preview at each choice. Everything else is told by its module.

import { partIn, targetIn } from "./address.js";
import { copyWords } from "./links.js";
import { pageOf } from "./page.js";

const PAUSE_MS = 300;
const makerPage = pageOf(JSON.parse(document.querySelector("[data-page]").dataset.page));
const wishing = document.querySelector("[data-maker]");
const madePart = (name, within = document) => within.querySelector(`[data-made=${name}]`);
const asking = { turn: 0, timer: 0, shown: madePart("frame")?.getAttribute("src") };

document.querySelectorAll("[data-code]").forEach(offerCopying);
if (wishing) {
  startMaker();
}

function offerCopying(code) {
  const [field, button, said] = ["textarea", "[data-copy]", ".copied"].map((part) => code.querySelector(part));
  button.hidden = false;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", () => copyWords(Promise.resolve(field.value), said, makerPage));
}

function startMaker() {
  wishing.addEventListener("input", askSoon);
  wishing.addEventListener("submit", (event) => {
    event.preventDefault();
    askForCode();
  });
  wishing.querySelector("[data-show]").hidden = true;
  keepInLanguages();
  offerColours(wishing.querySelector("[data-colour]"), wishing.elements.accent);
  offerTaking(wishing.querySelector("[data-take]"));
  offerWidths(document.querySelector("[data-widths]"));
}

function askSoon() {
  clearTimeout(asking.timer);
  asking.timer = setTimeout(askForCode, PAUSE_MS);
}

// The server alone knows how options are written; the answer to the last choice counts.
async function askForCode() {
  clearTimeout(asking.timer);
  const turn = ++asking.turn;
  const address = `${wishing.action.split("#")[0].split("?")[0]}?${new URLSearchParams(new FormData(wishing))}`;
  try {
    const answer = await fetch(address);
    const made = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (turn === asking.turn) {
      showMade(made, address);
    }
  } catch {
    tellMade("snippet.js.failed");
  }
}

function showMade(made, address) {
  for (const name of ["code", "address"]) {
    madePart(name).value = madePart(name, made).value;
  }
  for (const name of ["refused", "kind"]) {
    madePart(name).replaceChildren(...madePart(name, made).childNodes);
  }
  showFrame(madePart("frame"), madePart("frame", made));
  history.replaceState(null, "", address);
  keepInLanguages();
  document.querySelectorAll(".copied").forEach((said) => said.replaceChildren());
  tellMade("snippet.js.made");
}

// The frame goes on in place: a new address of its own would be one more step back.
function showFrame(frame, made) {
  const address = made.getAttribute("src");
  if (address !== asking.shown) {
    asking.shown = address;
    frame.contentWindow.location.replace(address);
  }
}

// The same page in another language has the same choices.
function keepInLanguages() {
  document.querySelectorAll(".languages [data-same-page]").forEach((link) => { link.search = location.search; });
}

function tellMade(key) {
  document.querySelector("[data-told]").textContent = makerPage.say(key);
}

function offerColours(picker, written) {
  picker.hidden = false;
  picker.addEventListener("input", () => { written.value = picker.value; });
  written.addEventListener("input", () => {
    if (/^#[0-9a-f]{6}$/i.test(written.value)) {
      picker.value = written.value;
    }
  });
}

// What was moved and chosen in the preview: our own page, so its address can be read.
function offerTaking(button) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const { search, hash } = madePart("frame").contentWindow.location;
    wishing.elements.view.value = partIn(search, "view") ?? "";
    wishing.elements.site.value = targetIn(hash) ?? partIn(search, "site") ?? "";
    askForCode();
  });
}

function offerWidths(group) {
  const buttons = [...group.querySelectorAll("[data-width]")];
  group.hidden = false;
  for (const button of buttons) {
    button.addEventListener("click", () => {
      buttons.forEach((one) => one.setAttribute("aria-pressed", String(one === button)));
      document.querySelector("[data-preview]").classList.toggle("is-narrow", button.dataset.width === "narrow");
    });
  }
}
