// A part of the script that comes when it is asked for. The build writes `loadPart` where a module says `import("…")`:
// a frame in a sandbox may load no module, not even from its own site, but any script.

import { runHere } from "./carried.js";
import { fileAt, isCarried } from "./files.js";

const wholeAddress = document.currentScript.src;

// `shared`: what the part imports from the script that is here already. Returns what the part's entry module exports.
export async function loadPart(file, shared) {
  const path = `/static/${file}`;
  const script = isCarried(path) ? runHere(await (await fileAt(path)).text()) : await arrived(file);
  return script.enter(shared);
}

function arrived(file) {
  const script = document.createElement("script");
  script.src = new URL(file, wholeAddress).href;
  return new Promise((arrive, fail) => {
    script.addEventListener("load", () => arrive(script));
    script.addEventListener("error", () => {
      script.remove();
      fail(new Error(`${file} did not arrive`));
    });
    document.head.append(script);
  });
}
