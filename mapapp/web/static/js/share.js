// The share panel: the lasting address of exactly this view, to copy, to send on, as a QR code and as a frame.

import { hashOf, targetIn } from "./address.js";
import { make } from "./elements.js";
import { copyWords } from "./links.js";
import { codePath, drawnPath, frameCode, framePath, lastingPath, makerPath } from "./sharing.js";

export function startShare(tools, page) {
  const panel = tools?.querySelector("[data-tool=share]");
  if (!panel) {
    return;
  }
  const part = (name) => panel.querySelector(`[data-share=${name}]`);
  const refresh = () => panel.hidden || (showAddresses(part, page), page.served && showDrawn(panel, page));
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
  const [address, frame] = addressesOf(view, page).map((one) => new URL(one, document.baseURI).href);
  part("address").value = address;
  showCode(part, page, codePath(lastingPath(view)));
  ["copied", "copied-code"].forEach((said) => part(said)?.replaceChildren());
  if (part("code")) {
    part("code").value = frameCode(part("code").dataset.code, frame);
    showMaker(part("more"), view, page);
  }
}

// Only a server makes code by looking.
function showMaker(link, view, page) {
  if (page.served) {
    link.href = page.base + makerPath(view);
  }
}

function showDrawn(panel, page) {
  const target = targetIn(location.hash);
  const site = [...document.querySelectorAll("[data-site]")].some(({ dataset }) => dataset.site === target) ? target : null;
  panel.querySelectorAll("[data-draws]").forEach((link) => {
    link.href = page.base + drawnPath({ tag: page.tag, search: location.search }, link.dataset.draws, site);
  });
}

// Pages that are files have their language and form in their path, and nobody who would read more of the query.
function addressesOf(view, page) {
  if (page.served) {
    return [page.base + lastingPath(view), page.base + framePath(view)];
  }
  const rest = view.search + hashOf(targetIn(view.hash));
  return [page.pages.map + rest, page.pages.frame + rest];
}

// Only a server draws codes.
function showCode(part, page, source) {
  const [figure, address] = [part("qr"), part("address").value];
  figure.hidden = !source || !page.served;
  part("long").hidden = Boolean(source) || !page.served;
  if (!figure.hidden) {
    const alt = figure.dataset.alt.replace("{address}", () => address);
    const image = make("img", { class: "qr", width: 200, height: 200, src: page.base + source, alt });
    figure.replaceChildren(image, figure.querySelector("figcaption"));
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
