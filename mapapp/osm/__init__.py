"""Extracts of OpenStreetMap: what form a file has, the elements in it, and the shapes that they make."""
