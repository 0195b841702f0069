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
    ...candidates.map((candidate) => choiceOf(field, typeof candidate === "string" ? { crs: candidate, name: candidate } : candidate, outline, page)),
  ]);
}

function choiceOf(field, candidate, outline, page) {
  const radio = make("input", { type: "radio", name: field, value: candidate.crs, required: "" });
  const words = wordsOf(candidate, page).map((word) => make("span", {}, [word]));
  return make("label", { class: "candidate" }, [
    radio,
    ...(candidate.preview ? [drawingOf(guessOf(outline, candidate.preview))] : []),
    make("span", { class: "candidate__words" }, [make("b", {}, [nameOfCandidate(candidate, page)]), ...words]),
  ]);
}

function nameOfCandidate({ name, name_zh: chinese }, page) {
  return page.tag === "en" ? name : chinese || name;
}

function wordsOf(candidate, page) {
  const { crs, inside, accuracy_m: metres, doubtful } = candidate;
  return [
    crs === nameOfCandidate(candidate, page) ? null : crs,
    inside === undefined ? null : page.say("planners.js.inside", { percent: Math.round(inside * 100) }),
    metres === undefined ? null : page.say("planners.js.accuracy", { metres }),
    doubtful ? page.say("planners.js.doubtful") : null,
  ].filter(Boolean);
}

function drawingOf({ size, outline, units, spot }) {
  const there = spot
    ? makeDrawing("circle", { class: "guess__units", cx: spot[0], cy: spot[1], r: 6 })
    : makeDrawing("path", { class: "guess__units", d: units });
  return makeDrawing("svg", { class: "guess", viewBox: `0 0 ${size} ${size}`, "aria-hidden": "true" }, [
    makeDrawing("path", { class: "sketch__ground", d: outline }), there,
  ]);
}
