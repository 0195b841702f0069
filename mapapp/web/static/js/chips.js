// What the list is narrowed to, in sight as long as it is: how much is left, and a button for each value that takes it away.

import { captionOf, captionOfFacet } from "./captions.js";
import { make } from "./elements.js";
import { captionParts } from "./facets.js";
import { crossOf } from "./popup.js";

// `remove(facet, value)` and `clear()` are told what is pressed. Returns show(values, left, totals, isOpen): where nothing
// is chosen, an open panel alone keeps the line, so that no box moves under the first press.
export function hangChips(tools, page, remove, clear) {
  const told = make("p", { role: "status" });
  const all = make("button", { type: "button", class: "chip" }, [page.say("filter.clear")]);
  const line = make("div", { class: "left" }, [told, all]);
  const chips = make("ul", { class: "chips", "aria-label": page.say("filter.chosen") });
  const opener = tools.querySelector("[data-opens=filter]");
  const label = opener.textContent;
  all.addEventListener("click", clear);
  tools.querySelector(".tools__bar").after(line);
  tools.append(chips);
  return (values, left, totals, isOpen) => keepPlace([all, chips], opener, () => {
    opener.textContent = values.length ? `${label} · ${values.length}` : label;
    told.textContent = values.length || isOpen ? sentenceOn(left, totals, page) : "";
    all.hidden = chips.hidden = !values.length;
    chips.replaceChildren(...values.map((one) => chipOf(one, page, remove)));
  });
}

function sentenceOn(left, totals, page) {
  const sentence = page.say("filter.left", {
    commitments: left.commitments.size, places: left.places.size, all: totals.commitments, everywhere: totals.places,
  });
  return left.commitments.size ? sentence : `${page.say("filter.nothing")} ${sentence}`;
}

function chipOf({ facet, value }, page, remove) {
  const chip = make("button", { type: "button", class: "chip" }, [
    make("span", { class: "vh" }, [page.say("filter.remove"), " "]),
    make("span", {}, [
      make("span", { class: "chip__facet" }, [captionOfFacet(facet, page)]), " ", ...captionParts(captionOf(facet, value, page)),
    ]),
    crossOf(),
  ]);
  chip.addEventListener("click", () => remove(facet, value));
  return make("li", {}, [chip]);
}

// Where a button with the focus goes away, the one that takes its place has it, or the one that opens the panel.
function keepPlace(homes, opener, change) {
  const home = homes.find((one) => one.contains(document.activeElement));
  const at = home ? [...home.querySelectorAll("button")].indexOf(document.activeElement) : -1;
  change();
  if (home) {
    ((!home.hidden && home.querySelectorAll("button")[at]) || opener).focus();
  }
}
