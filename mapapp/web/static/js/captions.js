// What the facets and their values are called: in the article's own words where there are any, in ours where not.

const OWN = { theme: "sign.theme", kind: "site.kind" };
const SYMBOL = { exact: "point", street: "street", area: "area", approximate: "approximate", unknown: "unknown" };
// The article states its groups in Simplified.
const GROUP_TAG = "zh-Hans";

export function captionOfFacet({ name }, page) {
  return page.say(OWN[name] ?? `filter.${name}`);
}

// { text, lang?, more? } of one value; without `lang` it is in the language of the page, as `more` is, which follows it.
export function captionOf(facet, value, page) {
  const isEmpty = value === facet.empty;
  switch (facet.name) {
    case "article": return articleCaption(value, page);
    case "theme": return isEmpty ? { text: page.say("filter.none") } : headingOf(facet, value);
    case "group": return isEmpty ? { text: page.say("filter.none") } : { text: value, lang: GROUP_TAG };
    case "status": return { text: page.say(isEmpty ? "filter.unknown" : `sign.status.${value}`) };
    case "kind": return { text: page.say(`kind.${value}`) };
    case "certainty": return { text: page.say(`symbol.${SYMBOL[value]}`) };
    case "subdistrict": return { text: isEmpty ? page.say("filter.unknown") : nameOfSubdistrict(facet, value) };
    default: return { text: page.say(`filter.${facet.name}.${value}`) };
  }
}

// Where there is one article only, the page does not tell what it is called.
export function articleCaption(value, page) {
  const [, text, lang, year] = (page.articles ?? []).find(([id]) => id === value) ?? [value, value];
  return { text, lang, more: year && ` · ${year}` };
}

// The theme stands over its sentences, or over its places.
function headingOf({ things }, value) {
  const { element } = things.find(({ facets }) => facets.theme === value);
  const heading = element.querySelector(".promise__head > [lang]") ?? element.closest("ul").previousElementSibling;
  return { text: heading.textContent, lang: heading.lang };
}

function nameOfSubdistrict({ things }, value) {
  return things.find(({ facets }) => facets.subdistrict === value).facets.subdistrictName || value;
}
