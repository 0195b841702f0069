// For pages around the map: fits the height of its iframes, tells what is chosen as events, and passes wishes on.
(function () {
  const home = new URL(".", document.currentScript.src);
  const isOurs = (frame) => frame instanceof HTMLIFrameElement && frame.src.startsWith(home.href);
  const frames = () => [...document.querySelectorAll("iframe")].filter(isOurs);
  // To whomever is there: a frame in a sandbox has no origin to be named by, and what is sent is no secret.
  const send = (frame, type, said) => frame.contentWindow?.postMessage({ ...said, mapapp: 1, type }, "*");
  addEventListener("message", ({ source, origin, data }) => {
    const frame = frames().find(({ contentWindow }) => contentWindow === source);
    if (!frame || ![home.origin, "null"].includes(origin) || data?.mapapp !== 1) {
      return;
    }
    if (data.type === "height" && data.height > 0 && data.height < 1e5) {
      frame.style.height = `${data.height}px`;
    } else if (data.type === "view") {
      frame.dispatchEvent(new CustomEvent("mapapp:view", { bubbles: true, detail: data }));
    }
  });
  addEventListener("mapapp:show", ({ target, detail }) => isOurs(target) && send(target, "show", detail));
  // What was told before this script came is told again.
  frames().forEach((frame) => send(frame, "hello"));
})();
