// The entry of the planners' page: sends the file, tells how far it is, asks what it does not say, goes on to the result.

import { takeDrops } from "./drops.js";
import { make } from "./elements.js";
import { pageOf } from "./page.js";
import { fieldOf, questionOf } from "./question.js";
import { sendForm } from "./upload.js";

const KB = 1024;
const intakePage = pageOf(JSON.parse(document.querySelector("[data-page]").dataset.page));
const form = document.querySelector("[data-intake]");
const part = (name) => form.querySelector(`[data-${name}]`);
const [fileInput, sendButton, bar] = ["input[type=file]", ".intake__do button", "progress"].map((one) => form.querySelector(one));
const intake = { sending: null };

takeDrops(part("drop"), fileInput);
fileInput.addEventListener("change", () => fileInput.files[0] && say("planners.js.chosen", { name: fileInput.files[0].name, size: kilobytes(fileInput.files[0].size) }));
form.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
part("cancel").addEventListener("click", () => intake.sending?.cancel());
window.addEventListener("pageshow", ({ persisted }) => persisted && rest());

async function send() {
  part("refused").replaceChildren();
  sendButton.disabled = true;
  part("sending").hidden = false;
  part("cancel").focus();
  tellSent(0, fileInput.files[0]?.size ?? 0);
  intake.sending = sendForm(form.dataset.api, new FormData(form), { sent: tellSent, arrived: tellArrived });
  try {
    goOn(await intake.sending.answered);
  } catch {
    refuse(intakePage.say("planners.js.broken"));
  }
}

function tellSent(sent, whole) {
  bar.max = whole || 1;
  bar.value = sent;
  part("stage").textContent = intakePage.say("planners.js.sending", { sent: kilobytes(sent), size: kilobytes(whole) });
}

function tellArrived() {
  bar.removeAttribute("value");
  part("stage").textContent = intakePage.say("planners.js.reading");
  say("planners.js.reading");
}

function goOn(answered) {
  if (!answered) {
    rest();
    say("planners.js.cancelled");
    part("stage").textContent = "";
    sendButton.focus();
  } else if (answered.status === 201) {
    location.assign(`${intakePage.root}planners/${encodeURIComponent(answered.answer.id)}${intakePage.query}`);
  } else {
    refuse(answered.answer ? titleOf(answered.answer) : intakePage.say("planners.js.broken"), answered.answer);
  }
}

function titleOf(problem) {
  return problem[{ "zh-Hans": "title_zh", "zh-Hant": "title_zh_hant", en: "title_en" }[intakePage.tag]];
}

function refuse(sentence, problem = null) {
  const field = problem && fieldOf(problem);
  const kept = field ? [make("p", {}, [intakePage.say("planners.js.kept")])] : [];
  rest();
  part("said").textContent = "";
  part("refused").replaceChildren(make("p", {}, [sentence]), ...kept);
  if (field) {
    ask(field, problem);
  }
  part("refused").focus();
}

// The question takes the place of the field in which the planner could have said it beforehand.
function ask(field, problem) {
  form.querySelectorAll(".wishes [name]").forEach((wish) => { wish.disabled = wish.name === field; });
  part("question").replaceChildren(questionOf(problem, JSON.parse(form.dataset.outline), intakePage));
}

function rest() {
  intake.sending = null;
  sendButton.disabled = false;
  part("sending").hidden = true;
}

function say(key, values) {
  part("said").textContent = intakePage.say(key, values);
}

function kilobytes(bytes) {
  return Math.ceil(bytes / KB);
}
