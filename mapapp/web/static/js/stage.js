// The stage: the drawn map with its plates and buttons at work, and its position kept in the address.

import { drawnChart, lookAtDistrict } from "./chart.js";
import { choose, keepPosition } from "./choice.js";
import { convertDegrees } from "./datums.js";
import { letter } from "./lettering.js";
import { markDrawn, openOn } from "./places.js";
import { moveFreely } from "./gestures.js";
import { fitToPaper } from "./paper.js";
import { nextPicture } from "./turns.js";

const PAN_SHARE = 0.4;
// Half of a fingertip: 44 pixels are pressed without aiming (WCAG 2.5.5).
const FINGER = 22;
// How far beyond the district, in its own widths, a position may lie to be worth looking at.
const REACH = 0.5;

// The map waits for a picture of the page, so that a press on the list does not wait for the map.
export async function openStage(main, page) {
  await nextPicture();
  page.drawMap();
  const chart = await drawnChart();
  const { map, drawn, outline } = chart;
  // Private is what the map shows while it looks at a spot that only the visitor knows: no address tells of it.
  const stage = { map, drawn, datum: page.datum, reach: outline.getBounds().pad(REACH), isPrivate: false };
  stage.position = () => (stage.isPrivate ? null : positionOf(stage));
  drawn.forEach((one) => wireDrawn(one, page));
  openNearby(map, drawn);
  wireButtons(map, main);
  wirePan(map, main.querySelector(".pan"), outline.getBounds());
  keepPositionOf(stage);
  moveFreely(map, page);
  fitToPaper(map, main, lookAtDistrict);
  main.querySelector(".chart").classList.add("is-drawn");
  letter(chart, page.name);
  return stage;
}

export function markStage({ drawn }, feature, same) {
  markDrawn(drawn, feature, same);
}

// Positions are WGS-84; the map may lie on another datum.
export function lookFrom({ map, datum }, position) {
  map.fire("ours").setView(onMap(position, datum), position.zoom, { animate: false });
}

export function reaches({ map, datum, reach }, position) {
  return position.zoom >= map.getMinZoom() && position.zoom <= map.getMaxZoom() && reach.contains(onMap(position, datum));
}

function onMap({ longitude, latitude }, datum) {
  const [x, y] = convertDegrees([longitude, latitude], "WGS-84", datum);
  return [y, x];
}

function wireDrawn({ feature, shapes, plate }, page) {
  const { number, symbol } = feature.properties;
  const label = `${number} ${page.name(feature)}, ${page.say(`symbol.${symbol}`)}`;
  const open = () => choose(feature.id, plate.getElement());
  plate.getElement().setAttribute("tabindex", "0");
  [plate, ...shapes].forEach((layer) => openOn(layer.getElement(), label, open));
  shapes.forEach((shape) => shape.getElement().setAttribute("tabindex", "-1"));
}

// Plates stand closer than fingers: a press on nothing else is meant for the nearest plate under the fingertip.
function openNearby(map, drawn) {
  map.on("click", ({ containerPoint, originalEvent }) => {
    if (originalEvent.target.closest("[role=button]")) {
      return;
    }
    const [nearest] = [...drawn.values()].filter(({ isAway }) => !isAway).map((one) => [farFrom(map, one, containerPoint), one])
      .filter(([[right, down]]) => Math.max(right, down) <= FINGER)
      .sort(([one], [other]) => Math.hypot(...one) - Math.hypot(...other));
    if (nearest) {
      choose(nearest[1].feature.id, nearest[1].plate.getElement());
    }
  });
}

function farFrom(map, { plate, stands: [right, down] }, { x, y }) {
  const spot = map.latLngToContainerPoint(plate.getLatLng());
  return [Math.abs(spot.x + right - x), Math.abs(spot.y + down - y)];
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
  map.on("move", offer);
  offer();
  pan.querySelectorAll("[data-pan]").forEach((button) => {
    const [right, down] = button.dataset.pan.split(",").map(Number);
    button.addEventListener("click", () => map.panBy(map.getSize().scaleBy(L.point(right * PAN_SHARE, down * PAN_SHARE))));
  });
}

// Only a position that the visitor chose is worth an address: what our own views show follows from what is chosen.
function keepPositionOf({ map, position }) {
  const ground = map.getContainer().parentElement;
  const hands = { on: false };
  for (const act of ["pointerdown", "wheel", "keydown", "click", "touchstart"]) {
    ground.addEventListener(act, () => { hands.on = true; }, { capture: true, passive: true });
  }
  map.on("ours", () => { hands.on = false; });
  map.on("moveend", () => hands.on && keepPosition(position()));
}

function positionOf({ map, datum }) {
  const { lng, lat } = map.getCenter();
  const [longitude, latitude] = convertDegrees([lng, lat], datum, "WGS-84");
  return { longitude, latitude, zoom: map.getZoom() };
}
