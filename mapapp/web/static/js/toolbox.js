// The tools over the list: search, "near me", filters and share. All of this is fetched only when one of them is wanted.

import { startChapters } from "./chapters.js";
import { startFinder } from "./finder.js";
import { startListing, watchListing } from "./listing.js";
import { startFilters } from "./narrowing.js";
import { startNear } from "./nearby.js";
import { startShare } from "./share.js";
import { startTallies } from "./tallies.js";

// `home`: the page's parts as home.js has them. The filters work also where the data of the map do not arrive.
export function startToolbox(home) {
  const { main, page } = home;
  const [list, tools, find, near] = [".list", ".tools", "[data-tool=find]", "[data-tool=near]"].map((part) => main.querySelector(part));
  startListing(list);
  startTallies(list);
  startChapters(list);
  startFilters(tools, page);
  startShare(tools, page);
  tools.classList.add("is-wired");
  watchListing(({ places }) => home.keepOnMap(places));
  const found = home.known.then(() => find && startFinder(find, page), saidAlready);
  const placed = home.staged.then(() => startNear(near, home), saidAlready);
  Promise.all([found, placed]).then(() => tools.classList.add("is-ready"));
}

// That the map's data did not arrive is said by the page.
function saidAlready() {}
