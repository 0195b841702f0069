// The card over the map of the reading room: what is chosen, how sure its position is, where to go from here.

import { make } from "./elements.js";
import { copyLink } from "./links.js";
import { crossOf, plateFace } from "./popup.js";
import { progressLine } from "./progress.js";
import { sealOf, statedIn } from "./seal.js";

export function cardOf(thing, page) {
  const close = make("button", { type: "button", class: "sign__close", "aria-label": page.say("sign.close") }, [crossOf()]);
  close.addEventListener("click", page.close);
  return make("section", { class: "sign sign--card", "aria-labelledby": "sign-name" }, [
    make("header", { class: "sign__head" }, [...plateOfCard(thing), headOfCard(thing, page), close]),
    make("div", { class: "sign__facts" }, [...factsOfCard(thing, page), ...receiptOfCard(thing, page)]),
  ]);
}

function plateOfCard({ feature }) {
  return feature ? [plateFace(feature, "plate--chosen plate--sign")] : [];
}

function headOfCard({ feature, sentence }, page) {
  const { line, sentence: number } = sentence?.dataset ?? {};
  const name = feature ? page.name(feature) : page.say("sign.where", { line, sentence: number });
  const rest = feature ? make("span", { lang: page.secondTag }, [page.secondName(feature)]) : "";
  return make("h2", { id: "sign-name" }, [name, " ", rest]);
}

function factsOfCard({ feature, sentence, places }, page) {
  if (feature) {
    const { symbol, accuracy_m: metres } = feature.properties;
    return [
      make("p", { class: "sign__sure" }, [page.say(`sign.sure.${symbol}`, { metres })]),
      ...progressOfCard(feature, page),
      make("p", { class: "actions" }, [make("a", { class: "button", href: page.siteAddress(feature) }, [page.say("sign.page")])]),
    ];
  }
  const { scope } = sentence.dataset;
  return [make("p", { class: "sign__sure" }, [page.say(`room.${scope}`)]), ...namesOfCard(places, page)];
}

// The card is small: what is not known is said on the page of the place.
function progressOfCard({ properties }, page) {
  return properties.status ? [make("p", { class: "sign__progress" }, [progressLine(properties, page)])] : [];
}

function receiptOfCard({ feature, sentence }, page) {
  if (!sentence?.dataset.quote) {
    return [];
  }
  const stated = statedIn(sentence);
  const link = make("p", { class: "actions" }, copyLink(stated, page));
  return feature ? [link] : [sealOf(sentence, stated, page), link];
}

function namesOfCard(places, page) {
  if (!places.length) {
    return [];
  }
  const links = places.map(page.feature).map((other) => {
    const link = make("a", { href: page.siteAddress(other) }, [
      plateFace(other, "plate--same plate--small"), make("span", {}, [page.name(other)]),
    ]);
    link.addEventListener("click", (event) => page.follow(event, other.id));
    return make("li", {}, [link]);
  });
  return [make("ul", { class: "same" }, links)];
}
