// The service worker: keeps what was read, and answers with it when there is no network. Everything else is told by its module.

import { kindOf } from "./addresses.js";
import { answerData, answerHashed, answerPage } from "./answers.js";
import { BASE } from "./copies.js";
import { inTurn, keep } from "./keeping.js";
import { stopIfUnwanted } from "./stopping.js";

// The server states `SITE` in front of this script: the forms of the text. The same worker keeps one build after the
// other; a worker of new code waits, as browsers have it, until no page needs the old one.
const { forms } = SITE;

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
