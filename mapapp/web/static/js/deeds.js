// What can be done with a whole result: print it, with every dossier open, and delete it, after a second thought.

export function startDeeds(main) {
  wirePrint(main);
  wireDelete(main.querySelector("[data-delete]"));
}

function wirePrint(main) {
  const button = main.querySelector("[data-print]");
  const closed = new Set();
  button.hidden = false;
  button.addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", () => main.querySelectorAll("details:not([open])").forEach((one) => {
    closed.add(one);
    one.open = true;
  }));
  window.addEventListener("afterprint", () => {
    closed.forEach((one) => { one.open = false; });
    closed.clear();
  });
}

// The first press asks, the second deletes.
function wireDelete(form) {
  const [really, keep] = [form.querySelector("[data-really]"), form.querySelector("[data-keep]")];
  const ask = (asks) => {
    really.hidden = !asks;
    keep.hidden = !asks;
  };
  form.addEventListener("submit", (event) => {
    if (really.hidden) {
      event.preventDefault();
      ask(true);
      really.focus();
    }
  });
  keep.addEventListener("click", () => {
    ask(false);
    form.querySelector("button").focus();
  });
}
