// Which labels stand where: each at the first of its spots that is whole, free and struck by no line, the important first.

const ROOM_BETWEEN = 4;
const NOWHERE = { x: -1e9, y: -1e9, width: 0, height: 0 };
const GRID = [0, -0.15, 0.15, -0.3, 0.3, -0.42, 0.42];

// `wanted`: a list of spots (boxes) for each label, the important label first. `taken`: boxes, `lines` that no label may
// touch, and `soft` ones that it rather does not. Returns a spot or null for each.
export function settle(wanted, { boxes, lines, soft }, room) {
  const full = [...boxes];
  const isFree = (spot) => isWhole(spot, room) && !full.some((box) => touches(spot, box)) && isClear(spot, lines);
  return wanted.map((spots) => {
    const found = best(spots, isFree, (spot) => isClear(spot, soft));
    full.push(...(found ? [found] : []));
    return found;
  });
}

function best(spots, isFree, isGood) {
  let second = null;
  for (const spot of spots) {
    if ((!second || isGood(spot)) && isFree(spot)) {
      if (second || isGood(spot)) {
        return spot;
      }
      second = spot;
    }
  }
  return second;
}

function isClear(spot, lines) {
  return !lines.some((line) => strikes(line, spot));
}

export function touches(one, other) {
  return Math.abs(one.x - other.x) * 2 < one.width + other.width + ROOM_BETWEEN * 2
    && Math.abs(one.y - other.y) * 2 < one.height + other.height + ROOM_BETWEEN * 2;
}

function isWhole({ x, y, width, height }, room) {
  return x - width / 2 >= ROOM_BETWEEN && x + width / 2 <= room.x - ROOM_BETWEEN
    && y - height / 2 >= ROOM_BETWEEN && y + height / 2 <= room.y - ROOM_BETWEEN;
}

// Whether a segment with some breadth on either side (`half`) enters a box.
export function strikes({ from, to, half }, { x, y, width, height }) {
  return stretchIn(from, to, { x, y, width: width + half * 2, height: height + half * 2 }) !== null;
}

// Which stretch of a segment, in shares of it, lies in a box: it is clipped there, side after side.
export function stretchIn(from, to, { x, y, width, height }) {
  const [right, down] = [to.x - from.x, to.y - from.y];
  const [wide, high] = [width / 2, height / 2];
  let [begin, end] = [0, 1];
  for (const [step, room] of [
    [-right, from.x - x + wide], [right, x + wide - from.x], [-down, from.y - y + high], [down, y + high - from.y],
  ]) {
    if (step < 0) {
      begin = Math.max(begin, room / step);
    } else if (step > 0) {
      end = Math.min(end, room / step);
    } else if (room < 0) {
      return null;
    }
  }
  return begin <= end ? [begin, end] : null;
}

// Right, left, above, below and at the corners of a mark as large as `mark`.
export function spotsBeside({ x, y }, { width, height }, mark) {
  const right = (width + mark.width) / 2 + ROOM_BETWEEN + 1;
  const down = (height + mark.height) / 2 + ROOM_BETWEEN + 1;
  const corner = [right - mark.width / 2, down - mark.height / 2];
  return [
    [right, 0], [-right, 0], [0, -down], [0, down],
    [corner[0], -down], [corner[0], down], [-corner[0], -down], [-corner[0], down],
  ].map(([aside, below]) => ({ x: x + aside, y: y + below, width, height }));
}

// Around a spot that is only a name.
export function spotsAround({ x, y }, { width, height }) {
  const steps = [[0, 0], [0, -1], [0, 1], [0.5, 0], [-0.5, 0], [0.5, 1], [0.5, -1], [0, 2], [0, -2]];
  return steps.map(([aside, below]) => ({ x: x + aside * width, y: y + below * height, width, height }));
}

// In what is in sight of an area: where it fits whole, lying or `upright`; else, if it is small, over its middle or beside,
// but on no other area: neither on an `inner` one nor on one of the `others`.
export function spotsIn(ring, { width, height }, { room, upright, inner, others }) {
  const frame = frameOf(ring, room);
  if (!frame) {
    return [];
  }
  const faces = [{ width, height }, ...(upright ? [{ width: height, height: width, steep: true }] : [])];
  const points = GRID.flatMap((down) => GRID.map((aside) => ({
    x: frame.x + aside * frame.width, y: frame.y + down * frame.height, far: Math.hypot(aside, down),
  }))).sort((one, other) => one.far - other.far).filter((point) => isInside(point, ring));
  const spots = faces.flatMap((face) => points.map(({ x, y }) => ({ x, y, ...face })));
  const fitting = spots.filter((spot) => corners(spot).every((corner) => isInside(corner, ring)) && isOff(spot, inner));
  if (frame.width >= width * 2) {
    return fitting;
  }
  const over = spots.slice(0, points.length).filter((spot) => isOff(spot, inner));
  const beside = spotsBeside(frame, faces[0], frame).map((spot) => ({ ...spot, beside: true }));
  const near = others.filter((other) => touches(surroundings(frame, faces[0]), frameOf(other, room) ?? NOWHERE));
  return [...fitting, ...over, ...beside.filter((spot) => isOff(spot, near))];
}

function surroundings(frame, { width, height }) {
  return { ...frame, width: frame.width + width * 2, height: frame.height + height * 2 };
}

function isOff(spot, rings) {
  return !rings.some((ring) => corners(spot).some((corner) => isInside(corner, ring)));
}

function frameOf(ring, room) {
  const [across, along] = [ring.map(({ x }) => x), ring.map(({ y }) => y)];
  const [left, right] = [Math.max(0, Math.min(...across)), Math.min(room.x, Math.max(...across))];
  const [top, bottom] = [Math.max(0, Math.min(...along)), Math.min(room.y, Math.max(...along))];
  const frame = { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
  return left < right && top < bottom ? frame : null;
}

function corners({ x, y, width, height }) {
  return [-0.5, 0, 0.5].flatMap((aside) => [-0.5, 0.5].map((down) => ({ x: x + aside * width, y: y + down * height })));
}

export function isInside({ x, y }, ring) {
  let inside = false;
  ring.forEach((one, place) => {
    const other = ring[(place + 1) % ring.length];
    if ((one.y > y) !== (other.y > y) && x < ((other.x - one.x) * (y - one.y)) / (other.y - one.y) + one.x) {
      inside = !inside;
    }
  });
  return inside;
}
