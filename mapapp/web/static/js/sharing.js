// What is passed on of a view: its lasting address, the same view in a frame, and the code for that frame.

import { hashOf, queryCarrying, queryWithPart, targetIn } from "./address.js";

const ENTITIES = [["&", "&amp;"], ["<", "&lt;"], [">", "&gt;"], ['"', "&quot;"]];
const LONGEST = 500;
// What of an address can be drawn on paper and in pictures; they refuse everything else.
const DRAWN = ["view", "text", "near", "within", "article", "theme", "group", "scope", "status", "kind", "certainty", "subdistrict"];

// Paths within the site: the language fixed, all that the query says, and what is chosen.
export function lastingPath({ tag, search, hash }) {
  return `/${tag.toLowerCase()}/${search}${hashOf(targetIn(hash))}`;
}

export function framePath({ tag, search, hash }) {
  return `/embed${queryWithPart(search, "lang", tag.toLowerCase())}${hashOf(targetIn(hash))}`;
}

// The same view on paper or as a picture; `file` as `sheet.pdf?size=a3`, `site` the id of the place being read or null.
export function drawnPath({ tag, search }, file, site) {
  const [name, own = ""] = file.split("?");
  return `/${tag.toLowerCase()}/${name}${queryWithPart(queryCarrying(own, search, (part) => DRAWN.includes(part)), "site", site)}`;
}

// Null for an address that no QR code is drawn for.
export function codePath(path) {
  return path.length > LONGEST ? null : `/qr.svg?to=${encodeURIComponent(path)}`;
}

// The page of the same view in which its code is made.
export function makerPath({ tag, search, hash }) {
  const site = targetIn(hash);
  return `/${tag.toLowerCase()}/embed/new${site ? queryWithPart(search, "site", site) : search}`;
}

// `code`: that of a frame as the server writes it, in which `{address}` stands for its address.
export function frameCode(code, address) {
  return code.replace("{address}", () => inMarks(address));
}

function inMarks(text) {
  return ENTITIES.reduce((written, [sign, code]) => written.replaceAll(sign, code), text);
}
