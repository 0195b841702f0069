// Heavy work in turns, so that neither a press nor a picture waits long for it.

const PATIENCE_MS = 800;

export function nextTurn() {
  return new Promise((go) => setTimeout(go));
}

// After the next picture has been shown; a page that nobody sees shows none.
export function nextPicture() {
  return document.hidden ? nextTurn() : new Promise((go) => requestAnimationFrame(() => setTimeout(go)));
}

// When the browser has nothing better to do, but before long.
export function leisure() {
  return new Promise((go) => {
    if (window.requestIdleCallback) {
      requestIdleCallback(go, { timeout: PATIENCE_MS });
    } else {
      setTimeout(go, 100);
    }
  });
}
