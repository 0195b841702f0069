// A part of the script that comes when it is asked for. The build writes `loadPart` where a module says `import("…")`:
// a frame in a sandbox may load no module, not even from its own site, but any script.

const wholeAddress = document.currentScript.src;

// `shared`: what the part imports from the script that is here already. Returns what the part's entry module exports.
export function loadPart(file, shared) {
  const script = document.createElement("script");
  script.src = new URL(file, wholeAddress).href;
  return new Promise((arrive, fail) => {
    script.addEventListener("load", () => arrive(script.enter(shared)));
    script.addEventListener("error", () => {
      script.remove();
      fail(new Error(`${file} did not arrive`));
    });
    document.head.append(script);
  });
}
