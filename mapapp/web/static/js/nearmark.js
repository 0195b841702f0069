// Where distances are measured from, drawn on the map: the spot, the line or the area, and how far one looks around it.

import { addPane } from "./ground.js";
import { onDatum } from "./near.js";

const PANES = { reach: 245, origin: 590 };
const SPOT_PX = 7;
const EQUATOR_M_PER_PX = 156543.03392;

// Returns { show(origin or null, within), bounds() }, the latter null while nothing is shown.
export function nearMark(map, datum) {
  Object.entries(PANES).forEach(([name, height]) => addPane(map, `near-${name}`, height));
  const mark = { map, layers: [], corridor: null, within: null };
  map.on("zoomend", () => broaden(mark));
  return {
    show: (origin, within) => showMark(mark, origin?.geometry && onDatum(origin.geometry, "WGS-84", datum), within),
    bounds: () => boundsOfMark(mark),
  };
}

function showMark(mark, geometry, within) {
  mark.layers.forEach((layer) => layer.remove());
  Object.assign(mark, { layers: [], corridor: null, within });
  if (geometry) {
    const layers = geometry.type === "Point" ? spotLayers(geometry, within) : courseLayers(mark, geometry, within);
    mark.layers = layers.map((layer) => layer.addTo(mark.map));
    broaden(mark);
  }
}

function spotLayers({ coordinates: [longitude, latitude] }, within) {
  const spot = L.circleMarker([latitude, longitude], { ...quiet("origin", "near-spot"), radius: SPOT_PX });
  const reach = { ...quiet("reach", "near-reach"), radius: within };
  return within === Infinity ? [spot] : [L.circle([latitude, longitude], reach), spot];
}

function courseLayers(mark, geometry, within) {
  const course = (pane, className) => L.geoJSON(geometry, { ...quiet(pane, className), style: quiet(pane, className) });
  mark.corridor = within === Infinity ? null : course("reach", "near-corridor");
  return [...(mark.corridor ? [mark.corridor] : []), course("reach", "near-course")];
}

function quiet(pane, className) {
  return { pane: `near-${pane}`, className, interactive: false };
}

// A corridor as broad on the ground at every zoom: Web Mercator's metres for a pixel at its latitude.
function broaden({ map, corridor, within }) {
  if (corridor) {
    const latitude = corridor.getBounds().getCenter().lat;
    const metresPerPixel = (EQUATOR_M_PER_PX * Math.cos((latitude * Math.PI) / 180)) / 2 ** map.getZoom();
    corridor.setStyle({ weight: (2 * within) / metresPerPixel });
  }
}

function boundsOfMark({ layers, corridor, within }) {
  if (corridor) {
    const box = corridor.getBounds();
    return [box.getSouthWest(), box.getNorthEast()].reduce((all, corner) => all.extend(corner.toBounds(2 * within)), L.latLngBounds([]));
  }
  return layers.length && within !== Infinity ? layers[0].getBounds() : null;
}
