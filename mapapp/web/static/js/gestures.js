// Moving the map without holding up the page: the wheel needs Ctrl, and a finger on glass needs a second one.

import { make } from "./elements.js";

const HINT_MS = 1800;

export function moveFreely(map, page) {
  const ground = map.getContainer().parentElement;
  const hint = make("p", { class: "hint", "aria-hidden": "true" });
  hint.hidden = true;
  ground.append(hint);
  const show = once(hint);
  wheelWithKey(map, ground, () => show(page.say("map.hint.wheel")));
  if (window.matchMedia("(pointer: coarse)").matches) {
    map.dragging.disable();
    ground.addEventListener("touchmove", ({ touches }) => touches.length === 1 && show(page.say("map.hint.touch")), { passive: true });
  }
}

function wheelWithKey(map, ground, refuse) {
  const listen = (event) => {
    if (event.ctrlKey || event.metaKey) {
      map.scrollWheelZoom.enable();
    } else {
      map.scrollWheelZoom.disable();
      refuse();
    }
  };
  ground.addEventListener("wheel", listen, { capture: true, passive: true });
}

// The hint is given once: whoever has read it needs it no more.
function once(hint) {
  return (sentence) => {
    if (!hint.textContent) {
      hint.textContent = sentence;
      hint.hidden = false;
      setTimeout(() => { hint.hidden = true; }, HINT_MS);
    }
  };
}
