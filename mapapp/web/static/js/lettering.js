// The names on the base map, and the squares of its stations, set anew whenever the map has moved.

import { make } from "./elements.js";
import { isShownAt } from "./ground.js";
import { settle, spotsAlong, spotsBeside, spotsIn } from "./labels.js";

const KINDS_FIRST = ["neighbour", "palace", "lake", "ring", "avenue", "park", "station", "moat", "street"];
const SQUARE = 9;
const CONTROLS = ".zoom, .leaflet-control-scale";
const CHOSEN_GROWTH = 1.25;

export function letter(map, features, nameOf) {
  const labels = features.filter(nameOf).sort(byImportance).map((feature) => labelOf(map, feature, nameOf(feature)));
  const set = () => setLabels(map, labels);
  map.on("moveend zoomend resize", set);
  document.fonts.ready.then(set);
  set();
}

function byImportance({ properties: one }, { properties: other }) {
  return one.rank - other.rank || KINDS_FIRST.indexOf(one.kind) - KINDS_FIRST.indexOf(other.kind);
}

function labelOf(map, feature, name) {
  const { kind } = feature.properties;
  const face = make("span", { class: `label label--${kind}` }, [name]);
  const square = kind === "station" ? [make("i", { class: "station" })] : [];
  const at = middleOf(feature);
  const icon = L.divIcon({ html: make("span", {}, [...square, face]), className: "ground-name", iconSize: [0, 0] });
  const marker = L.marker(at, { icon, pane: "lettering", keyboard: false, interactive: false }).addTo(map);
  const line = feature.geometry.type === "LineString" ? feature.geometry.coordinates : null;
  return { feature, at, face, line, marker: marker.getElement(), square: square.length > 0 };
}

function middleOf({ geometry }) {
  if (geometry.type === "Polygon") {
    return L.polygon(geometry.coordinates[0].map(turned)).getBounds().getCenter();
  }
  return L.latLng(turned(geometry.type === "Point" ? geometry.coordinates : geometry.coordinates[0]));
}

function turned([longitude, latitude]) {
  return [latitude, longitude];
}

function setLabels(map, labels) {
  const zoom = map.getZoom();
  const shown = labels.filter((label) => isShownAt(zoom, label.feature));
  labels.forEach((label) => {
    label.marker.classList.toggle("is-far", !shown.includes(label));
    label.face.classList.remove("is-steep");
    label.face.hidden = false;
  });
  const stations = shown.filter((label) => label.square).map((label) => squareOf(map, label));
  const room = map.getSize();
  const spots = settle(shown.map((label) => spotsOf(map, label, room)), [...obstacles(map), ...stations], room);
  shown.forEach((label, place) => stand(map, label, spots[place]));
}

function squareOf(map, { at }) {
  const { x, y } = map.latLngToContainerPoint(at);
  return { x, y, width: SQUARE, height: SQUARE };
}

function spotsOf(map, { at, face, line, square }, room) {
  const size = { width: face.offsetWidth, height: face.offsetHeight };
  if (line) {
    return spotsAlong(line.map((degrees) => map.latLngToContainerPoint(turned(degrees))), size, room);
  }
  return (square ? spotsBeside : spotsIn)(map.latLngToContainerPoint(at), size);
}

function obstacles(map) {
  const stage = map.getContainer().parentElement;
  return [
    ...[...stage.querySelectorAll(".pin")].map((pin) => boxOfPin(map, pin)),
    ...[...stage.querySelectorAll(CONTROLS)].map((control) => boxOfControl(map, control)),
  ];
}

// Where a plate comes to stand, though it may still be gliding there.
function boxOfPin(map, pin) {
  const { x, y } = map.layerPointToContainerPoint(L.DomUtil.getPosition(pin));
  const { offsetWidth: width, offsetHeight: height } = pin;
  const middle = { x: x + parseFloat(pin.style.marginLeft) + width / 2, y: y + parseFloat(pin.style.marginTop) + height / 2 };
  return { ...middle, width: width * CHOSEN_GROWTH, height: height * CHOSEN_GROWTH };
}

function boxOfControl(map, control) {
  const frame = map.getContainer().getBoundingClientRect();
  const { left, top, width, height } = control.getBoundingClientRect();
  return { x: left - frame.left + width / 2, y: top - frame.top + height / 2, width, height };
}

function stand(map, { at, face }, spot) {
  face.hidden = !spot;
  if (spot) {
    const from = map.latLngToContainerPoint(at);
    face.classList.toggle("is-steep", Boolean(spot.steep));
    face.style.left = `${spot.x - from.x - spot.width / 2}px`;
    face.style.top = `${spot.y - from.y - spot.height / 2}px`;
  }
}
