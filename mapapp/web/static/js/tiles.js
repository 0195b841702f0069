// The base map of a tile server: its tiles below the places, and the one sentence for when it does not answer.

import { isPlain } from "./ground.js";

const TILE_PATIENCE_MS = 8000;
// Our pages tell nobody which site they belong to; a tile server is told, for OpenStreetMap's policy asks for it.
const TILE_OPTIONS = { referrerPolicy: "strict-origin-when-cross-origin" };

const silentLayers = new Set();

export function drawTiles(map, addresses) {
  for (const address of isPlain(map) ? [] : addresses) {
    const layer = L.tileLayer(address, TILE_OPTIONS);
    listen(layer);
    layer.addTo(map);
  }
}

// Silent is a layer of which no tile came for a while although some were asked for, or of which all failed.
function listen(layer) {
  const pending = new Set();
  let patience = null;
  let arrived = false;
  const stop = () => {
    clearTimeout(patience);
    patience = null;
  };
  const wait = () => {
    patience ??= setTimeout(() => tellSilence(layer, pending.size > 0), TILE_PATIENCE_MS);
  };
  layer.on("tileloadstart", ({ tile }) => {
    pending.add(tile);
    wait();
  });
  layer.on("tileload tileerror tileabort tileunload", ({ tile }) => pending.delete(tile));
  layer.on("tileload", () => {
    arrived = true;
    tellSilence(layer, false);
    stop();
    wait();
  });
  layer.on("load", () => {
    stop();
    tellSilence(layer, !arrived);
    arrived = false;
  });
}

function tellSilence(layer, is) {
  silentLayers[is ? "add" : "delete"](layer);
  document.querySelector("[data-tileless]").hidden = silentLayers.size === 0;
}
