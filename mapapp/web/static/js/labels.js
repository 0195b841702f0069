// Which labels stand where: each at the first of its spots that is whole and free, the important ones first.

const ROOM_BETWEEN = 4;
const STATION_GAP = 10;
const STEP = 40;

// `wanted`: a list of spots (boxes) for each label, the important label first. Returns a spot or null for each.
export function settle(wanted, taken, room) {
  const full = [...taken];
  return wanted.map((spots) => {
    const found = spots.find((spot) => isWhole(spot, room) && !full.some((box) => touches(spot, box))) ?? null;
    full.push(...(found ? [found] : []));
    return found;
  });
}

export function touches(one, other) {
  return Math.abs(one.x - other.x) * 2 < one.width + other.width + ROOM_BETWEEN * 2
    && Math.abs(one.y - other.y) * 2 < one.height + other.height + ROOM_BETWEEN * 2;
}

function isWhole({ x, y, width, height }, room) {
  return x - width / 2 >= ROOM_BETWEEN && x + width / 2 <= room.x - ROOM_BETWEEN
    && y - height / 2 >= ROOM_BETWEEN && y + height / 2 <= room.y - ROOM_BETWEEN;
}

// Right, left, above and below a station's square.
export function spotsBeside({ x, y }, { width, height }) {
  const right = width / 2 + STATION_GAP;
  const down = height / 2 + STATION_GAP;
  return [[right, 0], [-right, 0], [0, -down], [0, down]]
    .map(([aside, below]) => ({ x: x + aside, y: y + below, width, height }));
}

// In the middle of an area, or a little beside it.
export function spotsIn({ x, y }, { width, height }) {
  const steps = [[0, 0], [0, -1], [0, 1], [0.5, 0], [-0.5, 0], [0.5, 1], [0.5, -1], [0, 2], [0, -2]];
  return steps.map(([aside, below]) => ({ x: x + aside * width, y: y + below * height, width, height }));
}

// Along a line, from the middle of what is in sight: lying on its level parts, upright on its steep ones.
export function spotsAlong(points, { width, height }, room) {
  const middle = { x: room.x / 2, y: room.y / 2 };
  return points.slice(1).flatMap((end, place) => partsOf(points[place], end, width))
    .map(({ x, y, steep }) => ({ x, y, steep, width: steep ? height : width, height: steep ? width : height }))
    .sort((one, other) => distance(one, middle) - distance(other, middle));
}

function partsOf(start, end, width) {
  const [right, down] = [end.x - start.x, end.y - start.y];
  const steep = Math.abs(down) > Math.abs(right);
  const length = Math.hypot(right, down);
  const bent = Math.min(Math.abs(right), Math.abs(down)) > 0.4 * Math.max(Math.abs(right), Math.abs(down));
  if (bent || length < width * 0.6) {
    return [];
  }
  const count = Math.max(1, Math.floor(length / STEP));
  return Array.from({ length: count }, (_, step) => {
    const share = (step + 0.5) / count;
    return { x: start.x + right * share, y: start.y + down * share, steep };
  });
}

function distance(one, other) {
  return Math.hypot(one.x - other.x, one.y - other.y);
}
