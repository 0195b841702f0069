// Page elements made from words only: whatever stands in a text stays text.

export function make(tag, attributes = {}, children = []) {
  return dress(document.createElement(tag), attributes, children);
}

export function makeDrawing(tag, attributes = {}, children = []) {
  return dress(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function dress(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}
