// What was found, as a list to choose from: places with number and names, sentences with a piece of the quote.

import { articleCaption } from "./captions.js";
import { make } from "./elements.js";
import { cutAround, excerptOf } from "./excerpt.js";
import { captionParts } from "./facets.js";
import { plateFace } from "./popup.js";

const PINYIN = "zh-Latn-pinyin";

// Returns { groups, options }: what stands in the listbox, and { element, row } of each option in order.
export function optionsFor({ places, sentences }, page) {
  const placed = places.map((found) => ({ row: found.row, content: placeContent(found, page) }));
  const quoted = sentences.flatMap((found) => quoteContent(found, page));
  const options = [...placed, ...quoted].map(({ row, content }, order) => ({
    row,
    element: make("li", { id: `find-${order}`, role: "option", class: "find__option", "aria-selected": "false" }, content),
  }));
  const groups = [["find.places", options.slice(0, placed.length)], ["find.sentences", options.slice(placed.length)]];
  return { options, groups: groups.filter(([, some]) => some.length).map(([key, some]) => groupOfOptions(page.say(key), some)) };
}

function groupOfOptions(name, options) {
  return make("li", { role: "presentation" }, [
    make("ul", { role: "group", "aria-label": name }, options.map(({ element }) => element)),
  ]);
}

function placeContent({ row, name, english }, page) {
  const feature = page.feature(row.id);
  const isSite = Boolean(feature?.properties.commitments);
  const said = [
    make("span", { class: "find__name" }, [row[page.nameKey]]), " ",
    make("span", { class: "find__second", lang: page.secondTag }, [row[page.secondKey]]),
    ...byWhat(row, name, english, page),
    ...(isSite ? [] : [make("span", { class: "find__note" }, [page.say(row.kind === "subdistrict" && page.hasPages ? "find.page" : "find.nowhere")])]),
  ];
  return [isSite ? plateFace(feature, "") : make("span", { class: "find__blank" }), make("span", { class: "find__names" }, said)];
}

// An alias that the names beside it do not tell, or how the name is read.
function byWhat(row, name, english, page) {
  if (name !== undefined) {
    const [simplified, pinyin, traditional] = row.names[name];
    const alias = page.tag === "zh-Hant" ? [traditional, "zh-Hant"] : [simplified, "zh-Hans"];
    return [...(name ? [matchedBy(...alias)] : []), matchedBy(pinyin, PINYIN)];
  }
  return english ? [matchedBy(row.english[english], "en")] : [];
}

function matchedBy(text, lang) {
  return make("span", { class: "find__by", lang }, [text]);
}

// The words are those that the list on the page shows, in their form; a sentence that is not there is not told.
function quoteContent({ row, spans, english }, page) {
  const shown = document.querySelector(`[data-commitment="${CSS.escape(row.id)}"] blockquote`);
  if (!shown) {
    return [];
  }
  const quote = make("span", { class: "find__quote", lang: shown.lang }, inBold(excerptOf(shown.textContent.replaceAll("\n", ""), row.text, spans)));
  const from = page.articles ? [make("span", { class: "find__note" }, captionParts(articleCaption(row.article, page)))] : [];
  return [{ row, content: [quote, ...translatedPiece(row, english, page), ...from] }];
}

function translatedPiece({ english: text }, spans, page) {
  if (!spans.length) {
    return [];
  }
  return [make("span", { class: "find__translation" }, [
    make("span", {}, [page.say("quote.translation")]), " ",
    make("span", { lang: "en" }, inBold(cutAround(Array.from(text), spans, { before: 24, longest: 90 }))),
  ])];
}

function inBold({ pieces, cut: [before, after] }) {
  const words = pieces.map(({ text, found }) => (found ? make("b", {}, [text]) : text));
  return [...(before ? ["…"] : []), ...words, ...(after ? ["…"] : [])];
}
