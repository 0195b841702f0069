// The share panel: the lasting address of exactly this view, to copy, to send on, as a QR code and as a frame.

import { targetIn } from "./address.js";
import { copyWords } from "./links.js";
import { codePath, drawnPath, frameCode, framePath, lastingPath } from "./sharing.js";

export function startShare(tools, page) {
  const panel = tools?.querySelector("[data-tool=share]");
  if (!panel) {
    return;
  }
  const part = (name) => panel.querySelector(`[data-share=${name}]`);
  const refresh = () => panel.hidden || (showAddresses(part, page), showDrawn(panel, page));
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
    part("code").value = frameCode(whole(framePath(view)), part("code").dataset.title);
  }
}

function showDrawn(panel, page) {
  const target = targetIn(location.hash);
  const site = [...document.querySelectorAll("[data-site]")].some(({ dataset }) => dataset.site === target) ? target : null;
  panel.querySelectorAll("[data-draws]").forEach((link) => {
    link.href = page.base + drawnPath({ tag: page.tag, search: location.search }, link.dataset.draws, site);
  });
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
