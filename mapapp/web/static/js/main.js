// The entry: wires list, map, sign and address together. Everything else is told by its module.

import { addressOfPlace, placeInAddress } from "./address.js";
import { convertDegrees } from "./datums.js";
import { companions, loadFeatures } from "./features.js";
import { groundFeatures } from "./ground.js";
import { drawnChart, lookAt, lookAtDistrict } from "./chart.js";
import { fitToPaper } from "./paper.js";
import { letter } from "./lettering.js";
import { drawTiles } from "./tiles.js";
import { markDrawn, markRows, openOn } from "./places.js";
import { signOf } from "./popup.js";
import { speaker } from "./words.js";

const ROOM_BESIDE_SIGN = { paddingTopLeft: [40, 56], paddingBottomRight: [416, 84] };
const ROOM = { paddingTopLeft: [36, 44], paddingBottomRight: [36, 36] };

const main = document.querySelector("main");
const signPlace = main.querySelector(".sign-place");
const rows = [...main.querySelectorAll("[data-site]")];
const { data, root, name, second, secondTag, theme, themeTag, method } = main.dataset;
const features = new Map();
const chosen = { feature: null, opener: null };

const page = {
  say: speaker(JSON.parse(main.dataset.words)),
  name: (feature) => feature.properties[name],
  secondName: (feature) => feature.properties[second],
  theme: (commitment) => commitment[theme],
  method: (feature) => feature.properties[method],
  feature: (id) => features.get(id),
  siteAddress: (feature) => `${root}sites/${encodeURIComponent(feature.id)}`,
  sentenceAddress: ({ article, id }) => `${root}articles/${encodeURIComponent(article)}#${id}`,
  close: () => leave(),
  follow,
  secondTag, themeTag,
};

function follow(event, id) {
  if (!(event.metaKey || event.ctrlKey || event.shiftKey)) {
    event.preventDefault();
    choose(id, event.currentTarget.closest(".sign") ? chosen.opener : event.currentTarget);
  }
}

function choose(id, opener) {
  show(features.get(id), opener);
  history.pushState(null, "", addressOfPlace(id));
}

function show(feature, opener, glide = true) {
  Object.assign(chosen, { feature, opener });
  const sign = signOf(feature, page);
  signPlace.replaceChildren(sign);
  mark(feature);
  sign.focus({ preventScroll: true });
  if (getComputedStyle(main).display === "block") {
    main.querySelector(".stage").scrollIntoView();
  }
  const covered = getComputedStyle(signPlace).position === "absolute";
  lookAt(feature.id, companions(feature), { glide, ...(covered ? ROOM_BESIDE_SIGN : ROOM) });
}

function leave() {
  hide();
  history.pushState(null, "", location.pathname + location.search);
}

function hide() {
  const { opener } = chosen;
  Object.assign(chosen, { feature: null, opener: null });
  signPlace.replaceChildren();
  mark(null);
  opener?.focus({ preventScroll: false });
}

let mark = (feature) => markRows(rows, feature);

function followAddress(event) {
  const id = placeInAddress(location.hash);
  if (features.get(id)?.properties.commitments) {
    show(features.get(id), null, Boolean(event));
  } else if (chosen.feature && !document.getElementById(id)) {
    hide();
  }
}

async function start() {
  (await loadFeatures(data)).forEach((feature) => features.set(feature.id, feature));
  const ground = await groundFeatures();
  const { map, drawn } = await drawnChart();
  mark = (feature) => {
    markRows(rows, feature);
    markDrawn(drawn, feature);
  };
  mark(null);
  rows.forEach((row) => row.addEventListener("click", (event) => follow(event, row.dataset.site)));
  drawn.forEach(wireDrawn);
  wireKeysAndButtons(map);
  letter(map, ground, page.name);
  followAddress();
}

function wireDrawn({ feature, shapes, plate }) {
  const { number, symbol } = feature.properties;
  const label = `${number} ${page.name(feature)}, ${page.say(`symbol.${symbol}`)}`;
  const open = () => choose(feature.id, plate.getElement());
  plate.getElement().setAttribute("tabindex", "0");
  [plate, ...shapes].forEach((layer) => openOn(layer.getElement(), label, open));
  shapes.forEach((shape) => shape.getElement().setAttribute("tabindex", "-1"));
}

function wireKeysAndButtons(map) {
  document.addEventListener("keydown", (event) => event.key === "Escape" && chosen.feature && leave());
  window.addEventListener("popstate", followAddress);
  main.querySelector(".zoom").hidden = false;
  main.querySelectorAll("[data-zoom]").forEach((button) => {
    button.addEventListener("click", () => map.zoomIn(Number(button.dataset.zoom)));
  });
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  fitToPaper(map, main, lookAtDistrict);
  main.querySelector(".chart").classList.add("is-drawn");
}

start().catch((reason) => {
  main.querySelector("[data-failed]").hidden = false;
  throw reason;
});
