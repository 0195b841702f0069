// The tools over the list: each button opens its panel below, one at a time. A panel hears `opened` and `closed`.

export function startPanels(tools) {
  const buttons = [...tools.querySelectorAll("[data-opens]")];
  buttons.forEach((button) => button.addEventListener("click", () => openPanel(tools, isOpen(button) ? null : button.dataset.opens)));
  tools.addEventListener("keydown", (event) => event.key === "Escape" && closeFrom(event, tools, buttons));
}

// Opens one tool, or none.
export function openPanel(tools, name) {
  for (const button of tools.querySelectorAll("[data-opens]")) {
    const [opens, panel] = [button.dataset.opens === name, tools.querySelector(`#tool-${button.dataset.opens}`)];
    const turns = opens === panel.hidden;
    button.setAttribute("aria-expanded", String(opens));
    panel.hidden = !opens;
    if (turns) {
      panel.dispatchEvent(new Event(opens ? "opened" : "closed"));
    }
  }
}

function isOpen(button) {
  return button.getAttribute("aria-expanded") === "true";
}

function closeFrom(event, tools, buttons) {
  const open = buttons.find(isOpen);
  if (open) {
    event.stopPropagation();
    openPanel(tools, null);
    open.focus();
  }
}
