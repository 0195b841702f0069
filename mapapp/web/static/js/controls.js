// What lies over the map and must cover neither plates nor names: buttons, the scale, the sign.

const CONTROLS = ".zoom, .pan button, .leaflet-control-scale, .sign-place > *";

// Returns the boxes of all that is shown, in pixels of the map's container.
export function boxesOfControls(map) {
  const frame = map.getContainer().getBoundingClientRect();
  return [...document.querySelectorAll(CONTROLS)].map((control) => boxIn(frame, control)).filter(({ width }) => width > 0);
}

function boxIn(frame, control) {
  const { left, top, width, height } = control.getBoundingClientRect();
  return { x: left - frame.left + width / 2, y: top - frame.top + height / 2, width, height };
}
