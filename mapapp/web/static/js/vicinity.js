// What a distance says of a place whose position is only so sure, and in which words it is told.

export const WITHIN_M = [300, 500, 800, 1000, 2000];
export const USUAL_WITHIN_M = 800;
const STEPS = [[995, 10], [9975, 50], [Infinity, 1000]];
// An error smaller than this share of the way changes nothing for who walks it.
const SMALL_ERROR = 0.2;

// How far one looks, as an address states it: metres, Infinity for any distance, null for what cannot be read.
export function withinIn(stated) {
  return stated === "any" ? Infinity : WITHIN_M.find((metres) => String(metres) === stated) ?? null;
}

export function withinStated(within) {
  return within === Infinity ? "any" : String(within);
}

// `metres`: how far a place is, null where that is not known; `error`: how far off its position may be, in metres, or null.
// A place that may lie within, by its error, is not hidden.
export function standing({ metres, error }, within) {
  if (metres === null) {
    return "unplaced";
  }
  if (metres <= within) {
    return "within";
  }
  return metres - error <= within ? "perhaps" : "beyond";
}

// The distance in words; `say` as `speaker` makes it.
export function toldDistance({ metres, error }, within, say) {
  const far = metres === 0 ? say("near.here") : toldWay(metres, say);
  const remark = remarkOn({ metres, error }, within, say);
  const stated = error && (remark || matters(error, metres)) ? say("near.error", { error }) : "";
  return far + stated + remark;
}

export function toldWay(metres, say) {
  const [, step] = STEPS.find(([below]) => metres < below);
  const rounded = Math.max(step, Math.round(metres / step) * step);
  return step === 1000 ? say("near.km", { km: rounded / 1000 }) : say("near.far", { metres: rounded });
}

export function matters(error, metres) {
  return error >= metres * SMALL_ERROR;
}

function remarkOn({ metres, error }, within, say) {
  if (metres > 0 && metres <= error) {
    return say("near.perhaps.here");
  }
  return standing({ metres, error }, within) === "perhaps" ? say("near.perhaps.within") : "";
}
