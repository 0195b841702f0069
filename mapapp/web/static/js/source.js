// The file an article was read from: fetched once, when something is first compared with it, byte for byte.

import { fileAt } from "./files.js";

const texts = new Map();

// Returns { bytes, characters }; `characters` are the code points, none left out. Throws what kept it from coming.
export function textAt(path) {
  if (!texts.has(path)) {
    const text = fetchText(path);
    texts.set(path, text);
    text.catch(() => texts.delete(path));
  }
  return texts.get(path);
}

async function fetchText(path) {
  const file = await fileAt(path);
  const bytes = await file.arrayBuffer();
  return { bytes, characters: charactersOf(bytes) };
}

// What is no UTF-8 has no characters, and no hash that anybody stated.
function charactersOf(bytes) {
  try {
    return Array.from(new TextDecoder("utf-8", { ignoreBOM: true, fatal: true }).decode(bytes));
  } catch {
    return [];
  }
}

// Returns the file as `checkQuote` takes it. Browsers compute hashes only on pages that came encrypted or from this machine.
export async function sourceAt(path) {
  if (!globalThis.crypto?.subtle) {
    return { missing: "encryption" };
  }
  try {
    const text = await textAt(path);
    text.sha256 ??= inHex(await crypto.subtle.digest("SHA-256", text.bytes));
    return text;
  } catch {
    return { missing: "source" };
  }
}

function inHex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
