// The units on the map: below the places, coloured by their number of commitments, with the number where there is room.

import { convertDegrees } from "./datums.js";
import { make } from "./elements.js";
import { addPane } from "./ground.js";

// Places are drawn at 400 and numbered at 600: units lie below them, points between.
const UNIT_PANES = { units: 390, counts: 392, crowns: 394, spots: 590 };
const ROOM_FOR_COUNT = { x: 22, y: 16 };
const POINT_RADIUS = 9;
const CROWN_RADIUS = 24;
const CROWNS = ["unit-crown unit-crown--edge", "unit-crown"];

// `rows`: the rows of the table by the index of their unit. `open` is called with the index of a unit that is pressed.
export async function drawUnits(map, { address, datum, rows, open }) {
  Object.entries(UNIT_PANES).forEach(([pane, height]) => addPane(map, pane, height));
  const answer = await fetch(address);
  if (!answer.ok) {
    throw new Error(`${address}: ${answer.status}`);
  }
  const { features } = await answer.json();
  const drawn = new Map(features.filter(({ id }) => rows.has(id)).map((feature) => [feature.id, unitOnMap(map, feature, datum, rows)]));
  drawn.forEach(({ shape, count }, id) => {
    [shape, ...count].forEach((layer) => layer.addTo(map));
    shape.on("click", () => open(id));
    shape.bindTooltip(() => nameOnMap(rows.get(id)), { sticky: true, className: "unit-name" });
  });
  const units = { map, drawn, datum, crowns: [], shown: new Set(rows.keys()) };
  map.on("zoomend", () => showCounts(units));
  showCounts(units);
  return units;
}

function nameOnMap(row) {
  return make("span", {}, [row.querySelector("th").textContent]);
}

function unitOnMap(map, feature, datum, rows) {
  const { slot } = rows.get(feature.id).dataset;
  const shape = shapeOfUnit(feature, datum, `cell cell--${slot}`, { pane: isPoint(feature) ? "spots" : "units", bubblingMouseEvents: false });
  const bounds = shape.getBounds();
  return { feature, shape, bounds, count: countOn(feature, bounds, slot) };
}

function shapeOfUnit(feature, datum, className, more) {
  const style = { className, radius: POINT_RADIUS, fillOpacity: 1, opacity: 1, ...more };
  const coordsToLatLng = (degrees) => {
    const [longitude, latitude] = convertDegrees(degrees, "WGS-84", datum);
    return L.latLng(latitude, longitude);
  };
  return L.geoJSON(feature, { style, coordsToLatLng, pointToLayer: (_, there) => L.circleMarker(there, style), ...more });
}

function isPoint({ geometry }) {
  return geometry.type === "Point";
}

function countOn(feature, bounds, slot) {
  const { drawn } = feature.properties;
  if (!drawn || isPoint(feature)) {
    return [];
  }
  const icon = L.divIcon({ html: String(drawn), className: `unit-count unit-count--${slot}`, iconSize: [20, 16] });
  return [L.marker(bounds.getCenter(), { icon, pane: "counts", interactive: false, keyboard: false })];
}

// A number is shown where it fits into its unit; units that are filtered away have neither shape nor number.
function showCounts({ map, drawn, shown }) {
  for (const [id, { bounds, count, shape }] of drawn) {
    const [corner, other] = [bounds.getNorthWest(), bounds.getSouthEast()].map((there) => map.latLngToLayerPoint(there));
    const fits = other.x - corner.x >= ROOM_FOR_COUNT.x && other.y - corner.y >= ROOM_FOR_COUNT.y;
    count.forEach((label) => label.getElement().classList.toggle("is-away", !fits || !shown.has(id)));
    shape.eachLayer((layer) => layer.getElement().classList.toggle("is-away", !shown.has(id)));
  }
}

export function showUnits(units, ids) {
  units.shown = ids;
  showCounts(units);
}

// The one that is being read is crowned in gold, above its neighbours.
export function crownUnit(units, id) {
  units.crowns.forEach((crown) => crown.remove());
  const unit = units.drawn.get(id);
  units.crowns = unit ? CROWNS.map((name) => shapeOfUnit(unit.feature, units.datum, name, { pane: "crowns", radius: CROWN_RADIUS, interactive: false }).addTo(units.map)) : [];
}

export function boundsOfUnit({ drawn }, id) {
  return drawn.get(id)?.bounds ?? null;
}
