"""Extracts of OpenStreetMap: both forms, and the shapes of their elements."""
