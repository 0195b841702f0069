// The line below the tools while the list is limited to what is near: what it shows, what it leaves out, and the way back.

import { make } from "./elements.js";
import { matters, standing, toldWay } from "./vicinity.js";

const NAMED_AT_MOST = 3;

// `near`: { origin, within, distances: id → { metres, error } }; `left`: what other limits leave, { commitments, places }.
// Returns the children of the line.
export function lineOf(near, left, page, end) {
  const close = make("button", { type: "button", class: "button near-line__end" }, [page.say("near.end")]);
  close.addEventListener("click", end);
  const told = near.origin.isSubdistrict ? subdistrictTold(near, left, page) : measuredTold(near, left, page);
  const links = [...districtLink(left, page), ...subdistrictLink(near, page)];
  return [make("p", {}, told), make("p", { class: "near-line__ways" }, [...links.flatMap((link) => [link, " "]), close])];
}

function measuredTold({ origin, within, distances }, { places }, page) {
  const judged = [...places].map((id) => ({ id, ...distances.get(id) }));
  const those = (kind) => judged.filter((place) => standing(place, within) === kind);
  const [found, perhaps, unplaced] = ["within", "perhaps", "unplaced"].map(those);
  return [
    make("b", {}, [foundSentence(found, perhaps, those("beyond"), { origin, within }, page)]),
    ...(perhaps.length ? [page.say("near.perhaps", { count: perhaps.length })] : []),
    ...(matters(origin.error, within) ? [page.say("near.origin.error", { error: origin.error })] : []),
    ...unplacedSentence(unplaced, page),
  ].flatMap((sentence) => [sentence, gapIn(page)]);
}

function foundSentence(found, perhaps, beyond, { origin: { name }, within }, page) {
  const say = (key, values) => page.say(key, { name, within, ...values });
  if (within === Infinity) {
    return say("near.found.any");
  }
  if (found.length) {
    return say(found.length === 1 ? "near.found.one" : "near.found.some", { count: found.length });
  }
  const [nearest] = [...perhaps, ...beyond].sort((one, other) => one.metres - other.metres);
  return say("near.found.none") + (nearest
    ? say("near.nearest", { place: page.name(page.feature(nearest.id)), far: toldWay(nearest.metres, page.say) }) : "");
}

function unplacedSentence(unplaced, page) {
  if (!unplaced.length) {
    return [];
  }
  if (unplaced.length > NAMED_AT_MOST) {
    return [page.say("near.unplaced.many", { count: unplaced.length })];
  }
  const links = unplaced.map(({ id }) => page.feature(id)).map((feature) => make("a", { href: page.siteAddress(feature) }, [page.name(feature)]));
  return [make("span", {}, [page.say("near.unplaced", { count: unplaced.length }), ...links.flatMap((link) => [" ", link])])];
}

function subdistrictTold({ origin: { id, name } }, { places }, page) {
  const known = [...places].filter((place) => page.subdistrictOf(place) === id || place === id).length;
  return [make("b", {}, [page.say("near.outline", { name })]), gapIn(page), page.say("near.outline.known", { count: known })];
}

function subdistrictLink({ origin: { id, name, isSubdistrict } }, page) {
  return isSubdistrict && page.hasPages ? [make("a", { href: page.subdistrictAddress(id) }, [page.say("near.outline.page", { name })])] : [];
}

function districtLink({ commitments }, page) {
  const whole = [...commitments].filter(page.isDistrictWide);
  const told = page.say(whole.length === 1 ? "near.district.one" : "near.district", { count: whole.length });
  return whole.length ? [make("a", { href: "#district-wide", target: "_self" }, [told])] : [];
}

// Chinese sentences end with their own space.
function gapIn({ tag }) {
  return tag === "en" ? " " : "";
}
