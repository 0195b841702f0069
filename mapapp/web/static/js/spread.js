// Where number plates stand so that none covers another, nor what is taken: each as near to its spot as there is room.

const HERE = [0, 0];
const GAP = 3;
const RINGS = Array.from({ length: 15 }, (_, step) => 0.5 + step / 4);
const DIRECTIONS = 16;

export function spread(spots, full = []) {
  const taken = [...full];
  return spots.map((spot) => {
    const offset = offsets(spot).find((one) => taken.every((box) => !overlap(box, boxAt(spot, one)))) ?? HERE;
    taken.push(boxAt(spot, offset));
    return offset;
  });
}

function offsets({ width, height }) {
  const around = RINGS.flatMap((ring) => circle(ring * width, ring * height));
  return [HERE, ...around.sort((one, other) => Math.hypot(...one) - Math.hypot(...other))];
}

function circle(width, height) {
  return Array.from({ length: DIRECTIONS }, (_, step) => {
    const angle = (step * 2 * Math.PI) / DIRECTIONS;
    return [Math.round(width * Math.cos(angle)), Math.round(-height * Math.sin(angle))];
  });
}

function boxAt(spot, [right, down]) {
  return { x: spot.x + right, y: spot.y + down, width: spot.width + GAP, height: spot.height + GAP };
}

function overlap(one, other) {
  return Math.abs(one.x - other.x) * 2 < one.width + other.width
    && Math.abs(one.y - other.y) * 2 < one.height + other.height;
}
