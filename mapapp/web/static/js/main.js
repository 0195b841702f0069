// The entry of the pages with a map: starts the one that is here. Everything else is told by its module.

import { carriedHere } from "./carried.js";
import { openDoor } from "./files.js";
import { startHome } from "./home.js";
import { tell } from "./notes.js";
import { startOffline } from "./offline.js";
import { pageOf } from "./page.js";
import { startRoom } from "./room.js";
import { sealProse } from "./seal.js";
import { drawTiles } from "./tiles.js";

const main = document.querySelector("main");
// `drawMap` is folium's script, which this one is joined with.
const here = { ...pageOf(JSON.parse(document.querySelector("[data-page]").dataset.page)), drawMap };
openDoor(here.base, carriedHere());
const STARTS = { room: startRoom, units: startUnits };
const start = STARTS[main.classList[0]] ?? startHome;

// Only planners need this part.
async function startUnits(...told) {
  const { startUnitRoom } = await import("./unitroom.js");
  return startUnitRoom(...told);
}

start(main, here).catch((reason) => {
  tell(here.say("note.failed"));
  throw reason;
}).finally(() => sealProse(main, here));

startOffline(here);
