// The names on the map: of the base map's features and, from near, of the places; set anew whenever the map has moved.

import { make } from "./elements.js";
import { addPane, groundFeatures, isShownAt } from "./ground.js";
import { isInside, settle } from "./labels.js";
import { obstacles } from "./obstacles.js";
import { courseOf, pixelsOf, viewOf } from "./pixels.js";
import { leisure } from "./turns.js";
import { wishesOf } from "./wishes.js";

const KINDS_FIRST = ["palace", "neighbour", "lake", "ring", "avenue", "park", "station", "sight", "moat", "street"];
const MARKS = { station: { width: 9, height: 9 }, sight: { width: 7, height: 7 } };
const INNER = { park: "lake", lake: "island" };
const NAMED_FROM = { there: 15, same: 13, chosen: 13 };
const HAN = /\p{Script=Han}/u;

// Names the places as soon as there is leisure, and the base map's features as soon as they are there.
export async function letter({ map, drawn, outline }, nameOf) {
  await leisure();
  addPane(map, "lettering", 410).setAttribute("aria-hidden", "true");
  map.getPane("lettering").classList.add("leaflet-zoom-hide");
  const border = outline && courseOf(outline.getLayers()[0].getLatLngs().flat(2));
  const board = { map, drawn, border, labels: [] };
  const set = () => setLabels(board);
  let waiting = null;
  const soon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(set);
  };
  addLabels(board, [...drawn.values()].map((place) => ({ place, kind: "place", name: nameOf(place.feature) })));
  map.on("moveend resize", set);
  drawn.forEach(({ plate }) => plate.on("marked", soon));
  set();
  const features = await groundFeatures();
  await leisure();
  addLabels(board, groundLabels(features, nameOf));
  set();
}

function groundLabels(features, nameOf) {
  const areas = features.filter(({ geometry }) => geometry.type === "Polygon")
    .map((feature) => ({ feature, kind: feature.properties.kind, course: courseOfFeature(feature) }));
  return features.filter(nameOf).sort(byImportance).map((feature) => {
    const { kind } = feature.properties;
    const inner = areas.filter((area) => area.kind === INNER[kind]).map(({ course }) => course);
    const others = areas.filter((area) => area.feature !== feature).map(({ course }) => course);
    return { feature, kind, name: nameOf(feature), course: courseOfFeature(feature), inner, others };
  });
}

function byImportance({ properties: one }, { properties: other }) {
  return one.rank - other.rank || KINDS_FIRST.indexOf(one.kind) - KINDS_FIRST.indexOf(other.kind);
}

function courseOfFeature({ geometry: { type, coordinates } }) {
  const points = { Polygon: coordinates[0], LineString: coordinates, Point: [coordinates] }[type];
  return courseOf(points.map(([longitude, latitude]) => L.latLng(latitude, longitude)));
}

// All are written first and measured then: the page is laid out once.
function addLabels({ map, labels }, added) {
  const pane = map.getPane("lettering");
  added.forEach((label) => {
    label.upright = HAN.test(label.name);
    label.faces = [faceOf(label)];
    label.markSize = MARKS[label.kind];
    label.mark = label.markSize ? make("i", { class: label.kind }) : null;
    pane.append(...label.faces, ...(label.mark ? [label.mark] : []));
  });
  added.forEach((label) => {
    label.size = { width: label.faces[0].offsetWidth, height: label.faces[0].offsetHeight };
  });
  labels.push(...added);
}

function faceOf({ kind, name }) {
  return make("span", { class: `label label--${kind}` }, [name]);
}

function setLabels({ map, drawn, border, labels }) {
  const view = viewOf(map);
  const taken = obstacles(view, drawn, border);
  const shown = labels.filter((label) => isWanted(label, view)).sort((one, other) => readFirst(one) - readFirst(other));
  taken.boxes.push(...shown.filter((label) => label.mark).map((label) => markBox(label, view)));
  const wanted = shown.flatMap((label) => wishesOf(label, view, taken.plates).map((spots, copy) => ({ label, copy, spots })));
  const spots = settle(wanted.map((one) => one.spots), taken, view.room);
  const standing = new Set();
  wanted.forEach(({ label, copy }, place) => spots[place] && standing.add(stand(label, copy, spots[place], view, taken)));
  labels.forEach(({ faces, mark }) => {
    faces.forEach((face) => { face.hidden = !standing.has(face); });
    mark?.toggleAttribute("hidden", !standing.has(faces[0]));
  });
}

// The place being read first, then its companions, the other places and the base map.
function readFirst({ place }) {
  return ["chosen", "same", "there", undefined].indexOf(place?.state);
}

function isWanted({ place, feature }, { zoom }) {
  return place ? !place.isAway && zoom >= NAMED_FROM[place.state] : isShownAt(zoom, feature);
}

function markBox({ course, markSize }, view) {
  return { ...pixelsOf(view, course)[0], ...markSize };
}

function stand(label, copy, { x, y, tilt = 0, steep = false, beside = false }, { map, shift }, { border }) {
  const { faces, size, mark } = label;
  const face = faces[copy] ??= faces[0].parentElement.appendChild(faceOf(label));
  const from = L.DomUtil.getPosition(map.getPane("mapPane"));
  const [width, height] = steep ? [size.height, size.width] : [size.width, size.height];
  face.classList.toggle("is-steep", steep);
  face.classList.toggle("is-beside", beside);
  face.classList.toggle("is-outside", border.length > 0 && !isInside({ x, y }, border));
  face.style.transform = `translate(${Math.round(x - from.x - width / 2)}px, ${Math.round(y - from.y - height / 2)}px) rotate(${tilt}rad)`;
  if (mark) {
    const spot = pixelsOf({ map, zoom: map.getZoom(), shift }, label.course)[0];
    mark.style.transform = `translate(${Math.round(spot.x - from.x)}px, ${Math.round(spot.y - from.y)}px)`;
  }
  return face;
}
