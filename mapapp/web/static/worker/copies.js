// The copies: a cache for each build, in it what the build needs to be read, and the pages that have been.

import { keysFor, kindOf, surplus } from "./addresses.js";

export const BASE = self.registration.scope;
export const UNSEEN = `${BASE}offline`;
const MARK = "Mapapp-Build";
const SIZE = "Mapapp-Size";
const LIMITS = { pages: 60, bytes: 12_000_000 };
const OURS = `mapapp ${new URL(BASE).pathname} `;

export function buildIn(answer) {
  return answer.headers.get(MARK);
}

export function openCopies(build) {
  return caches.open(OURS + build);
}

export function hasCopies(build) {
  return caches.has(OURS + build);
}

// The caches of this site, the newest first.
export async function allCopies() {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS));
  return Promise.all(names.reverse().map((name) => caches.open(name)));
}

export async function dropCopies(isDropped) {
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS) && isDropped(name.slice(OURS.length)));
  await Promise.all(names.map((name) => caches.delete(name)));
}

// Fetches what belongs to a build, or throws: a whole answer of ours, of that very build, or named by its content.
export async function fetchOf(build, address) {
  const answer = await fetch(address, { redirect: "error", priority: "low" });
  const belongs = kindOf(address, BASE) === "hashed" || buildIn(answer) === build;
  if (answer.status !== 200 || answer.type !== "basic" || !belongs) {
    throw new Error(`${address} is not of build ${build}`);
  }
  return answer;
}

// Keeps an answer as it was read; of pages, as many as the limits allow.
export async function put(copies, key, answer) {
  const bytes = await answer.arrayBuffer();
  const headers = new Headers(answer.headers);
  ["Content-Encoding", "Content-Length"].forEach((name) => headers.delete(name));
  headers.set(SIZE, bytes.byteLength);
  await copies.put(key, new Response(bytes, { headers }));
  const entries = await Promise.all((await copies.keys()).map((request) => entryOf(copies, request.url)));
  await Promise.all(surplus(entries, LIMITS).map((dropped) => copies.delete(dropped)));
}

async function entryOf(copies, key) {
  const { headers } = await copies.match(key);
  const page = key !== UNSEEN && headers.get("Content-Type").startsWith("text/html");
  return { key, size: Number(headers.get(SIZE)), page };
}

// Returns the newest copy under the first of the keys that has one, or null.
export async function copyUnder(keys, from) {
  for (const copies of from) {
    for (const key of keys) {
      const copy = await copies.match(key, { ignoreVary: true });
      if (copy) {
        return copy;
      }
    }
  }
  return null;
}

// The copy of a page, which says of itself that it is one, and since when if that is known; or null.
export async function copyOfPage(address, forms) {
  const copy = await copyUnder(keysFor(address, forms), await allCopies());
  return copy && new Response((await copy.text()).replace("<html ", `<html data-kept="${dateOf(copy)}" `), copy);
}

function dateOf(copy) {
  const date = new Date(copy.headers.get("Date") ?? NaN);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
}
