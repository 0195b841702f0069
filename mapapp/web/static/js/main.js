// The entry of the pages with a map: starts the one that is here. Everything else is told by its module.

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
const start = main.classList.contains("room") ? startRoom : startHome;

start(main, here).catch((reason) => {
  tell(here.say("note.failed"));
  throw reason;
}).finally(() => sealProse(main, here));

startOffline(here);
