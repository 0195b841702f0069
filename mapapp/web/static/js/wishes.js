// Where each label would like to stand: a place's name by its plate, a street's along it, an area's in it, a station's beside.

import { spotsAlong } from "./courses.js";
import { spotsAround, spotsBeside, spotsIn } from "./labels.js";
import { pixelsOf } from "./pixels.js";

const APART = 560;
const NEARBY = 28;
const WIDEST_CIRCLE = 260;

// A list of spots, the best first, for each time that the name stands on the map. `plates`: the boxes of plates by id.
export function wishesOf(label, view, plates) {
  const { place, feature, course, size } = label;
  if (place) {
    return [spotsByPlate(place, plates.get(place.feature.id), size, view)];
  }
  const points = pixelsOf(view, course);
  if (feature.geometry.type === "LineString") {
    return spotsAlong(points, size, { room: view.room, upright: label.upright, apart: APART });
  }
  if (feature.geometry.type === "Polygon") {
    const [inner, others] = [label.inner, label.others].map((areas) => areas.map((area) => pixelsOf(view, area)));
    return [spotsIn(points, size, { room: view.room, upright: label.upright, inner, others })];
  }
  return [label.mark ? spotsBeside(points[0], size, label.markSize) : spotsAround(points[0], size)];
}

// Beside the plate, beside the circle of its error, or a little farther off; the name of the place being read farther still.
function spotsByPlate(place, plate, size, view) {
  const farther = (place.state === "chosen" ? [1, 2, 3] : [1]).map((step) => (
    { ...plate, width: plate.width + NEARBY * step, height: plate.height + NEARBY * step }));
  return [plate, ...circleOf(place, view), ...farther].flatMap((mark) => spotsBeside(mark, size, mark));
}

function circleOf({ feature, plate, shapes: [shape] }, view) {
  if (feature.properties.symbol !== "approximate" || !(shape instanceof L.Circle)) {
    return [];
  }
  const { x, y } = view.at(plate.getLatLng());
  const wide = 2 * Math.abs(view.at(shape.getBounds().getNorthEast()).y - y) + 4;
  return wide < WIDEST_CIRCLE ? [{ x, y, width: wide, height: wide }] : [];
}
