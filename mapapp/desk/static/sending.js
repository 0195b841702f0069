// A form is sent once: what is pressed again before the answer is there does nothing.

let sent = false;

document.addEventListener("submit", (event) => {
  if (sent) {
    event.preventDefault();
    return;
  }
  sent = true;
  document.body.setAttribute("aria-busy", "true");
});

// A page that comes back from the browser's memory can send again.
window.addEventListener("pageshow", () => {
  sent = false;
  document.body.removeAttribute("aria-busy");
});
