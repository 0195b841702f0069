// The chosen place in the address: what stands after the hash sign.

export function placeInAddress(hash) {
  try {
    return decodeURIComponent(hash.replace(/^#/, "")) || null;
  } catch {
    return null;
  }
}

export function addressOfPlace(id) {
  return id ? `#${encodeURIComponent(id)}` : "#";
}
