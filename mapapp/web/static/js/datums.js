// WGS-84, GCJ-02 and BD-09 in the browser: the same formulas, inverted the same way, as in mapapp/earth/datums.py.

const DATUM_ORDER = ["WGS-84", "GCJ-02", "BD-09"];
const SEMI_MAJOR_M = 6378245;
const ECCENTRICITY_SQUARED = 0.00669342162296594323;
const [SHIFT_WEST, SHIFT_SOUTH, SHIFT_EAST, SHIFT_NORTH] = [72.004, 0.8293, 137.8347, 55.8271];
const BAIDU_WAVE = (Math.PI * 3000) / 180;
const INVERSION_STEPS = 5;
const FORWARD_STEPS = [gcj02FromWgs84, bd09FromGcj02];

// `degrees`: [longitude, latitude] on the datum `source`. Returns them on the datum `target`.
export function convertDegrees(degrees, source, target) {
  const [from, to] = [datumStep(source), datumStep(target)];
  const there = FORWARD_STEPS.slice(from, to).reduce((point, forward) => forward(point), degrees);
  return FORWARD_STEPS.slice(to, from).reduceRight((point, forward) => invertStep(forward, point), there);
}

function datumStep(datum) {
  const step = DATUM_ORDER.indexOf(datum);
  if (step < 0) {
    throw new RangeError(`There is no datum ${datum}.`);
  }
  return step;
}

function invertStep(forward, [x, y]) {
  let guess = [x, y];
  for (let step = 0; step < INVERSION_STEPS; step += 1) {
    const [ahead, above] = forward(guess);
    guess = [guess[0] + x - ahead, guess[1] + y - above];
  }
  return guess;
}

function gcj02FromWgs84([longitude, latitude]) {
  const inside = longitude >= SHIFT_WEST && longitude <= SHIFT_EAST && latitude >= SHIFT_SOUTH && latitude <= SHIFT_NORTH;
  if (!inside) {
    return [longitude, latitude];
  }
  const [eastM, northM] = chinaWave(longitude - 105, latitude - 35);
  const radians = (latitude * Math.PI) / 180;
  const flattening = 1 - ECCENTRICITY_SQUARED * Math.sin(radians) ** 2;
  const meridianM = (SEMI_MAJOR_M * (1 - ECCENTRICITY_SQUARED)) / flattening ** 1.5;
  const parallelM = (SEMI_MAJOR_M / Math.sqrt(flattening)) * Math.cos(radians);
  return [longitude + (eastM / parallelM) * (180 / Math.PI), latitude + (northM / meridianM) * (180 / Math.PI)];
}

function bd09FromGcj02([x, y]) {
  const radius = Math.hypot(x, y) + 2e-5 * Math.sin(y * BAIDU_WAVE);
  const angle = Math.atan2(y, x) + 3e-6 * Math.cos(x * BAIDU_WAVE);
  return [radius * Math.cos(angle) + 0.0065, radius * Math.sin(angle) + 0.006];
}

// The shift east and north, in metres, at an offset in degrees from 105°E 35°N.
function chinaWave(x, y) {
  const common = ((20 * Math.sin(6 * Math.PI * x) + 20 * Math.sin(2 * Math.PI * x)) * 2) / 3;
  const root = Math.sqrt(Math.abs(x));
  const east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root;
  const north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root;
  return [east + common + longWave(x, [150, 12], [300, 30]), north + common + longWave(y, [160, 12], [320, 30])];
}

// The three slower waves along one axis; `short` and `long`: [amplitude, degrees] of two of them.
function longWave(offset, short, long) {
  const near = 20 * Math.sin(Math.PI * offset) + 40 * Math.sin((Math.PI * offset) / 3);
  const far = [short, long].map(([amplitude, degrees]) => amplitude * Math.sin((Math.PI * offset) / degrees));
  return ((near + far[0] + far[1]) * 2) / 3;
}
