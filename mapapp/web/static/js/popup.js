// The sign: what opens when a place is chosen. Its name, the sentence, how sure the position is and why.

import { make, makeDrawing } from "./elements.js";
import { copyLink } from "./links.js";
import { progressLine } from "./progress.js";
import { sealOf } from "./seal.js";

const LONG = 8;
const CROSS = "M4 4l12 12M16 4L4 16";

export function signOf(feature, page) {
  const close = make("button", { type: "button", class: "sign__close", "aria-label": page.say("sign.close") }, [crossOf()]);
  close.addEventListener("click", page.close);
  return make("section", { class: "sign", role: "dialog", "aria-labelledby": "sign-name", tabindex: "-1" }, [
    make("header", { class: "sign__head" }, [plateFace(feature, "plate--chosen plate--sign"), title(feature, page), close]),
    make("div", { class: "sign__scroll" }, [
      ...feature.properties.commitments.map((commitment) => sentence(feature, commitment, page)),
      position(feature, page),
    ]),
    actions(feature, page),
  ]);
}

export function plateFace(feature, more) {
  const { number, symbol } = feature.properties;
  return make("span", { class: `plate plate--${symbol} ${more}` }, [String(number)]);
}

export function crossOf() {
  return makeDrawing("svg", { viewBox: "0 0 20 20", width: 20, height: 20, "aria-hidden": "true" }, [
    makeDrawing("path", { d: CROSS }),
  ]);
}

function title(feature, page) {
  return make("h2", { id: "sign-name" }, [
    page.name(feature), " ", make("span", { lang: page.secondTag }, [page.secondName(feature)]),
  ]);
}

function sentence(feature, commitment, page) {
  const { line, sentence: number } = commitment;
  const [theme, tag] = page.theme(commitment);
  const where = make("a", { class: "plain", href: page.sentenceAddress(commitment) }, [
    page.say("sign.where", { line, sentence: number }),
  ]);
  // Which of several articles it is from.
  const cited = (page.articles ?? []).filter(([id]) => id === commitment.article)
    .flatMap(([, title, lang, year]) => [make("span", { lang }, [title]), ` · ${year} · `]);
  const quote = make("blockquote", { class: "quote", lang: page.quoteLanguage(commitment) }, page.pieces(commitment).map((piece) => named(feature, piece)));
  return make("article", { class: "sign__body" }, [
    make("p", { class: "sign__theme" }, [
      make("span", { class: "vh" }, [page.say("sign.theme"), " "]),
      make("span", { lang: tag }, [theme]),
    ]),
    make("p", { class: "sign__said" }, [...cited, page.say("sign.said")]),
    quote,
    sealOf(quote, statedOf(commitment), page),
    ...translation(commitment, page),
    make("p", { class: "sign__where" }, [where]),
    ...others(feature, commitment, page),
  ]);
}

function translation(commitment, page) {
  const told = page.translation(commitment);
  return told ? [make("p", { class: "translation", lang: "en" }, [make("b", {}, [page.say("quote.translation")]), " ", told])] : [];
}

function statedOf({ id, article, source, pieces }) {
  return { id, article, ...source, clean: pieces.clean.map(([text]) => text).join("") };
}

function named(feature, [text, places]) {
  const long = text.length > LONG ? { "data-long": "" } : {};
  if (places.includes(feature.id)) {
    return make("mark", long, [text]);
  }
  return places.length ? make("span", { class: "name", ...long }, [text]) : text;
}

function others(feature, commitment, page) {
  const rest = commitment.places.filter((id) => id !== feature.id).map(page.feature);
  if (!rest.length) {
    return [];
  }
  return [
    make("p", { class: "sign__label" }, [page.say("sign.same")]),
    make("ul", { class: "same" }, rest.map((other) => make("li", {}, [companion(other, page)]))),
  ];
}

function companion(other, page) {
  const link = make("a", { href: page.siteAddress(other) }, [
    plateFace(other, "plate--same plate--small"), make("span", {}, [page.name(other)]),
  ]);
  link.addEventListener("click", (event) => page.follow(event, other.id));
  return link;
}

function position(feature, page) {
  const { symbol, accuracy_m: metres } = feature.properties;
  return make("div", { class: "sign__facts" }, [
    make("p", { class: "sign__sure" }, [page.say(`sign.sure.${symbol}`, { metres })]),
    make("p", { class: "sign__why" }, [
      make("b", {}, [page.say("sign.why")]), " ", page.method(feature),
    ]),
    make("p", { class: "sign__progress" }, [progressLine(feature.properties, page)]),
    ...(page.hasPages ? [make("p", { class: "sign__onward" }, onward(feature, page))] : []),
  ]);
}

// To the parts of the place's own page that the sign has no room for.
function onward(feature, page) {
  const parts = feature.geometry ? ["maps", "tell"] : ["tell"];
  return parts.map((part) => make("a", { href: `${page.siteAddress(feature)}#${part}` }, [page.say(`sign.${part}`)]));
}

function actions(feature, page) {
  const [first] = feature.properties.commitments;
  return make("p", { class: "actions" }, [
    ...(page.hasPages ? [make("a", { class: "button button--ink", href: page.siteAddress(feature) }, [page.say("sign.page")])] : []),
    make("a", { class: "button", href: page.sentenceAddress(first) }, [page.say("sign.read")]),
    ...(page.hasPages ? copyLink(statedOf(first), page) : []),
  ]);
}
