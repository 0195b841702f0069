// What is being read: the paragraphs in the middle of the window, their theme in the contents, their places.

const ZONE = "-22% 0px -48% 0px";
const REST_MS = 280;

export function followReading(main, show) {
  const read = new Set();
  const rest = { timer: null, shown: "" };
  const watch = new IntersectionObserver((seen) => {
    seen.forEach(({ target, isIntersecting }) => (isIntersecting ? read.add(target) : read.delete(target)));
    clearTimeout(rest.timer);
    rest.timer = setTimeout(() => settleReading(main, [...read], rest, show), REST_MS);
  }, { rootMargin: ZONE });
  main.querySelectorAll(".paragraph").forEach((paragraph) => watch.observe(paragraph));
}

function settleReading(main, paragraphs, rest, show) {
  markTheme(main, paragraphs);
  const places = placesOf(paragraphs);
  const told = places.join(" ");
  if (told !== rest.shown) {
    rest.shown = told;
    show(places);
  }
}

function placesOf(paragraphs) {
  const named = paragraphs.flatMap((paragraph) => [...paragraph.querySelectorAll(".sentence[data-places]")]);
  return [...new Set(named.flatMap(placesIn))];
}

export function placesIn(sentence) {
  return sentence.dataset.places.split(" ").filter(Boolean);
}

function markTheme(main, paragraphs) {
  const lines = paragraphs.map((paragraph) => paragraph.dataset.line);
  for (const link of main.querySelectorAll(".toc [data-line]")) {
    if (lines.includes(link.dataset.line)) {
      link.setAttribute("aria-current", "location");
    } else {
      link.removeAttribute("aria-current");
    }
  }
}
