"""Firefox, headless and as it comes, driven over its own WebDriver BiDi: https://www.w3.org/TR/webdriver-bidi/."""

import json
import os
import shutil
import subprocess
import time
from contextlib import closing, contextmanager

import websocket

PATIENCE_S = 30
EAR = (
    "() => addEventListener('securitypolicyviolation', (e) => console.error('CSP', e.violatedDirective, e.blockedURI))"
)
KEYS = {"Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004"}
QUIET = {
    "app.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.proxy.type": 0,
}


def find_firefox():
    """Return the path of the Firefox to test with: the one that FIREFOX names, or Debian's; `None` without one."""
    return os.environ.get("FIREFOX") or shutil.which("firefox-esr")


@contextmanager
def firefox(path, folder, preferences):
    """Run a Firefox with a profile of its own in a folder; yields its `Browser`."""
    log = folder / "firefox.log"
    process = _start(path, folder / "profile", preferences, log)
    try:
        with _wire(log) as wire:
            yield Browser(wire)
    finally:
        process.terminate()
        process.wait()


def _start(path, profile, preferences, log):
    profile.mkdir()
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in (QUIET | preferences).items()]
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    command = [path, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0", "about:blank"]
    with log.open("wb") as output:
        return subprocess.Popen(command, stdout=output, stderr=output)


def _wire(log):
    address = f"{_address(log)}/session"
    return closing(websocket.create_connection(address, timeout=PATIENCE_S, suppress_origin=True))


def _address(log):
    """Return the address that Firefox listens on, once it says so in its log."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        said = log.read_text(encoding="utf-8", errors="replace").partition("WebDriver BiDi listening on ")[2]
        if "\n" in said:
            return said.split()[0]
        time.sleep(0.05)
    raise AssertionError(f"Firefox does not listen: {log.read_text(errors='replace')}")


class Browser:
    """A session with a running Firefox."""

    def __init__(self, wire):
        self._wire = wire
        self._calls = 0
        self.said = []
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=["log.entryAdded"])
        self.ask("script.addPreloadScript", functionDeclaration=EAR)

    def ask(self, method, **params):
        """Send a command and return its result; what the pages log meanwhile is kept in `said`."""
        self._calls += 1
        self._wire.send(json.dumps({"id": self._calls, "method": method, "params": params}))
        while (answer := json.loads(self._wire.recv())).get("id") != self._calls:
            if answer.get("method") == "log.entryAdded" and answer["params"]["level"] in ("warn", "error"):
                self.said.append(answer["params"]["text"])
        assert answer["type"] == "success", answer
        return answer["result"]

    @contextmanager
    def tab(self, width=1280, height=800):
        """Open a tab while the block runs."""
        context = self.ask("browsingContext.create", type="tab")["context"]
        self.ask("browsingContext.setViewport", context=context, viewport={"width": width, "height": height})
        yield Tab(self, context)
        self.ask("browsingContext.close", context=context)


class Tab:
    """A page in Firefox. Expressions are JavaScript and their values JSON; they work where the page's own may not."""

    def __init__(self, browser, context):
        self._browser = browser
        self._context = context

    def open(self, address):
        self._browser.ask("browsingContext.navigate", context=self._context, url=address, wait="complete")
        return self

    def value(self, expression):
        """Return the value of an expression in the page."""
        script = f"JSON.stringify({expression}) ?? 'null'"
        target = {"context": self._context}
        answer = self._browser.ask("script.evaluate", expression=script, target=target, awaitPromise=False)
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def text(self, selector):
        """Return the text of the first element that a selector finds, as it is seen."""
        return self.value(f"document.querySelector({json.dumps(selector)})?.innerText")

    def wait(self, expression):
        """Wait until an expression is true; the page may be another one meanwhile."""
        until = time.monotonic() + PATIENCE_S
        while not self.value(expression):
            assert time.monotonic() < until, f"never true: {expression}"
            time.sleep(0.03)

    def click(self, selector):
        """Press the mouse on the middle of the first element that a selector finds."""
        self.value(f"document.querySelector({json.dumps(selector)}).scrollIntoView({{block: 'center'}})")
        locator = {"type": "css", "value": selector}
        (node, *_) = self._browser.ask("browsingContext.locateNodes", context=self._context, locator=locator)["nodes"]
        origin = {"type": "element", "element": {"sharedId": node["sharedId"]}}
        move = {"type": "pointerMove", "x": 0, "y": 0, "origin": origin}
        self._act("pointer", [move, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}])

    def press(self, key):
        """Press a key on whatever has the focus."""
        self._act("key", _stroke(KEYS[key]))

    def type(self, text):
        """Press the keys of a text one after the other."""
        self._act("key", [step for letter in text for step in _stroke(letter)])

    def _act(self, kind, actions):
        source = {"type": kind, "id": kind, "actions": actions}
        self._browser.ask("input.performActions", context=self._context, actions=[source])

    def go(self, steps):
        """Go back (less than 0) or forward in the tab's history."""
        self._browser.ask("browsingContext.traverseHistory", context=self._context, delta=steps)


def _stroke(key):
    return [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
