// A file dropped on its place is as good as one that was chosen there; dropped beside it, it does not replace the page.

export function takeDrops(place, input) {
  const over = (is) => place.classList.toggle("is-over", is);
  for (const name of ["dragover", "drop"]) {
    window.addEventListener(name, (event) => event.preventDefault());
  }
  place.addEventListener("dragover", () => over(true));
  place.addEventListener("dragleave", () => over(false));
  place.addEventListener("drop", ({ dataTransfer }) => {
    over(false);
    if (dataTransfer.files.length) {
      input.files = dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  });
  place.querySelector("[data-hint]").hidden = false;
}
