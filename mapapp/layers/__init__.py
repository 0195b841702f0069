"""The wall between the two wings: what `geodata/layers/` holds, and who may open it."""
