// How a place is drawn on the map: point, street, area or approximate, and in which of three states.

import { make } from "./elements.js";

// A wider error is drawn only while its place is being read.
const WIDE_ERROR_M = 500;
const PLATE = { width: 30, height: 26 };
const SMALL_PLATE = { width: 26, height: 24 };
const NARROW = 480;
export const FOOT = 8;
const STATES = ["there", "same", "chosen"];
const SHAPES = { point: noShapes, street: streetShapes, area: areaShapes, approximate: approximateShapes };

export function shapesOf(feature) {
  return SHAPES[feature.properties.symbol](feature);
}

function noShapes() {
  return [];
}

function streetShapes(feature) {
  return [path(feature, "street-edge"), path(feature, "street-core")];
}

function areaShapes(feature) {
  return [path(feature, "area")];
}

function approximateShapes(feature) {
  if (feature.geometry.type !== "Point") {
    return [path(feature, "approximate")];
  }
  const [longitude, latitude] = feature.geometry.coordinates;
  const radius = feature.properties.accuracy_m;
  const className = `shape approximate error${isWideError(feature) ? " error--wide" : ""}`;
  return [L.circle([latitude, longitude], { radius, className, bubblingMouseEvents: false })];
}

function path(feature, className) {
  return L.geoJSON(feature, { style: { className: `shape ${className}` }, bubblingMouseEvents: false }).getLayers()[0];
}

export function isWideError(feature) {
  return feature.properties.accuracy_m > WIDE_ERROR_M;
}

export function plateOf(feature) {
  const { number, symbol } = feature.properties;
  const face = make("span", { class: `plate plate--${symbol}` }, [String(number)]);
  const pin = make("span", { class: `pin__body pin__body--${symbol}` }, [make("i", { class: "pin__lead" }), face]);
  const [longitude, latitude] = feature.properties.anchor;
  const icon = L.divIcon({ html: pin, className: "pin", iconSize: [PLATE.width, PLATE.height] });
  return L.marker([latitude, longitude], { icon, keyboard: false });
}

// The district's ground lies below the base map, its border above.
export function landOf(feature, map) {
  const pane = map.getPane("land") ? "land" : "overlayPane";
  return L.geoJSON(feature, { interactive: false, pane, style: { className: "land", pane } });
}

export function outlineOf(feature) {
  return L.geoJSON(feature, { interactive: false, style: { className: "outline" } });
}

export function showState(drawn, state) {
  const elements = [...drawn.shapes, drawn.plate].map((layer) => layer.getElement());
  for (const element of elements) {
    STATES.forEach((one) => element.classList.toggle(`is-${one}`, one === state));
    dressPath(element, state);
  }
  drawn.state = state;
  drawn.plate.setZIndexOffset(1000 * STATES.indexOf(state)).fire("marked");
  if (state !== "there" && drawn.feature.properties.symbol !== "area") {
    drawn.shapes.forEach((shape) => shape.bringToFront());
  }
}

function dressPath(element, state) {
  if (element.classList.contains("street-core")) {
    element.setAttribute("marker-start", `url(#bar-${state})`);
    element.setAttribute("marker-end", `url(#bar-${state})`);
  }
  if (element.classList.contains("area")) {
    element.setAttribute("fill", `url(#hatch-${state})`);
  }
}

// On a narrow map plates are a little smaller.
export function plateSize(map) {
  return map.getSize().x < NARROW ? SMALL_PLATE : PLATE;
}

// A point's plate stands above its spot, on a foot; every other one on it.
export function standOf(feature, size) {
  return feature.properties.symbol === "point" ? -(size.height / 2 + FOOT) : 0;
}

export function shiftPlate(drawn, [right, down], size) {
  const stand = standOf(drawn.feature, size);
  const pin = drawn.plate.getElement();
  const lead = pin.querySelector(".pin__lead");
  Object.assign(drawn, { size, stands: [right, down + stand] });
  pin.style.width = `${size.width}px`;
  pin.style.height = `${size.height}px`;
  pin.style.marginLeft = `${right - size.width / 2}px`;
  pin.style.marginTop = `${down + stand - size.height / 2}px`;
  lead.hidden = !(right || down);
  lead.style.width = `${Math.hypot(right, down)}px`;
  lead.style.transform = `rotate(${Math.atan2(-down, -right)}rad)`;
}
