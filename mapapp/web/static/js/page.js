// What the page says of itself: our words, names and addresses in the visitor's language and form of the text.

import { speaker } from "./words.js";

export function pageOf(stated) {
  const { root, query, form, name, second, themes, method, words } = stated;
  const address = (path, hash = "") => `${root}${path}${query}${hash}`;
  return {
    ...stated,
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
    siteAddress: (feature) => address(`sites/${encodeURIComponent(feature.id)}`),
    subdistrictAddress: (id) => address(`subdistricts/${encodeURIComponent(id)}`),
    sentenceAddress: ({ article, id }) => address(`articles/${encodeURIComponent(article)}`, `#${id}`),
    lastingAddress: ({ article, id }) => `${stated.base}/${stated.tag.toLowerCase()}/articles/${encodeURIComponent(article)}${query}#${encodeURIComponent(id)}`,
    sourceAddress: (article, form) => `${stated.base}/articles/${encodeURIComponent(article)}${form ? `.${form}` : ""}.txt`,
  };
}
