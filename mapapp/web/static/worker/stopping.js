// When the site no longer has this worker, it goes, and its copies with it.

import { dropCopies } from "./copies.js";

let asked = false;

// Asks the server, once while the worker runs; returns whether it is gone.
export async function stopIfUnwanted() {
  if (!asked) {
    const { status } = await fetch(self.location.href, { method: "HEAD", cache: "no-store" });
    asked = true;
    if ([404, 410].includes(status)) {
      await dropCopies(() => true);
      return self.registration.unregister();
    }
  }
  return false;
}
