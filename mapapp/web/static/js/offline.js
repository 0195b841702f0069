// The site without a network: the browser is asked, at leisure, to keep what is being read, and a kept page says that it is one.

import { tell } from "./notes.js";

const SOON_MS = 2000;
const LATE_MS = 10_000;
const SLOW = ["slow-2g", "2g"];

export function startOffline(page) {
  tellIfKept(page);
  const workers = workersHere();
  if (workers && page.worker) {
    workers.addEventListener("message", ({ ports }) => ports[0]?.postMessage(page.build));
    workers.startMessages();
    if (!isThrifty(navigator.connection)) {
      atLeisure(() => keepThis(workers, page).catch(() => {}), isComingBack(workers) ? SOON_MS : LATE_MS);
    }
  }
}

function tellIfKept(page) {
  const { kept } = document.documentElement.dataset;
  if (kept !== undefined) {
    tell(kept ? page.say("offline.kept.on", { date: spelledOut(kept, page.tag) }) : page.say("offline.kept"));
  }
}

export function spelledOut(date, tag) {
  return new Intl.DateTimeFormat(tag, { dateStyle: "long", timeStyle: "short" }).format(new Date(date));
}

// Without encryption, and where storage is blocked, browsers have none, or throw.
function workersHere() {
  try {
    return navigator.serviceWorker;
  } catch {
    return null;
  }
}

function isThrifty(line) {
  return Boolean(line?.saveData) || SLOW.includes(line?.effectiveType);
}

// Whoever comes from another page of ours, or has been here before, stays longer than for a glance.
function isComingBack(workers) {
  return Boolean(workers.controller) || document.referrer.startsWith(`${location.origin}/`);
}

function atLeisure(act, after) {
  const wait = () => setTimeout(() => whenSeen(() => (window.requestIdleCallback ?? setTimeout)(act)), after);
  if (document.readyState === "complete") {
    wait();
  } else {
    window.addEventListener("load", wait, { once: true });
  }
}

function whenSeen(act) {
  if (document.visibilityState === "visible") {
    act();
  } else {
    document.addEventListener("visibilitychange", () => whenSeen(act), { once: true });
  }
}

async function keepThis(workers, page) {
  await workers.register(page.worker, { scope: `${page.base}/`, updateViaCache: "none" });
  const { active } = await workers.ready;
  active.postMessage({ build: page.build, page: location.pathname + page.query, root: page.root });
}
