// The file an article was read from: fetched once, when something is first compared with it, byte for byte.

const texts = new Map();

// Returns { bytes, characters }; `characters` are the code points, none left out. Throws what kept it from coming.
export function textAt(address) {
  if (!texts.has(address)) {
    const text = fetchText(address);
    texts.set(address, text);
    text.catch(() => texts.delete(address));
  }
  return texts.get(address);
}

async function fetchText(address) {
  const answer = await fetch(address);
  if (!answer.ok) {
    throw new Error(`${address}: ${answer.status}`);
  }
  const bytes = await answer.arrayBuffer();
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
export async function sourceAt(address) {
  if (!globalThis.crypto?.subtle) {
    return { missing: "encryption" };
  }
  try {
    const text = await textAt(address);
    text.sha256 ??= inHex(await crypto.subtle.digest("SHA-256", text.bytes));
    return text;
  } catch {
    return { missing: "source" };
  }
}

function inHex(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
