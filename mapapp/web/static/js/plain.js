// The entry of the pages without a map: seals each quote and offers a link to it. Everything else is told by its module.

import { make } from "./elements.js";
import { openDoor } from "./files.js";
import { copyLink } from "./links.js";
import { startOffline } from "./offline.js";
import { pageOf } from "./page.js";
import { reasonOf, sealOf, statedIn, verdictOn } from "./seal.js";

const plainPage = pageOf(JSON.parse(document.querySelector("[data-page]").dataset.page));
openDoor(plainPage.base);

for (const said of document.querySelectorAll(".said:has([data-quote])")) {
  const quote = said.querySelector("[data-quote]");
  const stated = statedIn(quote);
  quote.after(sealOf(quote, stated, plainPage));
  said.querySelector(".actions").append(...copyLink(stated, plainPage));
  verdictOn(quote, stated, plainPage).then((verdict) => enterResult(said.querySelector(".receipt dl"), verdict));
}

// Without a stated address of the site, only the browser knows what it is called.
for (const link of document.querySelectorAll("[data-page-path]")) {
  const path = link.dataset.pagePath;
  const here = location.origin + (plainPage.served ? path : location.pathname);
  const [short, whole] = [path, here].map(encodeURIComponent);
  link.href = link.getAttribute("href").replace(short, whole);
  link.firstChild.data = link.firstChild.data.replace(path, here);
}

startOffline(plainPage);

function enterResult(receipt, verdict) {
  receipt.append(make("div", {}, [
    make("dt", {}, [plainPage.say("receipt.by")]),
    make("dd", {}, [plainPage.say("receipt.here", { said: reasonOf(verdict, plainPage) })]),
  ]));
}
