"""From an extract of OpenStreetMap to a base map of ours."""
