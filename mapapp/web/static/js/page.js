// What the page says of itself: our words, names and addresses in the visitor's language and form of the text.

import { speaker } from "./words.js";

export function pageOf(stated) {
  const { pages, form, name, second, themes, method, words } = stated;
  const address = (kind, id, hash = "") => pages[kind].replace("{id}", () => encodeURIComponent(id)) + hash;
  return {
    ...stated,
    // A page that is a single file may know of no site: then there is no page of a place, and no lasting address.
    hasPages: pages.lasting !== null,
    say: speaker(words, stated.tag),
    nameKey: name,
    secondKey: second,
    name: (feature) => feature.properties[name],
    secondName: (feature) => feature.properties[second],
    theme: (commitment) => themes.map(([key, tag]) => [commitment[key], tag]).find(([told]) => told) ?? ["", stated.tag],
    translation: (commitment) => (stated.tag === "en" ? commitment.translation_en : null),
    method: (feature) => feature.properties[method],
    pieces: (commitment) => commitment.pieces[form],
    quoteLanguage: (commitment) => commitment.languages[form],
    siteAddress: (feature) => address("site", feature.id),
    subdistrictAddress: (id) => address("subdistrict", id),
    sentenceAddress: ({ article, id }) => address("article", article, `#${id}`),
    lastingAddress: ({ article, id }) => address("lasting", article, `#${encodeURIComponent(id)}`),
    sourceAddress: (article, form) => `/articles/${encodeURIComponent(article)}${form ? `.${form}` : ""}.txt`,
  };
}
