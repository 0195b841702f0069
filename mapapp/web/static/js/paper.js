// The map on paper: fitted to the sheet before printing, and as it was afterwards.

export function fitToPaper(map, page, fit) {
  let before = null;
  window.addEventListener("beforeprint", () => {
    before = { centre: map.getCenter(), zoom: map.getZoom() };
    resize(map, page, true);
    fit();
  });
  window.addEventListener("afterprint", () => {
    resize(map, page, false);
    map.setView(before.centre, before.zoom, { animate: false });
  });
}

function resize(map, page, printed) {
  page.classList.toggle("is-printed", printed);
  map.fire("ours").invalidateSize({ pan: false });
}
