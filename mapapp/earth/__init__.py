"""Coordinates on the earth: the datums in use, and how metres are measured."""
