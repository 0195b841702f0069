// The panel "near me": where to measure from, how far to look, and one sentence on what came of it.

import { make } from "./elements.js";
import { WITHIN_M, withinIn, withinStated } from "./vicinity.js";

// `acts`: locate(), pick(id or null), within(metres), tap(), middle(). Returns { tell, show, offer, focusPick, tapButton }.
export function nearForm(panel, say, acts) {
  const pick = make("select", { id: "near-pick" });
  const within = make("select", { id: "near-within" }, [...WITHIN_M, Infinity].map((metres) => withinOption(metres, say)));
  const said = make("p", { class: "near__said", role: "status" });
  const [locate, tap, middle] = ["locate", "tap", "middle"].map((act) => nearButton(say(`near.${act}`), acts[act]));
  const kept = make("p", { class: "near__kept" });
  pick.addEventListener("change", () => acts.pick(pick.value || null));
  within.addEventListener("change", () => acts.within(withinIn(within.value)));
  locate.classList.add("button--ink");
  panel.append(
    make("p", { class: "near__locate" }, [locate, make("span", { class: "near__private" }, [say("near.private")])]),
    said,
    nearField(pick, say("near.pick"), "near__pick"),
    nearField(within, say("near.within"), "near__within"),
    make("p", { class: "near__map" }, [tap, middle]),
    kept,
  );
  return {
    tell: (sentence) => { said.textContent = sentence; },
    show: (state) => {
      showNear(pick, within, state);
      kept.textContent = keptTold(state.origin, say);
    },
    offer: (groups) => offerOrigins(pick, groups, say),
    focusPick: () => pick.focus(),
    tapButton: tap,
  };
}

function nearButton(label, act) {
  const made = make("button", { type: "button", class: "button" }, [label]);
  made.addEventListener("click", act);
  return made;
}

function nearField(control, label, kind) {
  return make("p", { class: `near__field ${kind}` }, [make("label", { for: control.id }, [label]), control]);
}

function withinOption(metres, say) {
  const label = metres === Infinity ? say("near.any") : say("near.metres", { metres });
  return make("option", { value: withinStated(metres) }, [label]);
}

// What is offered may grow, when the base map comes: what is picked stays so.
function offerOrigins(pick, groups, say) {
  const { value } = pick;
  pick.replaceChildren(make("option", { value: "" }, [say("near.none")]), ...groups.map(({ group, origins }) => (
    make("optgroup", { label: say(`near.group.${group}`) }, origins.map(({ id, name }) => make("option", { value: id }, [name]))))));
  pick.value = value;
}

function showNear(pick, within, { origin, within: metres }) {
  pick.value = origin?.id ?? "";
  within.value = withinStated(metres);
  within.disabled = Boolean(origin?.isSubdistrict);
}

// Whether the address tells of the spot.
function keptTold(origin, say) {
  return origin ? say(origin.isPrivate ? "near.kept" : "near.stated") : "";
}
