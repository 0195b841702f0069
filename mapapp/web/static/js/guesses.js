// A guess of where a file lies, as numbers for a drawing: the district's outline and the file's shapes on one square.

const SIZE = 200;
const EDGE = 10;

// `outline` and `geometry`: GeoJSON in WGS-84. Returns the paths of both; of points their spots.
export function guessOf(outline, geometry) {
  const paper = paperFor([...positionsIn(outline.coordinates), ...positionsIn(geometry.coordinates)]);
  const spots = geometry.type.endsWith("Point") ? positionsIn(geometry.coordinates).map(paper) : [];
  return { size: SIZE, outline: pathOn(paper, outline), units: spots.length ? "" : pathOn(paper, geometry), spots };
}

function paperFor(positions) {
  const [xs, ys] = [0, 1].map((axis) => positions.map((position) => position[axis]));
  const [west, east, south, north] = [least(xs), -least(xs.map((x) => -x)), least(ys), -least(ys.map((y) => -y))];
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = (SIZE - 2 * EDGE) / Math.max((east - west) * narrow, north - south);
  const middle = [(west + east) / 2, (south + north) / 2];
  return ([x, y]) => [SIZE / 2 + (x - middle[0]) * narrow * scale, SIZE / 2 - (y - middle[1]) * scale].map((one) => Number(one.toFixed(1)));
}

function least(numbers) {
  return numbers.reduce((smallest, number) => Math.min(smallest, number), Infinity);
}

function pathOn(paper, { coordinates }) {
  return ringsIn(coordinates).map((ring) => `M${ring.map((position) => paper(position).join(" ")).join("L")}Z`).join("");
}

function ringsIn(coordinates) {
  return typeof coordinates[0][0] === "number" ? [coordinates] : coordinates.flatMap(ringsIn);
}

function positionsIn(coordinates) {
  return typeof coordinates[0] === "number" ? [coordinates] : coordinates.flatMap(positionsIn);
}
