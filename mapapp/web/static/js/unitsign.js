// The sign of a unit: its dossier as it stands in the page, beside the map.

import { make } from "./elements.js";
import { crossOf } from "./popup.js";

// `dossier`: the element of the page that holds it. Nothing of it is written anew.
export function unitSignOf(dossier, page) {
  const close = make("button", { type: "button", class: "sign__close", "aria-label": page.say("sign.close") }, [crossOf()]);
  close.addEventListener("click", page.close);
  const body = dossier.querySelector(".unit__body")?.cloneNode(true);
  const named = dossier.querySelector("h3") ?? dossier;
  const count = dossier.querySelector(".unit__count")?.textContent ?? page.say("dossier.js.none");
  return make("section", { class: "sign sign--unit", role: "dialog", "aria-labelledby": "sign-name", tabindex: "-1" }, [
    make("header", { class: "sign__head" }, [make("h2", { id: "sign-name" }, [make("b", { lang: named.lang }, [named.textContent]), " ", make("span", {}, [count])]), close]),
    ...(body ? [make("div", { class: "sign__scroll" }, [body])] : []),
  ]);
}
