// What is passed on of a view: its lasting address, the same view in a frame, and the code for that frame.

import { hashOf, queryWithPart, targetIn } from "./address.js";

const ENTITIES = [["&", "&amp;"], ["<", "&lt;"], [">", "&gt;"], ['"', "&quot;"]];
const LONGEST = 500;

// Paths within the site: the language fixed, all that the query says, and what is chosen.
export function lastingPath({ tag, search, hash }) {
  return `/${tag.toLowerCase()}/${search}${hashOf(targetIn(hash))}`;
}

export function framePath({ tag, search, hash }) {
  return `/embed${queryWithPart(search, "lang", tag.toLowerCase())}${hashOf(targetIn(hash))}`;
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
