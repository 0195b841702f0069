// The panel of the filters: a group for each facet, a box for each value with what it would leave.

import { captionOf, captionOfFacet } from "./captions.js";
import { make } from "./elements.js";

// More values than this scroll in a window of their own.
const MOST_IN_SIGHT = 20;
// Facets that are worth a line even where all things are alike: that nothing is known is told.
const TOLD = ["status", "subdistrict"];

// `toggle(facet, value)` is told what is pressed. Returns show(chosen, countsOf): facet → counts by value.
export function fillPanel(panel, facets, page, toggle) {
  const groups = facets.filter(({ values }) => values.length > 1).map((facet) => groupOf(facet, page, toggle));
  const alike = facets.filter(({ name, values }) => values.length === 1 && TOLD.includes(name));
  panel.append(...groups.map(({ fieldset }) => fieldset), ...alike.map((facet) => lineOfFacet(facet, page)));
  return (chosen, countsOf) => groups.forEach((group) => showGroupOf(group, chosen, countsOf(group.facet)));
}

function groupOf(facet, page, toggle) {
  const boxes = facet.values.map((value) => boxOf(facet, value, page, toggle));
  const legend = page.say(`filter.of.${facet.of}`, { facet: captionOfFacet(facet, page) });
  const many = boxes.length > MOST_IN_SIGHT ? " facet--many" : "";
  const fieldset = make("fieldset", { class: `facet facet--${facet.name}${many}` }, [
    make("legend", {}, [legend]),
    make("div", { class: "facet__values" }, boxes.map(({ label }) => label)),
  ]);
  return { facet, fieldset, boxes };
}

function boxOf(facet, value, page, toggle) {
  const input = make("input", { type: "checkbox", name: facet.name, value });
  const count = make("span", { class: "facet__count" });
  const name = make("span", { class: "facet__name" }, captionParts(captionOf(facet, value, page)));
  input.addEventListener("change", () => toggle(facet, value));
  return { value, input, count, label: make("label", { class: "facet__value" }, [input, name, " ", count]) };
}

// A caption as the page shows it.
export function captionParts({ text, lang, more }) {
  return [make("span", lang ? { lang } : {}, [text]), more ?? ""];
}

// What is chosen can always be taken back.
function showGroupOf({ facet, boxes }, chosen, counts) {
  for (const { value, input, count } of boxes) {
    input.checked = Boolean(chosen.get(facet.name)?.has(value));
    input.disabled = counts.get(value) === 0 && !input.checked;
    count.textContent = String(counts.get(value));
  }
}

function lineOfFacet(facet, page) {
  const [value] = facet.values;
  return make("p", { class: "facet facet--alike" }, [
    make("b", {}, [page.say(`filter.of.${facet.of}`, { facet: captionOfFacet(facet, page) })]), " ",
    ...captionParts(captionOf(facet, value, page)), ` ${facet.things.length}`,
  ]);
}
