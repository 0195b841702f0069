// The service worker: keeps what was read, and answers with it when there is no network. Everything else is told by its module.

import { kindOf } from "./addresses.js";
import { answerData, answerHashed, answerPage } from "./answers.js";
import { BASE } from "./copies.js";
import { inTurn, keep } from "./keeping.js";
import { stopIfUnwanted } from "./stopping.js";

// The server states `SITE` in front of this script: the mark of its build, by which the script changes with it, and
// the forms of the text.
const { forms } = SITE;

self.addEventListener("install", () => self.skipWaiting());

self.addEventListener("activate", (event) => event.waitUntil(self.registration.navigationPreload?.enable()));

self.addEventListener("message", (event) => {
  event.waitUntil(inTurn(async () => await stopIfUnwanted() || keep(event.data, forms)));
});

self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const kind = method === "GET" ? kindOf(url, BASE) : "never";
  if (kind === "data") {
    event.respondWith(answerData(event));
  } else if (kind === "hashed") {
    event.respondWith(answerHashed(event));
  } else if (kind === "other" && mode === "navigate") {
    event.respondWith(answerPage(event, forms));
  }
});
