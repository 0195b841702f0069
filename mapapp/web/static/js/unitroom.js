// The result of a planner's file: table, map and dossiers in step. The table does not wait for the map.

import { lookAt, lookAtBounds, lookAtDistrict } from "./chart.js";
import { choose, chosenBy, chosenTarget, follow, leave, lookAgain, startChoice } from "./choice.js";
import { companions, loadFeatures } from "./features.js";
import { startDeeds } from "./deeds.js";
import { signOf } from "./popup.js";
import { lookFrom, markStage, openStage, reaches } from "./stage.js";
import { tell } from "./notes.js";
import { boundsOfUnit, crownUnit, drawUnits, showUnits } from "./unitmap.js";
import { unitSignOf } from "./unitsign.js";
import { startUnitTable } from "./unittable.js";

const ROOM_FOR_UNITS = { paddingTopLeft: [60, 60], paddingBottomRight: [60, 60] };

export async function startUnitRoom(main, page) {
  const rows = new Map([...main.querySelectorAll("[data-unit]")].map((row) => [Number(row.dataset.unit), row]));
  const room = { main, rows, signPlace: main.querySelector(".sign-place"), features: new Map(), stage: null, units: null, shown: new Set(rows.keys()) };
  room.page = { ...page, feature: (id) => room.features.get(id), close: leave, follow: followInUnitSign };
  startDeeds(main);
  startUnitTable(main, page, (ids) => showShown(room, ids));
  wireChoosers(room);
  room.features = new Map((await loadFeatures(page.data)).map((feature) => [feature.id, feature]));
  startChoice(viewsOfUnits(room));
  room.stage = await openStage(main, page);
  await drawRoomUnits(room);
  markChosen(room, findThing(room, chosenTarget()));
  lookAgain();
}

async function drawRoomUnits(room) {
  const { main, page, rows, stage } = room;
  const open = (id) => choose(`unit-${id}`, stage.map.getContainer());
  try {
    room.units = await drawUnits(stage.map, { address: main.dataset.units, datum: page.datum, rows, open });
    showUnits(room.units, room.shown);
    keepFocusInSight(stage);
  } catch (reason) {
    tell(page.say("dossier.js.lost"));
    throw reason;
  }
}

// A place beyond the edge of the map comes into sight when the keyboard reaches it.
function keepFocusInSight({ map, drawn }) {
  drawn.forEach(({ plate }) => plate.getElement().addEventListener("focus", () => map.fire("ours").panInside(plate.getLatLng(), { padding: [60, 60], animate: false })));
}

function showShown(room, ids) {
  room.shown = ids;
  if (room.units) {
    showUnits(room.units, ids);
  }
}

// Every name of a unit on the page chooses it; so does its row, wherever it is pressed.
function wireChoosers({ main, rows }) {
  main.querySelectorAll("[data-choose]").forEach((link) => link.addEventListener("click", (event) => {
    event.stopPropagation();
    follow(event, link.dataset.choose);
  }));
  rows.forEach((row) => row.addEventListener("click", () => {
    if (getSelection().isCollapsed) {
      choose(`unit-${row.dataset.unit}`, row.querySelector("a"));
    }
  }));
}

function followInUnitSign(event, id) {
  follow(event, id, event.currentTarget.closest(".sign") ? chosenBy() : event.currentTarget);
}

function viewsOfUnits(room) {
  return {
    find: (target) => findThing(room, target),
    show: (thing) => showSignOf(room, thing),
    hide: () => hideSignOf(room),
    look: (thing, position, glide) => room.stage && lookAtIt(room, thing, position, glide),
    position: () => room.stage?.position() ?? null,
    reaches: (position) => !room.stage || reaches(room.stage, position),
    miss: (target) => tell(room.page.say("note.place", { place: target })),
    lose: () => tell(room.page.say("note.position")),
  };
}

// A unit with its dossier, or a place.
function findThing({ features }, target) {
  const dossier = target?.startsWith("unit-") ? document.getElementById(target) : null;
  if (dossier) {
    return { unit: Number(dossier.dataset.dossier), dossier };
  }
  const feature = features.get(target);
  return feature?.properties.commitments ? { unit: null, feature } : null;
}

function showSignOf(room, thing) {
  const sign = thing.feature ? signOf(thing.feature, room.page) : unitSignOf(thing.dossier, room.page);
  room.signPlace.replaceChildren(sign);
  markChosen(room, thing);
  sign.focus({ preventScroll: true });
  bringUnitIntoSight(room, thing);
}

// Beside the map the table follows; where the map stands above the table, the page goes to the map and the sign under it.
function bringUnitIntoSight({ main, rows }, { unit }) {
  if (getComputedStyle(main.querySelector(".units__both")).display === "block") {
    main.querySelector(".stage").scrollIntoView();
  } else {
    rows.get(unit)?.scrollIntoView({ block: "nearest" });
  }
}

function hideSignOf(room) {
  room.signPlace.replaceChildren();
  markChosen(room, null);
}

function markChosen({ rows, stage, units }, thing) {
  rows.forEach((row, id) => row.classList.toggle("is-chosen", id === thing?.unit));
  if (stage) {
    markStage(stage, thing?.feature ?? null, thing?.feature ? companions(thing.feature) : []);
  }
  if (units) {
    crownUnit(units, thing?.unit ?? null);
  }
}

function lookAtIt({ stage, units }, thing, position, glide) {
  const bounds = units && thing ? boundsOfUnit(units, thing.unit) : null;
  if (position) {
    lookFrom(stage, position);
  } else if (bounds) {
    lookAtBounds(bounds, { ...ROOM_FOR_UNITS, maxZoom: 14.5, animate: false });
  } else if (thing?.feature) {
    lookAt(thing.feature.id, companions(thing.feature), { glide, ...ROOM_FOR_UNITS });
  } else {
    lookAtDistrict();
  }
}
