// What a file does not say is asked in its place: the candidates with what is known of each, and a drawing where it would lie.

import { make, makeDrawing } from "./elements.js";
import { guessOf } from "./guesses.js";

const FIELDS = {
  crs_required: "crs", crs_unknown: "crs", crs_out_of_range: "crs", crs_link_not_allowed: "crs",
  layer_unknown: "layer", label_unknown: "label", encoding_unknown: "encoding", encoding_invalid: "encoding",
};

// Returns the field that answers a problem, or null for one that no answer can mend.
export function fieldOf({ code, candidates }) {
  return candidates?.length ? FIELDS[code] ?? null : null;
}

// `outline`: the district's, as GeoJSON.
export function questionOf({ code, candidates }, outline, page) {
  const field = FIELDS[code];
  return make("fieldset", { class: "question" }, [
    make("legend", {}, [page.say(`planners.js.question.${field}`)]),
    ...candidates.map((candidate) => choiceOf(field, candidate, outline, page)),
  ]);
}

// A layer, a column or an encoding is only a name; a coordinate system is told with all that is known of it.
function choiceOf(field, candidate, outline, page) {
  const named = typeof candidate === "string";
  const radio = make("input", { type: "radio", name: field, value: named ? candidate : candidate.crs, required: "" });
  const [name, ...words] = named ? [candidate] : wordsOf(candidate, page);
  return make("label", { class: "candidate" }, [
    radio,
    ...(named ? [] : [drawingOf(guessOf(outline, candidate.preview))]),
    make("span", { class: "candidate__words" }, [make("b", {}, [name]), ...words.map((word) => make("span", {}, [word]))]),
  ]);
}

function wordsOf({ crs, name_en: english, name_zh: chinese, inside, accuracy_m: metres, doubtful, axes_swapped: turned }, page) {
  const name = page.tag === "en" ? english : chinese;
  return [
    name,
    ...(name === crs ? [] : [crs]),
    page.say("planners.js.inside", { percent: Math.round(inside * 100) }),
    metres ? page.say("planners.js.accuracy", { metres }) : page.say("planners.js.exact"),
    ...(doubtful ? [page.say("planners.js.doubtful")] : []),
    ...(turned ? [page.say("planners.js.turned")] : []),
  ];
}

function drawingOf({ size, outline, units, spots }) {
  const there = units
    ? [makeDrawing("path", { class: "guess__units", d: units })]
    : spots.map(([x, y]) => makeDrawing("circle", { class: "guess__units", cx: x, cy: y, r: 4 }));
  return makeDrawing("svg", { class: "guess", viewBox: `0 0 ${size} ${size}`, "aria-hidden": "true" }, [
    makeDrawing("path", { class: "sketch__ground", d: outline }), ...there,
  ]);
}
