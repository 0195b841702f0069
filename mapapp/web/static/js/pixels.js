// Where degrees lie in the map's window, in pixels: projected once for each zoom, then only moved.

export function viewOf(map) {
  const zoom = map.getZoom();
  const shift = L.DomUtil.getPosition(map.getPane("mapPane")).subtract(map.getPixelOrigin());
  return { map, zoom, shift, room: map.getSize(), near: nearness(zoom), at: (degrees) => map.latLngToContainerPoint(degrees) };
}

// By how much the lines of places are broader at this zoom.
export function nearness(zoom) {
  return 1 + Math.max(0, zoom - 14) * 0.2;
}

export function courseOf(degrees) {
  return { degrees, zoom: null, pixels: [] };
}

export function pixelsOf({ map, zoom, shift }, course) {
  if (course.zoom !== zoom) {
    Object.assign(course, { zoom, pixels: course.degrees.map((one) => map.project(one, zoom)) });
  }
  return course.pixels.map(({ x, y }) => ({ x: x + shift.x, y: y + shift.y }));
}
