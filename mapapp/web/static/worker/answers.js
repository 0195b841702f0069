// How requests are answered: a page from the network while there is one, the rest so that it belongs to its page.

import { allCopies, buildIn, copyOfPage, copyUnder, put, UNSEEN } from "./copies.js";
import { buildOf, rememberBuild } from "./builds.js";
import { keyOf } from "./addresses.js";
import { wholeCopies } from "./keeping.js";

const PATIENCE_MS = 10_000;
const SERVER_GONE = [502, 503, 504];

// A page that has come is kept too if what its build needs is here already; the visitor never waits for that.
export async function answerPage(event, forms) {
  const { url } = event.request;
  const network = fromNetwork(event);
  event.waitUntil(network);
  const soonest = await Promise.race([network, pause(PATIENCE_MS)]) ?? await copyOfPage(url, forms) ?? await network;
  const answer = soonest && !SERVER_GONE.includes(soonest.status) ? soonest : await withoutNetwork(url, forms, soonest);
  rememberBuild(event.resultingClientId, buildIn(answer));
  if (answer.type === "basic" && answer.status === 200) {
    event.waitUntil(keepSeen(url, answer.clone(), forms).catch(() => {}));
  }
  return answer;
}

async function fromNetwork(event) {
  try {
    return await fetch(event.request);
  } catch {
    return null;
  }
}

async function withoutNetwork(url, forms, refusal) {
  return await copyOfPage(url, forms) ?? refusal ?? await copyUnder([UNSEEN], await allCopies()) ?? Response.error();
}

async function keepSeen(url, answer, forms) {
  const isPage = answer.headers.get("Content-Type")?.startsWith("text/html");
  const copies = isPage && await wholeCopies(buildIn(answer));
  const key = keyOf(url, forms);
  if (copies && key) {
    await put(copies, key, answer);
  }
}

// Data of a page come from the copies of its own build; from the network only if they are of that build, too.
export async function answerData({ clientId, request }) {
  const build = await buildOf(clientId);
  const copies = await wholeCopies(build);
  const copy = copies && await copies.match(request.url, { ignoreVary: true });
  if (copy) {
    return copy;
  }
  const answer = await fetch(request);
  return answer.ok && build && buildIn(answer) !== build ? Response.error() : answer;
}

export async function answerHashed({ request }) {
  return await copyUnder([request.url], await allCopies()) ?? fetch(request);
}

function pause(milliseconds) {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds); });
}
