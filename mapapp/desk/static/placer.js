// The map of a form: our schematic base map, what is placed already, and the point that a click sets.

import { loadFeatures } from "./features.js";
import { drawGround, veilOutside } from "./ground.js";
import { letter } from "./lettering.js";

const placer = document.querySelector("[data-placer]");
const form = placer.closest("form");
const box = placer.querySelector("[data-map]");
const said = placer.querySelector("[data-said]");
const NAMES = { en: "name_en", "zh-Hans": "name_zh_hans", "zh-Hant": "name_zh_hant" };
const LIMITS = { minZoom: 10, maxZoom: 18 };
const spot = { mark: null, error: null };

async function start() {
  const map = L.map(box, { ...LIMITS, attributionControl: false, zoomAnimation: false, fadeAnimation: false });
  L.control.scale({ imperial: false }).addTo(map);
  const places = await loadFeatures(placer.dataset.places);
  const outline = L.geoJSON(places.filter(({ properties }) => properties.outline), { interactive: false, className: "outline" });
  map.fitBounds(outline.getBounds());
  drawGround(map, placer.dataset.ground);
  L.geoJSON(outline.toGeoJSON(), { interactive: false, pane: "land", className: "land" }).addTo(map);
  outline.addTo(map);
  veilOutside(map, outline);
  const others = places.filter(({ properties }) => !properties.outline);
  L.geoJSON(others, { interactive: false, className: "there", pointToLayer: (_, at) => L.circleMarker(at, { radius: 4, className: "there" }) }).addTo(map);
  letter({ map, drawn: new Map(), outline: null }, ({ properties }) => properties[NAMES[document.documentElement.lang]]);
  map.on("click", ({ latlng }) => setByClick(map, latlng));
  box.addEventListener("keydown", (event) => event.key === "Enter" && takeMiddle(map, event));
  form.addEventListener("change", (event) => redraw(map, event));
  document.querySelectorAll("[data-take]").forEach((button) => offer(button, map));
  draw(map);
  box.classList.add("is-ready");
}

function takeMiddle(map, event) {
  event.preventDefault();
  setByClick(map, map.getCenter());
}

// A click is WGS-84, as the map is.
function setByClick(map, { lat, lng }) {
  fill({ lon: lng.toFixed(6), lat: lat.toFixed(6), datum: "WGS-84", how: "click" });
  said.textContent = `${lng.toFixed(6)}, ${lat.toFixed(6)} · WGS-84`;
  draw(map);
}

function fill(values) {
  Object.entries(values).forEach(([name, value]) => { form.elements[name].value = value; });
}

function redraw(map, { target }) {
  if (["lon", "lat", "datum"].includes(target.name)) {
    form.elements.how.value = "typed";
  }
  draw(map);
}

function offer(button, map) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const { lon, lat, accuracy, source, licence } = button.dataset;
    fill({ lon, lat, datum: "WGS-84", how: "typed", accuracy_m: accuracy, source, licence });
    draw(map);
    map.setView([lat, lon], 15);
    box.scrollIntoView({ block: "center" });
  });
}

// Only what is on the map's own datum is drawn; the desk converts the others when they are sent.
function draw(map) {
  spot.mark?.remove();
  spot.error?.remove();
  const [lon, lat, metres] = ["lon", "lat", "accuracy_m"].map((name) => Number.parseFloat(form.elements[name].value));
  if (form.elements.datum.value !== "WGS-84" || !Number.isFinite(lon) || !Number.isFinite(lat) || Math.abs(lat) > 85) {
    return;
  }
  if (metres > 0) {
    spot.error = L.circle([lat, lon], { radius: metres, className: "spot--error", interactive: false }).addTo(map);
  }
  spot.mark = L.circleMarker([lat, lon], { radius: 7, className: "spot", interactive: false }).addTo(map);
}

start().catch((reason) => {
  document.querySelector("[data-groundless]").hidden = false;
  throw reason;
});
