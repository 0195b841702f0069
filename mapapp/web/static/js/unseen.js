// The entry of the page in place of one that was never seen: lists what can be read. Everything else is told by its module.

import { make } from "./elements.js";
import { spelledOut } from "./offline.js";

const unseenPage = JSON.parse(document.querySelector("[data-page]").dataset.page);

listKept(document.querySelector("[data-kept-pages]")).catch(() => {});

async function listKept(list) {
  const kept = await keptPages(`mapapp ${unseenPage.base}/ `);
  list.replaceChildren(...kept.map(lineOfKept));
  document.querySelectorAll("[data-some]").forEach((said) => { said.hidden = !kept.length; });
}

// Returns { address, title, tag, date } of every page that the worker has kept, the last one first.
async function keptPages(prefix) {
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix));
  const entries = await Promise.all(names.map(async (name) => pagesIn(await caches.open(name))));
  return entries.flat().reverse();
}

async function pagesIn(copies) {
  const pages = [];
  for (const { url } of await copies.keys()) {
    const copy = await copies.match(url, { ignoreVary: true });
    if (copy.headers.get("Content-Type").startsWith("text/html") && !url.endsWith(`${unseenPage.base}/offline`)) {
      pages.push({ address: url, date: copy.headers.get("Date"), ...described(await copy.text()) });
    }
  }
  return pages;
}

function described(source) {
  const page = new DOMParser().parseFromString(source, "text/html");
  return { title: page.title, tag: page.documentElement.lang };
}

function lineOfKept({ address, title, tag, date }) {
  const when = date ? [" ", make("span", { class: "remark" }, [spelledOut(date, tag)])] : [];
  return make("li", { lang: tag }, [make("a", { class: "plain", href: address }, [title]), ...when]);
}
