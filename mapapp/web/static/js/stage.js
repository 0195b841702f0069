// The stage: the drawn map with its plates and buttons at work, and its position kept in the address.

import { drawnChart, lookAtDistrict } from "./chart.js";
import { choose, keepPosition } from "./choice.js";
import { letter } from "./lettering.js";
import { markDrawn, openOn } from "./places.js";
import { moveFreely } from "./gestures.js";
import { fitToPaper } from "./paper.js";

const PAN_SHARE = 0.4;
// How far beyond the district, in its own widths, a position may lie to be worth looking at.
const NEAR = 0.5;

export async function openStage(main, page) {
  const chart = await drawnChart();
  const { map, drawn, outline } = chart;
  const stage = { map, drawn, reach: outline.getBounds().pad(NEAR), position: () => positionOf(map) };
  drawn.forEach((one) => wireDrawn(one, page));
  wireButtons(map, main);
  wirePan(map, main.querySelector(".pan"), outline.getBounds());
  keepPositionOf(map);
  moveFreely(map, page);
  fitToPaper(map, main, lookAtDistrict);
  main.querySelector(".chart").classList.add("is-drawn");
  letter(chart, page.name);
  return stage;
}

export function markStage({ drawn }, feature, same) {
  markDrawn(drawn, feature, same);
}

export function lookFrom({ map }, { longitude, latitude, zoom }) {
  map.fire("ours").setView([latitude, longitude], zoom, { animate: false });
}

export function reaches({ map, reach }, { longitude, latitude, zoom }) {
  return zoom >= map.getMinZoom() && zoom <= map.getMaxZoom() && reach.contains([latitude, longitude]);
}

function wireDrawn({ feature, shapes, plate }, page) {
  const { number, symbol } = feature.properties;
  const label = `${number} ${page.name(feature)}, ${page.say(`symbol.${symbol}`)}`;
  const open = () => choose(feature.id, plate.getElement());
  plate.getElement().setAttribute("tabindex", "0");
  [plate, ...shapes].forEach((layer) => openOn(layer.getElement(), label, open));
  shapes.forEach((shape) => shape.getElement().setAttribute("tabindex", "-1"));
}

function wireButtons(map, main) {
  main.querySelector(".zoom").hidden = false;
  main.querySelectorAll("[data-zoom]").forEach((button) => {
    button.addEventListener("click", () => map.zoomIn(Number(button.dataset.zoom)));
  });
  main.querySelector("[data-whole]").addEventListener("click", lookAtDistrict);
}

// Where the whole district is in sight there is nowhere to go.
function wirePan(map, pan, district) {
  const offer = () => { pan.hidden = map.getBounds().contains(district); };
  map.on("moveend", offer);
  offer();
  pan.querySelectorAll("[data-pan]").forEach((button) => {
    const [right, down] = button.dataset.pan.split(",").map(Number);
    button.addEventListener("click", () => map.panBy(map.getSize().scaleBy(L.point(right * PAN_SHARE, down * PAN_SHARE))));
  });
}

// Only a position that the visitor chose is worth an address: what our own views show follows from what is chosen.
function keepPositionOf(map) {
  const ground = map.getContainer().parentElement;
  const hands = { on: false };
  for (const act of ["pointerdown", "wheel", "keydown", "click", "touchstart"]) {
    ground.addEventListener(act, () => { hands.on = true; }, { capture: true, passive: true });
  }
  map.on("ours", () => { hands.on = false; });
  map.on("moveend", () => hands.on && keepPosition(positionOf(map)));
}

function positionOf(map) {
  const { lng: longitude, lat: latitude } = map.getCenter();
  return { longitude, latitude, zoom: map.getZoom() };
}
