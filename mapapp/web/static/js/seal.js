// The seal beside a quote: this browser compared it with its source just now, and says what came of it.

import { make } from "./elements.js";
import { checkQuote } from "./receipt.js";
import { sourceAt } from "./source.js";

const HASH_SHOWN = 7;

// What a quote on the page states about where it was cut.
export function statedIn(quote) {
  const { quote: id, article, start, end, sha: sha256, clean } = quote.dataset;
  return { id, article, start: Number(start), end: Number(end), sha256, clean };
}

export async function verdictOn(quote, stated, page) {
  const source = await sourceAt(page.sourceAddress(stated.article));
  return checkQuote(source, stated, quote.textContent, page.form);
}

// Returns at once the seal of a quote, which is stamped as soon as the quote has been checked.
export function sealOf(quote, stated, page) {
  const seal = make("p", { class: "seal" });
  verdictOn(quote, stated, page).then((verdict) => stamp(seal, verdict, stated.sha256, [reasonOf(verdict, page)], page));
  return seal;
}

export function reasonOf({ outcome, reason }, page) {
  return page.say(`receipt.${outcome}.${reason}`);
}

function stamp(seal, { outcome }, sha256, said, page) {
  seal.classList.add(`seal--${outcome}`);
  seal.replaceChildren(
    make("span", { class: "seal__stamp", "aria-hidden": "true", lang: page.tag === "zh-Hant" ? "zh-Hant" : "zh-Hans" }, [
      page.say(`receipt.stamp.${outcome}`),
    ]),
    make("span", { class: "seal__said" }, [...said, " ", make("code", {}, [sha256.slice(0, HASH_SHOWN)])]),
  );
}

// Each whole article under one seal; a sentence that fails is outlined where it stands.
export function sealProse(main, page) {
  return Promise.all([...main.querySelectorAll("[data-seal]")].map((seal) => sealArticle(seal, seal.closest(".carried") ?? main, page)));
}

async function sealArticle(seal, part, page) {
  const sentences = [...part.querySelectorAll(".prose [data-quote]")];
  const verdicts = await Promise.all(sentences.map((sentence) => verdictOn(sentence, statedIn(sentence), page)));
  const failed = sentences.filter((_, place) => verdicts[place].outcome === "failed");
  failed.forEach((sentence) => sentence.classList.add("is-unproven"));
  const worst = verdicts.find(({ outcome }) => outcome !== "proven") ?? verdicts[0];
  stamp(seal, worst, statedIn(sentences[0]).sha256, summary(verdicts, worst, failed, page), page);
}

function summary(verdicts, worst, failed, page) {
  if (worst.outcome === "unchecked") {
    return [reasonOf(worst, page)];
  }
  const proven = verdicts.length - failed.length;
  const how = page.form === "simplified" ? "converted" : "whole";
  const counted = page.say(`receipt.${how}`, { proven, count: verdicts.length });
  return failed.length ? [counted, " ", page.say("receipt.which"), ...failed.flatMap(wayTo)] : [counted];
}

function wayTo({ id }) {
  return [" ", make("a", { href: `#${encodeURIComponent(id)}` }, [id])];
}
