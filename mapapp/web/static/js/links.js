// A link to one sentence: copied on a click, or shown to be copied by hand.

import { make } from "./elements.js";
import { directiveOf } from "./fragments.js";
import { withoutGlosses } from "./receipt.js";
import { textAt } from "./source.js";

// Returns the button and what it says. `stated`: id, article, and start and end in the file, in code points.
export function copyLink(stated, page) {
  const button = make("button", { type: "button", class: "button" }, [page.say("link.copy")]);
  const said = make("span", { class: "copied", role: "status" });
  button.addEventListener("click", () => copyWords(linkTo(stated, page), said, page));
  return [button, said];
}

// The directive comes after the sentence's own name: whoever cannot read the one finds it by the other.
async function linkTo(stated, page) {
  const address = new URL(page.lastingAddress(stated), document.baseURI).href;
  try {
    const directive = directiveOf(...(await placeOf(stated, page)));
    return directive ? `${address}:~:text=${directive}` : address;
  } catch {
    return address;
  }
}

// Where the sentence stands in the form of the text that the link leads to; simplified has a character for each of clean.
async function placeOf({ article, start, end }, page) {
  const { characters } = await textAt(page.sourceAddress(article));
  const [before, within] = [characters.slice(0, start).join(""), characters.slice(start, end).join("")];
  if (page.form === "found") {
    return [{ start: before.length, end: before.length + within.length }, characters.join(""), page.tag];
  }
  const [from, length] = [before, within].map((piece) => Array.from(withoutGlosses(piece)).length);
  const whole = page.form === "simplified"
    ? (await textAt(page.sourceAddress(article, "simplified"))).characters
    : Array.from(withoutGlosses(characters.join("")));
  const [first, last] = [from, from + length].map((place) => whole.slice(0, place).join("").length);
  return [{ start: first, end: last }, whole.join(""), page.tag];
}

// `address`: a promise of the words to copy. `said`: where it is told how it went.
export async function copyWords(address, said, page) {
  try {
    await putOnClipboard(address);
    said.replaceChildren(page.say("link.copied"));
  } catch {
    showByHand(await address, said, page);
  }
}

// The promise itself is handed over: some browsers write only what was begun within the click.
function putOnClipboard(address) {
  const { clipboard } = navigator;
  if (globalThis.ClipboardItem && clipboard.write) {
    const words = address.then((text) => new Blob([text], { type: "text/plain" }));
    return clipboard.write([new ClipboardItem({ "text/plain": words })]);
  }
  return address.then((text) => clipboard.writeText(text));
}

function showByHand(address, said, page) {
  const field = make("input", { class: "copied__field", readonly: "", "aria-label": page.say("link.by_hand"), value: address });
  said.replaceChildren(page.say("link.by_hand"), field);
  field.focus();
  field.select();
}
