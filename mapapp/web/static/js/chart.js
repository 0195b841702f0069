// The drawn map: its layers, its plates kept apart, and the view of the chosen place.

import { boxesOfControls } from "./controls.js";
import { loadFeatures } from "./features.js";
import { veilOutside } from "./ground.js";
import { nearness } from "./pixels.js";
import { isWideError, landOf, outlineOf, plateOf, plateSize, shapesOf, shiftPlate, standOf } from "./symbols.js";
import { spread } from "./spread.js";
import { nextTurn } from "./turns.js";

const GLIDE_S = 0.24;

const chart = { map: null, drawn: new Map(), layers: [], outline: null };

// What folium's script asks for; it is drawn when `drawnChart` is.
export function drawLayer(map, name, path) {
  chart.map = map;
  chart.layers.push({ name, path });
}

export async function drawnChart() {
  await nextTurn();
  await Promise.all(chart.layers.map(drawFeaturesOf));
  await nextTurn();
  [...chart.drawn.values()].sort((one, other) => one.number - other.number).forEach(({ plate }) => plate.addTo(chart.map));
  chart.map.on("zoomend moveend resize", keepApart);
  chart.map.on("zoomend", () => bringNear(chart.map));
  bringNear(chart.map);
  veilOutside(chart.map, chart.outline);
  new ResizeObserver(() => chart.map.fire("ours").invalidateSize({ pan: false })).observe(chart.map.getContainer());
  keepApart();
  return chart;
}

async function drawFeaturesOf({ name, path }) {
  const features = await loadFeatures(path);
  features.filter((feature) => feature.properties.layer === name && feature.geometry).forEach(drawFeature);
}

function drawFeature(feature) {
  if (feature.properties.symbol === "district") {
    landOf(feature, chart.map).addTo(chart.map).bringToBack();
    chart.outline = outlineOf(feature).addTo(chart.map).bringToBack();
    return;
  }
  const shapes = shapesOf(feature).map((shape) => shape.addTo(chart.map));
  chart.drawn.set(feature.id, { feature, shapes, plate: plateOf(feature), number: feature.properties.number, state: "there", isAway: false });
}

function bringNear(map) {
  map.getContainer().style.setProperty("--near", String(nearness(map.getZoom())));
}

// The places that are narrowed away are not there, neither for eyes nor for keys.
export function showOnly(ids) {
  const turned = [...chart.drawn].filter(([id, { isAway }]) => isAway === ids.has(id)).map(([, one]) => one);
  for (const one of turned) {
    one.isAway = !one.isAway;
    [one.plate, ...one.shapes].forEach((layer) => layer.getElement().classList.toggle("is-away", one.isAway));
    one.plate.fire("marked");
  }
  if (turned.length) {
    keepApart();
  }
}

function keepApart() {
  const drawn = [...chart.drawn.values()].filter(({ isAway }) => !isAway);
  const size = plateSize(chart.map);
  const offsets = spread(drawn.map((place) => spotOf(place, size)), boxesOfControls(chart.map).map(onLayer));
  drawn.forEach((place, order) => shiftPlate(place, offsets[order], size));
}

function onLayer({ x, y, ...size }) {
  return { ...chart.map.containerPointToLayerPoint([x, y]), ...size };
}

function spotOf({ feature, plate }, size) {
  const { x, y } = chart.map.latLngToLayerPoint(plate.getLatLng());
  return { x, y: y + standOf(feature, size), ...size };
}

export function lookAtDistrict() {
  chart.map.fire("ours");
  chart.map.fitBounds(chart.outline.getBounds(), { animate: false });
}

export function lookAt(chosen, ids, { glide, ...room }) {
  const bounds = L.latLngBounds([]);
  ids.filter((id) => chart.drawn.get(id)?.isAway === false).forEach((id) => bounds.extend(boundsOf(chart.drawn.get(id), id === chosen)));
  if (bounds.isValid()) {
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    lookAtBounds(bounds, { ...room, maxZoom: 15, animate: glide && !still, duration: GLIDE_S });
  }
}

// `options` as Leaflet's fitBounds takes them.
export function lookAtBounds(bounds, options) {
  chart.map.fire("ours").invalidateSize({ pan: false }).fitBounds(bounds, options);
}

function boundsOf({ feature, plate, shapes }, whole) {
  const bounds = L.latLngBounds([plate.getLatLng()]);
  shapes.filter(() => whole || !isWideError(feature)).forEach((shape) => bounds.extend(shape.getBounds()));
  return bounds;
}
