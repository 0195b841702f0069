// What the page carries with it: files of the site in blocks of data, which nothing runs.

export function carriedHere() {
  const blocks = document.querySelectorAll("script[type='application/json'][data-file]");
  return new Map(Array.from(blocks, (block) => [block.dataset.file, () => JSON.parse(block.textContent)]));
}

// A script runs as soon as it stands in the page; the page's policy knows its hash.
export function runHere(source) {
  const script = document.createElement("script");
  script.textContent = source;
  document.head.append(script);
  return script;
}
