// Where the device is: asked of the browser, told to nobody; or the reason why that is not known.

const LOCATION_PATIENCE_MS = 12000;
const FRESH_MS = 60000;
// The codes of GeolocationPositionError (W3C Geolocation, section 8).
const REASONS = { 1: "denied", 2: "lost", 3: "late" };

// Resolves to { geometry, error }, a point in WGS-84 degrees and metres, or to { refused: reason }.
export function whereabouts() {
  if (!window.isSecureContext || !navigator.geolocation) {
    return Promise.resolve({ refused: "impossible" });
  }
  const options = { enableHighAccuracy: true, timeout: LOCATION_PATIENCE_MS, maximumAge: FRESH_MS };
  return new Promise((go) => navigator.geolocation.getCurrentPosition(
    ({ coords: { longitude, latitude, accuracy } }) => (
      go({ geometry: { type: "Point", coordinates: [longitude, latitude] }, error: Math.round(accuracy) })),
    ({ code }) => go({ refused: isForbidden() ? "impossible" : REASONS[code] }),
    options,
  ));
}

// In a frame of somebody who does not let us ask.
function isForbidden() {
  return document.featurePolicy?.allowsFeature("geolocation") === false;
}
