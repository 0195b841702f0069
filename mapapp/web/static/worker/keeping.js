// Keeping a build: first what any of its pages needs, then the pages; another build's copies go when this one is whole.

import { keyOf, kindOf } from "./addresses.js";
import { BASE, dropCopies, fetchOf, hasCopies, openCopies, put } from "./copies.js";

const LIST = `${BASE}offline.json`;
let turn = Promise.resolve();

// One thing at a time, whatever became of the one before.
export function inTurn(job) {
  turn = turn.then(job).catch(() => {});
  return turn;
}

// The copies of a build if they hold all that its pages need, or null.
export async function wholeCopies(build) {
  const copies = build && await hasCopies(build) ? await openCopies(build) : null;
  return await copies?.match(LIST) ? copies : null;
}

// `root`: the site in the language of the page, of which article and map are kept too.
export async function keep({ build, page, root }, forms) {
  const copies = await wholeCopies(build) ?? await begin(build);
  const { pages } = await (await copies.match(LIST)).json();
  for (const address of [page, ...pages.map((path) => root + path)]) {
    await keepPage(copies, build, keyOf(new URL(address, BASE).href, forms));
  }
}

async function begin(build) {
  const copies = await openCopies(build);
  try {
    const list = await fetchOf(build, LIST);
    for (const need of (await list.clone().json()).needs) {
      const address = new URL(need, BASE).href;
      await put(copies, address, await fetchOf(build, address));
    }
    await put(copies, LIST, list);
  } catch (reason) {
    await dropCopies((name) => name === build);
    throw reason;
  }
  await dropCopies((name) => name !== build);
  return copies;
}

async function keepPage(copies, build, key) {
  if (key && kindOf(key, BASE) === "other" && !(await copies.match(key))) {
    await put(copies, key, await fetchOf(build, key));
  }
}
