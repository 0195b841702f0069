// The rows of the list, each with how far its place is.

import { make } from "./elements.js";
import { listedCommitments } from "./listing.js";
import { toldDistance } from "./vicinity.js";

// `near`: { within, distances: id → { metres, error } }, or null to say nothing.
export function tellDistances(near, say) {
  for (const { id, element } of listedCommitments().flatMap(({ places }) => places)) {
    element.querySelector(".row__far")?.remove();
    const place = near?.distances.get(id);
    if (place) {
      const told = place.metres === null ? say("near.nowhere") : toldDistance(place, near.within, say);
      element.querySelector(".row__names").append(" ", make("span", { class: "row__far" }, [told]));
    }
  }
}
