// The features of the map, fetched once however many layers ask for them, each with the sentences that name it.

import { fileAt } from "./files.js";

const answers = new Map();

export function loadFeatures(path) {
  if (!answers.has(path)) {
    answers.set(path, fetchFeatures(path));
  }
  return answers.get(path);
}

async function fetchFeatures(path) {
  const file = await fileAt(path);
  return withSentences(await file.json());
}

export function withSentences({ features, sentences = {} }) {
  for (const { properties } of features) {
    properties.commitments = properties.commitments?.map((id) => sentences[id]);
  }
  return features;
}

export function companions(feature) {
  return [...new Set(feature.properties.commitments.flatMap((commitment) => commitment.places))];
}
