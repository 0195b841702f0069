// The map page: the list beside the map, in step with it, and the sign of the chosen place. The list does not wait for the map.

import { chosenBy, chosenTarget, follow, leave, lookAgain, startChoice } from "./choice.js";
import { lookAt, lookAtDistrict, showOnly } from "./chart.js";
import { companions, loadFeatures } from "./features.js";
import { startFrame, talkAround } from "./frame.js";
import { markRows } from "./places.js";
import { signOf } from "./popup.js";
import { lookFrom, markStage, openStage, reaches } from "./stage.js";
import { tell } from "./notes.js";
import { startPanels } from "./panels.js";
import { startWhenWanted } from "./wanted.js";

const ROOM_BESIDE_SIGN = { paddingTopLeft: [40, 56], paddingBottomRight: [416, 84] };
const ROOM = { paddingTopLeft: [36, 44], paddingBottomRight: [36, 36] };

// The rows answer as soon as the data are here; the map comes after, and the tools when they are wanted.
export async function startHome(main, page) {
  const home = {
    main,
    signPlace: main.querySelector(".sign-place"),
    rows: [...main.querySelectorAll("[data-site]")],
    features: new Map(),
    stage: null,
    left: null,
    tools: null,
    room: () => roomIn(home),
    showStage: () => showStage(home),
    keepOnMap: (places) => keepOnMap(home, places),
  };
  home.page = { ...page, feature: (id) => home.features.get(id), close: leave, follow: followInSign };
  if (page.frame) {
    startFrame(page.frame);
  }
  home.known = loadFeatures(page.data).then((features) => answerRows(home, features));
  home.staged = home.known.then(() => showMap(home));
  startPanels(main.querySelector(".tools"));
  startWhenWanted(home);
  await home.staged;
}

function answerRows(home, features) {
  home.features = new Map(features.map((feature) => [feature.id, feature]));
  home.rows.forEach((row) => row.addEventListener("click", (event) => follow(event, row.dataset.site)));
  startChoice(viewsOf(home));
  if (home.page.frame) {
    talkAround(home);
  }
}

async function showMap(home) {
  home.stage = await openStage(home.main, home.page);
  markSite(home, siteOf(home, chosenTarget()));
  lookAgain();
}

// What is being read stays on the map, whatever the list is narrowed to.
function keepOnMap(home, places = home.left) {
  home.left = places;
  if (home.stage && places) {
    showOnly(new Set([...places, chosenTarget()]));
  }
}

function followInSign(event, id) {
  follow(event, id, event.currentTarget.closest(".sign") ? chosenBy() : event.currentTarget);
}

function viewsOf(home) {
  return {
    find: (target) => siteOf(home, target),
    show: (feature) => showSign(home, feature),
    hide: () => hideSign(home),
    look: (feature, position, glide) => home.stage && lookAtSite(home, feature, position, glide),
    position: () => home.stage?.position() ?? null,
    reaches: (position) => !home.stage || reaches(home.stage, position),
    miss: (target) => tell(home.page.say("note.place", { place: target })),
    lose: () => tell(home.page.say("note.position")),
  };
}

function siteOf({ features }, target) {
  const feature = features.get(target);
  return feature?.properties.commitments ? feature : null;
}

function showSign(home, feature) {
  const sign = signOf(feature, home.page);
  home.signPlace.replaceChildren(sign);
  markSite(home, feature);
  if (isWithVisitor(home)) {
    sign.focus({ preventScroll: true });
    showStage(home);
  }
}

// A frame takes the focus from nobody, nor does it move the page around, before the visitor has entered it.
function isWithVisitor({ page }) {
  return !page.frame || document.hasFocus();
}

// Where the map stands above the list, it may be out of sight.
function showStage({ main }) {
  if (getComputedStyle(main).display === "block") {
    main.querySelector(".stage").scrollIntoView();
  }
}

function hideSign(home) {
  home.signPlace.replaceChildren();
  markSite(home, null);
}

function markSite(home, feature) {
  const same = feature ? companions(feature) : [];
  markRows(home.rows, feature, same);
  if (home.stage) {
    keepOnMap(home);
    markStage(home.stage, feature, same);
  }
}

function lookAtSite(home, feature, position, glide) {
  if (position) {
    lookFrom(home.stage, position);
  } else if (feature) {
    lookAt(feature.id, companions(feature), { glide, ...roomIn(home) });
  } else {
    lookAtDistrict();
  }
}

function roomIn({ signPlace }) {
  return getComputedStyle(signPlace).position === "absolute" ? ROOM_BESIDE_SIGN : ROOM;
}
