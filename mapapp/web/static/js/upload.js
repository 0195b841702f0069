// Sending a form with a file: told how much of it is on its way, and to be broken off at any time.

// `sent(bytes, whole)` hears of the progress, and `arrived()` that all of it is there. Returns a promise of
// { status, answer }, and `cancel`; the promise fails for a line that broke, and gives null when it was broken off.
export function sendForm(address, form, { sent, arrived }) {
  const line = new XMLHttpRequest();
  line.open("POST", address);
  line.setRequestHeader("Accept", "application/json, application/problem+json");
  line.upload.addEventListener("progress", ({ loaded, total }) => sent(loaded, total));
  line.upload.addEventListener("load", arrived);
  const answered = new Promise((settle, fail) => {
    line.addEventListener("load", () => settle({ status: line.status, answer: answerIn(line.responseText) }));
    line.addEventListener("error", () => fail(new Error(`${address} did not answer`)));
    line.addEventListener("abort", () => settle(null));
  });
  line.send(form);
  return { answered, cancel: () => line.abort() };
}

// What stands between us and the server may answer with a page of its own.
function answerIn(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
