// Where a name can lie along a line: on its straight stretches, turned as the line runs; on a long line more than once.

import { stretchIn } from "./labels.js";

const STEP = 20;
const MARGIN = 30;
const SWAY = 3.5;
const STEEPEST = Math.PI / 4;
const TILT = Math.PI / 9;
// Words on a line as steep as this are read upwards, whichever way it leans.
const FALLING = Math.PI * 0.48;
const LEAST_TILT = { lying: 0.05, upright: 0.13 };

// A list of spots for each time that the name stands on the line, one in every `apart` pixels of what is in sight.
// `upright`: the characters of a steep line stand; otherwise its words are turned.
export function spotsAlong(points, size, { room, upright, apart }) {
  const course = measured(points);
  const sight = { x: room.x / 2, y: room.y / 2, width: room.x - MARGIN, height: room.y - MARGIN };
  const spots = stepsIn(course, sight).map((middle) => spotAt(course, middle, size, upright)).filter(Boolean);
  const count = Math.max(1, Math.floor((spots.length * STEP) / apart));
  return Array.from({ length: count }, (_, part) => {
    const some = spots.slice(Math.floor((spots.length * part) / count), Math.floor((spots.length * (part + 1)) / count));
    const middle = some[Math.floor(some.length / 2)];
    return some.sort((one, other) => apartness(one, middle) - apartness(other, middle));
  });
}

// Lengths along the course, a step apart, where it runs through what is in sight.
function stepsIn({ points, ends }, sight) {
  return points.slice(1).flatMap((point, place) => {
    const stretch = stretchIn(points[place], point, sight);
    const [begin, end] = (stretch ?? [0, 0]).map((share) => ends[place] + share * (ends[place + 1] - ends[place]));
    const first = Math.ceil(begin / STEP);
    return Array.from({ length: Math.max(0, Math.ceil(end / STEP) - first) }, (_, step) => (first + step) * STEP);
  });
}

function apartness(one, other) {
  return Math.hypot(one.x - other.x, one.y - other.y);
}

function measured(points) {
  const ends = [0];
  points.slice(1).forEach((point, place) => ends.push(ends[place] + apartness(point, points[place])));
  return { points, ends, length: ends.at(-1) };
}

function pointAt({ points, ends }, length) {
  const place = Math.max(1, ends.findIndex((end) => end >= length));
  const share = (length - ends[place - 1]) / (ends[place] - ends[place - 1] || 1);
  const [from, to] = [points[place - 1], points[place]];
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function spotAt(course, middle, { width, height }, upright) {
  const [begin, end] = [middle - width / 2, middle + width / 2];
  if (begin < 0 || end > course.length) {
    return null;
  }
  const [from, to] = [pointAt(course, begin), pointAt(course, end)];
  const bends = course.points.filter((_, place) => course.ends[place] > begin && course.ends[place] < end);
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const straight = [pointAt(course, middle), ...bends].every((point) => swayOf(point, from, angle) <= SWAY);
  return straight ? turnedSpot(from, to, angle, { width, height }, upright) : null;
}

function swayOf({ x, y }, from, angle) {
  return Math.abs((y - from.y) * Math.cos(angle) - (x - from.x) * Math.sin(angle));
}

function turnedSpot(from, to, angle, { width, height }, upright) {
  const at = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
  const lying = angle - Math.PI * Math.round(angle / Math.PI);
  if (upright && Math.abs(lying) > STEEPEST) {
    const tilt = eased(lying - Math.sign(lying) * (Math.PI / 2), LEAST_TILT.upright);
    return Math.abs(tilt) > TILT ? null : { ...at, ...turnedBox(height, width, tilt), tilt, steep: true };
  }
  const tilt = eased(lying > FALLING ? lying - Math.PI : lying, LEAST_TILT.lying);
  return { ...at, ...turnedBox(width, height, tilt), tilt };
}

// A slight tilt looks like a mistake.
function eased(tilt, least) {
  return Math.abs(tilt) < least ? 0 : tilt;
}

function turnedBox(width, height, tilt) {
  const [along, across] = [Math.abs(Math.cos(tilt)), Math.abs(Math.sin(tilt))];
  return { width: width * along + height * across, height: width * across + height * along };
}
