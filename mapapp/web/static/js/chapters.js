// The articles of the list, each folded or open, where there are several: what filters leave of them.

import { watchListing } from "./listing.js";

export function startChapters(list) {
  const chapters = [...list.querySelectorAll(".chapter")].map((element) => ({
    element, count: element.querySelector("[data-left]"), ids: idsIn(element), wasOpen: null,
  }));
  const all = new Set(chapters.flatMap(({ ids }) => ids)).size;
  watchListing(({ commitments }) => chapters.forEach((chapter) => showChapter(chapter, commitments, commitments.size < all)));
}

function idsIn(element) {
  return [...element.querySelectorAll("[data-commitment]")].map(({ dataset }) => dataset.commitment);
}

// Who narrows the list wants to see what is left; afterwards each stands as it did before.
function showChapter(chapter, left, isNarrowed) {
  const { element, count, ids } = chapter;
  const there = ids.filter((id) => left.has(id)).length;
  count.textContent = String(there);
  element.hidden = !there;
  if (isNarrowed) {
    chapter.wasOpen ??= element.open;
    element.open = true;
  } else if (chapter.wasOpen !== null) {
    element.open = chapter.wasOpen;
    chapter.wasOpen = null;
  }
}
