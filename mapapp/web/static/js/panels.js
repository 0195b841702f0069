// The tools over the list: each button opens its panel below, one at a time.

export function startPanels(tools) {
  const buttons = [...tools.querySelectorAll("[data-opens]")];
  buttons.forEach((button) => button.addEventListener("click", () => openPanel(tools, isOpen(button) ? null : button.dataset.opens)));
  tools.addEventListener("keydown", (event) => event.key === "Escape" && closeFrom(event, tools, buttons));
}

// Opens one tool, or none.
export function openPanel(tools, name) {
  for (const button of tools.querySelectorAll("[data-opens]")) {
    button.setAttribute("aria-expanded", String(button.dataset.opens === name));
    tools.querySelector(`#tool-${button.dataset.opens}`).hidden = button.dataset.opens !== name;
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
