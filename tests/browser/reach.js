// What the tests of reach ask a page: each function returns the faults it finds, as readable lines.

const SMALLEST = 44;
const STEP = 0.5;
const TARGETS = "a[href], button, summary, input, select, textarea, [role=button], [role=link], [role=tab]";
const STOPS = `${TARGETS}, [tabindex]`;

function called(element) {
  const text = (element.getAttribute("aria-label") || element.textContent).trim().replace(/\s+/g, " ").slice(0, 24);
  const classes = [...element.classList].map((name) => `.${name}`).join("");
  return `${element.localName}${element.id ? `#${element.id}` : ""}${classes} “${text}”`;
}

function isShown(element) {
  return element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
}

function tabStops(selector) {
  return [...document.querySelectorAll(selector)].filter((element) => element.tabIndex >= 0 && !element.matches(":disabled") && isShown(element));
}

// Running text: the block around a link has words that are not part of any link.
function isInRunningText(element) {
  if (!getComputedStyle(element).display.startsWith("inline")) {
    return false;
  }
  const block = blockAround(element);
  const words = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const owner = words.currentNode.parentElement;
    if (/[\p{L}\p{N}]/u.test(words.currentNode.data) && !owner.closest(TARGETS) && blockAround(owner) === block) {
      return true;
    }
  }
  return false;
}

function blockAround(element) {
  let block = element;
  while (block.parentElement && /^(inline|contents)/.test(getComputedStyle(block).display)) {
    block = block.parentElement;
  }
  return block;
}

// How far a press reaches: across and down through the middle of what is seen, as long as it meets the element.
function reachOf(element) {
  const { left, top, width, height } = (element.querySelector(".plate") && element.matches(".pin")
    ? element.querySelector(".plate") : element).getBoundingClientRect();
  const middle = { x: left + width / 2, y: top + height / 2 };
  const along = (x, y) => {
    let steps = STEP;
    while (steps < SMALLEST && element.contains(document.elementFromPoint(middle.x + steps * x, middle.y + steps * y))) {
      steps += STEP;
    }
    return steps;
  };
  return { across: along(-1, 0) + along(1, 0), down: along(0, -1) + along(0, 1) };
}

// The map moves its plates itself, and one beyond its edge is no target: there only the window is scrolled.
function bringIntoSight(element) {
  const chart = element.closest(".chart__ground");
  element.focus({ preventScroll: true });
  (chart ?? element).scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  return !chart || isInside(element.getBoundingClientRect(), chart.getBoundingClientRect());
}

function isInside(one, other) {
  return one.left >= other.left && one.top >= other.top && one.right <= other.right && one.bottom <= other.bottom;
}

// Plates on the map are pressed within a fingertip around them, which the journeys test: here they have to be whole.
const WHOLE = 24;

function smallTargets() {
  const found = [];
  for (const element of tabStops(TARGETS).filter((one) => !isInRunningText(one))) {
    const least = element.matches(".pin") ? WHOLE : SMALLEST;
    if (!bringIntoSight(element)) {
      continue;
    }
    const { across, down } = reachOf(element);
    if (Math.min(across, down) < least - STEP) {
      found.push(`${called(element)} ${across} × ${down}`);
    }
  }
  document.activeElement.blur();
  return found;
}

const TELLTALE = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor", "borderTopColor",
  "borderBottomColor", "borderTopWidth", "color", "textDecorationLine", "stroke", "content", "transform"];

function looks(element) {
  const parts = [element, ...[...element.querySelectorAll("*")].slice(0, 12)];
  return parts.flatMap((part) => [null, "::before", "::after"].map((which) => {
    const style = getComputedStyle(part, which);
    return TELLTALE.map((name) => style[name]).join("|");
  })).join("\n");
}

// The last thing pressed was a key, so that `:focus-visible` holds for what a script focuses.
function unseenFocus() {
  const found = [];
  for (const element of tabStops(STOPS)) {
    document.activeElement.blur();
    const before = looks(element);
    element.focus();
    const { left, top, right, bottom } = element.getBoundingClientRect();
    if (document.activeElement === element && looks(element) === before) {
      found.push(`${called(element)} looks the same with focus`);
    }
    if (right <= 0 || bottom <= 0 || left >= innerWidth || top >= innerHeight) {
      found.push(`${called(element)} is out of sight with focus`);
    }
  }
  document.activeElement.blur();
  return found;
}

function* textsOf(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.TEXT_NODE && !node.parentElement.closest("script, style, noscript, template")) {
      yield [node.data, node.parentElement];
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      for (const name of ["aria-label", "title", "alt", "placeholder"].filter((one) => node.hasAttribute(one))) {
        yield [node.getAttribute(name), node];
      }
    }
  }
}

// Three words of small letters in a row are a phrase; one or two may be a name or an abbreviation.
const PHRASE = /(?:\p{Script=Latin}*[a-zé]{2,}[,.]?\s+){2}\p{Script=Latin}*[a-zé]{2,}/u;

function wrongLanguages() {
  const found = [];
  for (const [text, element] of textsOf(document.body)) {
    const chinese = element.closest("[lang]").lang.startsWith("zh");
    if (/\p{Script=Han}/u.test(text) && !chinese) {
      found.push(`Chinese without its lang: ${called(element)} “${text.trim().slice(0, 30)}”`);
    } else if (chinese && PHRASE.test(text)) {
      found.push(`not Chinese but called so: ${called(element)} “${text.trim().slice(0, 30)}”`);
    }
  }
  return found;
}

function brokenOutline() {
  const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter(isShown).map((one) => Number(one.localName[1]));
  const skipped = levels.filter((level, place) => level > (levels[place - 1] ?? 0) + 1);
  const titles = levels.filter((level) => level === 1).length;
  return [...(titles === 1 ? [] : [`${titles} h1`]), ...(skipped.length ? [`skipped a level: ${levels.join(" ")}`] : [])];
}

// What is wider than the window, and text that its box cuts off. The map and a box that scrolls by itself may do both.
function lostText() {
  const found = [];
  if (document.documentElement.scrollWidth > innerWidth) {
    found.push(`the page is ${document.documentElement.scrollWidth} wide in a window of ${innerWidth}`);
  }
  for (const element of document.body.querySelectorAll(":not(.chart__ground *, .chart__ground, .vh, svg *, .skip)")) {
    const style = getComputedStyle(element);
    const cutsX = /hidden|clip/.test(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
    const cutsY = /hidden|clip/.test(style.overflowY) && element.scrollHeight > element.clientHeight + 1;
    if (isShown(element) && element.textContent.trim() && element.clientWidth > 1 && (cutsX || cutsY)) {
      found.push(`${called(element)} is cut off`);
    }
  }
  return found;
}

function doubleText() {
  const all = [...document.body.querySelectorAll(":not(.chart__ground *, svg *)")];
  const sizes = all.map((element) => parseFloat(getComputedStyle(element).fontSize));
  all.forEach((element, place) => element.style.setProperty("font-size", `${2 * sizes[place]}px`, "important"));
}
