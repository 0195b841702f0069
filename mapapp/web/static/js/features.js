// The features of the map, fetched once however many layers ask for them, each with the sentences that name it.

const answers = new Map();

export function loadFeatures(address) {
  if (!answers.has(address)) {
    answers.set(address, fetchFeatures(address));
  }
  return answers.get(address);
}

async function fetchFeatures(address) {
  const answer = await fetch(address);
  if (!answer.ok) {
    throw new Error(`${address}: ${answer.status}`);
  }
  return withSentences(await answer.json());
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
