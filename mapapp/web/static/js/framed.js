// The entry of the map page in a frame: what `main` is for the pages of our own. Everything else is told by its module.

import { openDoor } from "./files.js";
import { startHome } from "./home.js";
import { tell } from "./notes.js";
import { pageOf } from "./page.js";
import { drawTiles } from "./tiles.js";

// `drawMap` is folium's script, which this one is joined with.
const framedPage = { ...pageOf(JSON.parse(document.querySelector("[data-page]").dataset.page)), drawMap };

openDoor(framedPage.base);
startHome(document.querySelector("main"), framedPage).catch((reason) => {
  tell(framedPage.say("note.failed"));
  throw reason;
});
