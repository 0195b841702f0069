// The tools over the list, fetched when they are first wanted: entered, pointed at, pressed, or stated by the address.

import { statesTool } from "./address.js";

// A screen reader may press without pointing.
const SIGNS = ["pointerover", "focusin", "click"];

// `home`: the page's parts, as the tools take them.
export function startWhenWanted(home) {
  const places = [...home.main.querySelectorAll("[data-tools]")];
  const tellAt = (place, sentence) => places.forEach((one) => {
    one.querySelector("[data-told]").textContent = one === place ? sentence : "";
  });
  const fetchFor = (place) => { home.tools ??= fetchTools(home, (sentence) => tellAt(place, sentence)); };
  const ofAddress = () => statesTool(location.search) && fetchFor(places.at(-1));
  for (const place of places) {
    SIGNS.forEach((sign) => place.addEventListener(sign, () => fetchFor(place), { passive: true }));
  }
  window.addEventListener("popstate", ofAddress);
  ofAddress();
  places.filter((place) => place.contains(document.activeElement)).forEach(fetchFor);
}

// What did not arrive is asked for again when it is wanted again.
async function fetchTools(home, tellThere) {
  try {
    const { startToolbox } = await import("./toolbox.js");
    tellThere("");
    startToolbox(home);
  } catch (reason) {
    home.tools = null;
    tellThere(home.page.say("tools.failed"));
    throw reason;
  }
}
