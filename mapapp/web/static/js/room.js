// The reading room: the article with the map beside it, each following the other. The article does not wait for the map.

import { chosenBy, chosenTarget, follow, leave, lookAgain, startChoice } from "./choice.js";
import { lookAt, lookAtDistrict } from "./chart.js";
import { companions, loadFeatures } from "./features.js";
import { cardOf } from "./card.js";
import { followReading, placesIn } from "./reading.js";
import { foldStage } from "./fold.js";
import { markRows } from "./places.js";
import { tell } from "./notes.js";
import { lookFrom, markStage, openStage, reaches } from "./stage.js";

const ROOM_UNDER_CARD = { paddingTopLeft: [44, 56], paddingBottomRight: [44, 44] };

export async function startRoom(main, page) {
  const room = {
    main,
    stage: null,
    read: [],
    cardPlace: main.querySelector(".sign-place"),
    names: [...main.querySelectorAll(".prose [data-site]")],
    sentences: new Map([...main.querySelectorAll(".sentence[id]")].map((sentence) => [sentence.id, sentence])),
    features: new Map((await loadFeatures(page.data)).map((feature) => [feature.id, feature])),
  };
  room.page = { ...page, feature: (id) => room.features.get(id), close: leave, follow: followInCard };
  room.names.forEach((name) => name.addEventListener("click", (event) => follow(event, name.dataset.site)));
  room.sentences.forEach((sentence) => sentence.addEventListener("click", (event) => chooseSentence(event, sentence)));
  foldStage(main, page, () => room.stage && lookAnew(room));
  startChoice(viewsOfRoom(room));
  room.stage = await openStage(main, page);
  markThing(room, thingOf(room, chosenTarget()));
  lookAgain();
  followReading(main, (places) => keepReading(room, places));
}

// A map that was folded away had no size to fit anything into.
function lookAnew(room) {
  room.stage.map.fire("ours").invalidateSize({ pan: false });
  lookAtDistrict();
  if (chosenTarget()) {
    lookAgain();
  } else {
    showReading(room, room.read);
  }
}

function keepReading(room, places) {
  room.read = places;
  if (!chosenTarget()) {
    showReading(room, places);
  }
}

function followInCard(event, id) {
  follow(event, id, event.currentTarget.closest(".sign") ? chosenBy() : event.currentTarget);
}

// A click beside the names chooses the sentence; whoever marks words to copy them chooses nothing.
function chooseSentence(event, sentence) {
  if (!event.target.closest("a") && getSelection().isCollapsed) {
    follow(event, sentence.id, null);
  }
}

function viewsOfRoom(room) {
  return {
    find: (target) => thingOf(room, target),
    show: (thing) => showThing(room, thing),
    hide: () => hideThing(room),
    look: (thing, position, glide) => room.stage && lookAtThing(room, thing, position, glide),
    position: () => room.stage?.position() ?? null,
    reaches: (position) => !room.stage || reaches(room.stage, position),
    miss: (target) => tell(room.page.say("note.sentence", { place: target })),
    lose: () => tell(room.page.say("note.position")),
  };
}

// A place or a sentence, told alike: its feature, its sentence in the prose, and all places that it brings up.
function thingOf(room, target) {
  const feature = room.features.get(target);
  if (feature?.properties.commitments) {
    return { feature, sentence: sentenceNaming(room, target), places: companions(feature) };
  }
  const sentence = room.sentences.get(target);
  return sentence ? { feature: null, sentence, places: placesIn(sentence) } : null;
}

function sentenceNaming({ sentences }, id) {
  const naming = [...sentences.values()].filter((sentence) => placesIn(sentence).includes(id));
  return naming.find((sentence) => sentence.contains(chosenBy())) ?? naming[0] ?? null;
}

function showThing(room, thing) {
  room.cardPlace.replaceChildren(cardOf(thing, room.page));
  room.sentences.forEach((sentence) => sentence.classList.toggle("is-read", sentence === thing.sentence));
  markThing(room, thing);
  bringIntoSight(thing.sentence);
}

function markThing(room, thing) {
  markInRoom(room, thing?.feature ?? null, thing?.places ?? []);
}

function markInRoom({ names, stage }, feature, places) {
  markRows(names, feature, places);
  if (stage) {
    markStage(stage, feature, places);
  }
}

function bringIntoSight(sentence) {
  const { top, bottom } = sentence?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
  if (sentence && (top < 80 || bottom > innerHeight * 0.85)) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    sentence.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
  }
}

function hideThing(room) {
  room.cardPlace.replaceChildren();
  room.sentences.forEach((sentence) => sentence.classList.remove("is-read"));
  showReading(room, []);
}

// Nothing is chosen: the places of what is being read stand out a little, in text and map.
function showReading(room, places) {
  markInRoom(room, null, places);
  if (places.length && room.stage) {
    lookAt(null, places, { glide: true, ...ROOM_UNDER_CARD });
  }
}

function lookAtThing(room, thing, position, glide) {
  if (position) {
    lookFrom(room.stage, position);
  } else if (thing?.places.length) {
    lookAt(thing.feature?.id, thing.places, { glide, ...ROOM_UNDER_CARD });
  } else {
    lookAtDistrict();
  }
}
