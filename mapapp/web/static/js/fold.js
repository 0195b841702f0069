// On narrow windows the contents fold up, and the map is a bar at the foot that opens and closes.

const FOLDED = "(max-width: 899px)";

// `shown`: what to do when the map has come into sight.
export function foldStage(main, page, shown) {
  const [contents, bar] = [main.querySelector(".toc details"), main.querySelector(".stage__bar")];
  const stage = main.querySelector(".stage");
  const narrow = matchMedia(FOLDED);
  const fit = () => {
    contents.open = !narrow.matches;
    bar.hidden = !narrow.matches;
  };
  narrow.addEventListener("change", fit);
  bar.addEventListener("click", () => {
    openMap(stage, bar, page, !stage.classList.contains("is-open"));
    shown();
  });
  openMap(stage, bar, page, false);
  fit();
  contents.classList.add("is-wired");
}

function openMap(stage, bar, page, open) {
  stage.classList.toggle("is-open", open);
  bar.setAttribute("aria-expanded", String(open));
  bar.firstElementChild.textContent = page.say(open ? "room.hide" : "room.show");
}
