// "Near me": the panel's acts, from the device's own position to a tap on the map.

import { groundFeatures } from "./ground.js";
import { make } from "./elements.js";
import { listedCommitments, watchListing } from "./listing.js";
import { onDatum } from "./near.js";
import { nearForm } from "./nearform.js";
import { nearMark } from "./nearmark.js";
import { originGroups, originNamed, privateOrigin } from "./origins.js";
import { askForTap } from "./taps.js";
import { followVantage, showLine, takeVantage } from "./vantage.js";
import { USUAL_WITHIN_M } from "./vicinity.js";
import { whereabouts } from "./whereabouts.js";
import { speaker } from "./words.js";

// `home`: the page's parts as home.js has them, with the stage; the page states our words and the subdistricts.
export function startNear(panel, home) {
  const { words, subdistricts } = JSON.parse(document.querySelector("[data-near]").dataset.near);
  const near = {
    panel, home, subdistricts, origin: null, within: USUAL_WITHIN_M, distances: new Map(), form: null, asking: null, leaveTap: null,
    page: nearPage(home.page, words),
    button: panel.parentElement.querySelector("[data-opens=near]"),
    line: make("div", { class: "near-line", role: "status" }),
    mark: nearMark(home.stage.map, home.page.datum),
    sites: [...home.features.values()].filter(({ properties }) => properties.number).map((site) => inDegrees(site, home.page)),
  };
  panel.after(near.line);
  panel.addEventListener("opened", () => openForm(near));
  offer(near, []);
  if (!panel.hidden) {
    openForm(near);
  }
  near.complete = groundFeatures().then((ground) => offer(near, ground.map((feature) => inDegrees(feature, home.page))));
  watchListing(() => showLine(near));
  window.addEventListener("popstate", () => followVantage(near));
  followVantage(near);
}

function nearPage(page, words) {
  const listed = listedCommitments();
  const facets = new Map(listed.flatMap(({ places }) => places).map((place) => [place.id, place.facets]));
  const scopes = new Map(listed.map((commitment) => [commitment.id, commitment.facets.scope]));
  return {
    ...page,
    say: speaker({ ...page.words, ...words }, page.tag),
    subdistrictOf: (id) => facets.get(id)?.subdistrict,
    isDistrictWide: (id) => scopes.get(id) === "district",
  };
}

function inDegrees(feature, { datum }) {
  return { ...feature, geometry: onDatum(feature.geometry, datum, "WGS-84") };
}

// The base map's names come when it does.
function offer(near, ground) {
  const { sites, subdistricts, page } = near;
  near.groups = originGroups({ sites, ground, subdistricts }, page.name, page.tag);
  near.form?.offer(near.groups);
  near.form?.show(near);
  return near.groups;
}

function openForm(near) {
  if (!near.form) {
    near.form = nearForm(near.panel, near.page.say, actsOf(near));
    near.form.offer(near.groups);
    near.form.show(near);
  }
}

function actsOf(near) {
  return {
    locate: () => locate(near),
    pick: (id) => takeVantage(near, originNamed(near.groups, id), near.within),
    within: (within) => takeVantage(near, near.origin, within),
    tap: () => tap(near),
    middle: () => takeSpot(near, near.home.stage.map.getCenter(), "near.spot.middle"),
  };
}

// What comes after the visitor has chosen otherwise comes too late.
async function locate(near) {
  const asking = {};
  near.asking = asking;
  near.form.tell(near.page.say("near.asking"));
  const found = await whereabouts();
  if (near.asking !== asking) {
    return;
  }
  if (found.refused) {
    near.form.tell(near.page.say(`near.refused.${found.refused}`));
    near.form.focusPick();
  } else {
    takeVantage(near, privateOrigin(found, near.page.say("near.you")), near.within);
  }
}

function tap(near) {
  near.leaveTap?.();
  const { main, stage } = near.home;
  const words = { ask: near.page.say("near.tap.ask"), cancel: near.page.say("near.tap.cancel") };
  near.leaveTap = askForTap(stage.map, main.querySelector("[data-notes]"), words, (spot) => {
    near.leaveTap = null;
    near.form.tapButton.focus({ preventScroll: Boolean(spot) });
    if (spot) {
      takeSpot(near, spot, "near.spot.tapped");
    }
  });
  near.home.showStage();
}

// `spot`: where on the map, on its own datum.
function takeSpot(near, { lng, lat }, key) {
  const { geometry } = inDegrees({ geometry: { type: "Point", coordinates: [lng, lat] } }, near.page);
  takeVantage(near, privateOrigin({ geometry }, near.page.say(key)), near.within);
}
