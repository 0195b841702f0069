// What labels keep clear of: plates and their leads, the lines and edges of places, the border, controls and the sign.

import { boxesOfControls } from "./controls.js";
import { pixelsOf, courseOf } from "./pixels.js";
import { FOOT, isWideError } from "./symbols.js";

const GROWTH = { chosen: 1.25 };
const HALF = { street: 5, area: 2, approximate: 2 };
const ROUND = Array.from({ length: 33 }, (_, step) => (step * Math.PI) / 16);
const LEAST_LEAD = 18;

// `plates`: the box of each place by its id.
export function obstacles(view, drawn, outline) {
  const places = [...drawn.values()].filter(({ isAway }) => !isAway);
  const plates = new Map(places.map((place) => [place.feature.id, boxOfPlate(view, place)]));
  const lines = places.flatMap((place) => [...linesOf(view, place), ...leadOf(view, place)]);
  const border = outline ? pixelsOf(view, outline) : [];
  const soft = segments(border, 3);
  return {
    plates, border,
    boxes: [...plates.values(), ...controls(view, places.find(({ state }) => state === "chosen"))],
    lines: lines.filter((line) => isNear(line, view.room)),
    soft: soft.filter((line) => isNear(line, view.room)),
  };
}

// Where a plate comes to stand, though it may still be gliding there.
function boxOfPlate(view, { feature, state, plate, stands, size }) {
  const spot = view.at(plate.getLatLng());
  const growth = GROWTH[state] ?? 1;
  const foot = feature.properties.symbol === "point" ? FOOT : 0;
  const [width, height] = [size.width * growth, size.height * growth];
  return { x: spot.x + stands[0], y: spot.y + stands[1] + foot / 2, width, height: height + foot };
}

function leadOf(view, { plate, stands: [right, down] }) {
  const from = view.at(plate.getLatLng());
  const to = { x: from.x + right, y: from.y + down };
  return Math.hypot(right, down) > LEAST_LEAD ? [{ from, to, half: 1.5 }] : [];
}

function linesOf(view, place) {
  const { feature, state, shapes } = place;
  if (!shapes.length || (isWideError(feature) && state !== "chosen")) {
    return [];
  }
  place.course ??= courseOf(edgeOf(shapes[0]));
  const half = (HALF[feature.properties.symbol] + (state === "chosen" ? 1 : 0)) * view.near;
  return segments(pixelsOf(view, place.course), half);
}

function edgeOf(shape) {
  if (shape instanceof L.Circle) {
    const { lat, lng } = shape.getLatLng();
    const [north, east] = [shape.getBounds().getNorth() - lat, shape.getBounds().getEast() - lng];
    return ROUND.map((angle) => L.latLng(lat + north * Math.sin(angle), lng + east * Math.cos(angle)));
  }
  const points = shape.getLatLngs().flat(2);
  return shape instanceof L.Polygon ? [...points, points[0]] : points;
}

function segments(points, half) {
  return points.slice(1).map((to, place) => ({ from: points[place], to, half }));
}

function isNear({ from, to, half }, room) {
  return Math.max(from.x, to.x) > -half && Math.min(from.x, to.x) < room.x + half
    && Math.max(from.y, to.y) > -half && Math.min(from.y, to.y) < room.y + half;
}

// Asked of the page only where they may have changed, so that a map that is moved is not laid out anew.
const controlsAt = { key: null, boxes: [] };

function controls({ map, zoom, room }, chosen) {
  const key = `${zoom} ${room} ${chosen?.feature.id} ${document.querySelector(".pan")?.hidden}`;
  if (controlsAt.key !== key) {
    Object.assign(controlsAt, { key, boxes: boxesOfControls(map) });
  }
  return controlsAt.boxes;
}
