// What is selected in the text, as positions in the article: in code points, as everything of ours counts.

export function spanOf(selection, source) {
  if (!selection || selection.isCollapsed || !selection.rangeCount) {
    return null;
  }
  const range = selection.getRangeAt(0);
  const start = placeOf(range.startContainer, range.startOffset, source);
  const end = placeOf(range.endContainer, range.endOffset, source);
  const words = selection.toString();
  return start === null || end === null || start >= end ? null : { start, end, words };
}

// A place is a piece's own position and the code points before it in the piece; a place between pieces is the next piece's.
function placeOf(node, offset, source) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node.childNodes[offset] ?? node;
  const piece = element?.closest?.("[data-start]") ?? element?.querySelector?.("[data-start]");
  if (!piece || !source.contains(piece)) {
    return null;
  }
  const before = node.nodeType === Node.TEXT_NODE ? [...node.data.slice(0, offset)].length : 0;
  return Number(piece.dataset.start) + before;
}
