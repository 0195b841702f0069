"""How soon a first visit on a phone can read a quote and open a place, against a default folium map of the same places.

Both pages from the same server on this machine, over HTTP/1.1; a slow network (1.6 Mbit/s down, 750 kbit/s up, 150 ms
for each request) and a slow processor (a quarter); a new browser context for each visit, alternating. What folium asks
of four other hosts comes from four other addresses of this machine, without the look-ups and handshakes that real hosts
would add.
"""

import os
import shutil
from statistics import median

from bench_apps import CDNS
from bench_server import address, serving, wait_for
from playwright.sync_api import sync_playwright

ROUNDS = 9
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
SLOWER = 4
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True}

# The first frame in which the quote has its place shows it: its time is that of the first contentful paint, if this
# is the frame's own, or else that of the first task after the frame.
READABLE = """
const isThere = (element) => element && element.innerText.trim() && element.getClientRects().length > 0;
const look = (frame) => {
  if (document.fonts.status !== "loaded" || !isThere(document.querySelector("blockquote"))) {
    requestAnimationFrame(look);
    return;
  }
  setTimeout(() => {
    const after = performance.now();
    const paint = new PerformanceObserver((list) => {
      for (const { startTime } of list.getEntriesByName("first-contentful-paint")) {
        window.readable = startTime >= frame ? startTime : after;
      }
    });
    paint.observe({ type: "paint", buffered: true });
  });
};
requestAnimationFrame(look);
"""
# A place can be opened from the first press on that is answered with its quote: the time is that of the press.
CLICKABLE = """
let opens;
window.opened = new Promise((resolve, reject) => {
  opens = resolve;
  setTimeout(() => reject(new Error("no place could be opened")), 60000);
});
// A row of the list is a link: pressed before the script has come it would leave the page, which does not count.
addEventListener("click", (event) => event.preventDefault());
let pressed;
const press = setInterval(() => {
  const said = document.querySelector("QUOTE");
  if (said && said.innerText.trim() && said.getClientRects().length > 0) {
    clearInterval(press);
    opens(pressed);
    return;
  }
  const place = document.querySelector("PLACE");
  if (place && place.getClientRects().length > 0) {
    pressed = performance.now();
    place.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, view: window }));
  }
}, 25);
"""


def clickable(place, quote):
    return CLICKABLE.replace("PLACE", place).replace("QUOTE", quote)


WATCHES = {
    "list": ("ours", "/", READABLE + clickable("[data-site]", ".sign .quote")),
    "map": ("ours", "/", READABLE + clickable(".chart .pin", ".sign .quote")),
    "frame's list": ("ours", "/embed", READABLE + clickable("[data-site]", ".sign .quote")),
    "frame's map": ("ours", "/embed", READABLE + clickable(".chart .pin", ".sign .quote")),
    "folium": ("folium_visit", "/", clickable(".leaflet-marker-icon", ".leaflet-popup-content")),
}
"""What is visited and pressed: a place in the list or on the map, of our page and of that for frames, or a marker."""


def visit(browser, side):
    """Return after how many milliseconds a first visit can read a quote, and open a place."""
    app, path, watch = WATCHES[side]
    context = browser.new_context(**PHONE)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", NETWORK)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(watch)
    page.goto(address(app, path), wait_until="commit")
    opens = page.evaluate("window.opened")
    reads = page.evaluate("window.readable") if app == "ours" else opens
    context.close()
    return reads, opens


def show(what, ours, theirs):
    ratio = median(their / our for our, their in zip(ours, theirs, strict=True))
    print(f"{what}: {median(ours):.0f} ms, with folium {median(theirs):.0f} ms, {ratio:.2f} times sooner "
          f"(median of {len(ours)})")  # fmt: skip


def main():
    path = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("chromium-browser")
    with serving("ours"), serving("folium_visit", ("127.0.0.1", *CDNS.values())), sync_playwright() as playwright:
        wait_for("ours", "/")
        wait_for("folium_visit", "/")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for side in WATCHES:
            visit(browser, side)  # the first of each warms the server and the browser, and does not count
        rounds = [{side: visit(browser, side) for side in WATCHES} for _ in range(ROUNDS)]
        browser.close()
    folium = [one["folium"][1] for one in rounds]
    for page, sides in (("", ("list", "map")), (" in a frame", ("frame's list", "frame's map"))):
        first, second = ([one[side] for one in rounds] for side in sides)
        show(f"the first quote{page} can be read", [reads for reads, _ in first], folium)
        show(f"the first place of the list{page} can be opened", [opens for _, opens in first], folium)
        show(f"the first place on the map{page} can be opened", [opens for _, opens in second], folium)


main()
