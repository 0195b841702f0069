"""Coordinates on the earth, and how metres are measured."""
