// The share panel: the lasting address of exactly this view, to copy, to send on, as a QR code and as a frame.

import { copyWords } from "./links.js";
import { codePath, frameCode, framePath, lastingPath, makerPath } from "./sharing.js";

export function startShare(tools, page) {
  const panel = tools?.querySelector("[data-tool=share]");
  if (!panel) {
    return;
  }
  const part = (name) => panel.querySelector(`[data-share=${name}]`);
  const refresh = () => panel.hidden || showAddresses(part, page);
  new MutationObserver(refresh).observe(panel, { attributeFilter: ["hidden"] });
  document.addEventListener("carried", refresh);
  panel.querySelectorAll(".share__field").forEach((field) => field.addEventListener("focus", () => field.select()));
  wireCopy(part("copy"), part("address"), part("copied"), page);
  wireCopy(part("copy-code"), part("code"), part("copied-code"), page);
  offerSending(part("send"), part("address"));
  refresh();
}

function showAddresses(part, page) {
  const view = { tag: page.tag, search: location.search, hash: location.hash };
  const [path, whole] = [lastingPath(view), (within) => location.origin + page.base + within];
  part("address").value = whole(path);
  showCode(part, page.base, codePath(path));
  ["copied", "copied-code"].forEach((said) => part(said)?.replaceChildren());
  if (part("code")) {
    part("code").value = frameCode(part("code").dataset.code, whole(framePath(view)));
    part("more").href = page.base + makerPath(view);
  }
}

function showCode(part, base, source) {
  const [image, address] = [part("qr"), part("address").value];
  image.parentElement.hidden = !source;
  part("long").hidden = Boolean(source);
  if (source) {
    image.src = base + source;
    image.alt = image.dataset.alt.replace("{address}", () => address);
  }
}

function wireCopy(button, field, said, page) {
  button?.addEventListener("click", () => copyWords(Promise.resolve(field.value), said, page));
}

// Whoever changes their mind in the browser's own dialog has said so.
function offerSending(button, field) {
  button.hidden = !navigator.share;
  button.addEventListener("click", () => navigator.share({ title: document.title, url: field.value }).catch(() => {}));
}
