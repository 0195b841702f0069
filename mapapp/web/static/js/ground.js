// The base map below the places: its shapes in their order, drawn broader the nearer one looks.

import { loadFeatures } from "./features.js";
import { leisure } from "./turns.js";

const ORDER = ["park", "lake", "moat", "island", "palace", "street", "avenue", "ring"];
const CASED = ["street", "avenue", "ring"];
const NEAR = 15;
const SHOWN_FROM = { 1: 10, 2: 11.75, 3: 12.75, 4: 14 };
const WORLD = [[-85, -180], [-85, 180], [85, 180], [85, -180]];

const ground = { loaded: null, shapes: [], features: [] };

export function drawGround(map, path) {
  if (isPlain(map)) {
    return;
  }
  addPane(map, "land", 210);
  addPane(map, "ground", 220);
  addPane(map, "veil", 230);
  addPane(map, "landmark", 240);
  ground.loaded = loadFeatures(path).then((features) => drawAtLeisure(map, features), tellFailure);
}

// A frame may ask for the places alone.
export function isPlain(map) {
  return map.getContainer().classList.contains("is-plain");
}

export function addPane(map, name, height) {
  const pane = map.createPane(name);
  pane.style.zIndex = height;
  pane.style.pointerEvents = "none";
  return pane;
}

// The page says so where it shows; whoever is leaving it has broken off the fetch, which is no news for the console.
function tellFailure() {
  document.querySelector("[data-groundless]").hidden = false;
}

async function drawAtLeisure(map, features) {
  await leisure();
  drawShapes(map, features);
}

function drawShapes(map, features) {
  ground.features = features;
  const ofKind = (kind) => features.filter((feature) => feature.properties.kind === kind);
  for (const kind of ORDER) {
    const some = ofKind(kind);
    if (kind === CASED[0]) {
      CASED.forEach((one) => ofKind(one).forEach((feature) => addShape(map, feature, `ground ground--case ground--case-${one}`)));
    }
    some.forEach((feature) => addShape(map, feature, `ground ground--${kind}`));
    if (kind === "ring") {
      some.forEach((feature) => addShape(map, feature, "ground ground--ring-core"));
    }
  }
  map.on("zoomend", () => scaleGround(map));
  scaleGround(map);
}

function addShape(map, feature, className) {
  const pane = feature.properties.kind === "palace" ? "landmark" : "ground";
  const options = { pane, interactive: false, style: { className, pane } };
  ground.shapes.push({ feature, layer: L.geoJSON(feature, options).addTo(map).getLayers()[0] });
}

function scaleGround(map) {
  map.getContainer().dataset.zoom = map.getZoom();
  map.getContainer().classList.toggle("is-near", map.getZoom() >= NEAR);
  map.getContainer().style.setProperty("--broad", String(2 ** ((map.getZoom() - 13) * 0.55)));
  for (const { feature, layer } of ground.shapes) {
    const minor = feature.properties.kind === "street" && map.getZoom() < 13.25;
    layer.getElement().classList.toggle("is-far", minor);
  }
}

// Everything outside the district in near-ground tones.
export async function veilOutside(map, outline) {
  if (outline && (await groundFeatures()).length) {
    const holes = outline.getLayers().flatMap((layer) => layer.getLatLngs()).map((ring) => ring.flat());
    const options = { pane: "veil", interactive: false, className: "veil" };
    L.polygon([WORLD, ...holes], options).addTo(map);
  }
}

export async function groundFeatures() {
  await ground.loaded;
  return ground.features;
}

export function isShownAt(zoom, { properties }) {
  return zoom >= SHOWN_FROM[properties.rank];
}
