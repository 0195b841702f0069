// What became of the promises about a place, in one line: the newest status and the day it was known on.

export function progressLine({ status, known_on: day }, page) {
  if (!status) {
    return page.say("sign.progress");
  }
  return page.say("sign.progress.known", { status: page.say(`sign.status.${status}`), day: dayWritten(day, page.tag) });
}

// An ISO 8601 day as the language writes it, wherever the visitor's clock stands.
export function dayWritten(day, language) {
  const british = language === "en" ? "en-GB" : language;
  return new Intl.DateTimeFormat(british, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
}
