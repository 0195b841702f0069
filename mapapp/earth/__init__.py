"""Coordinates: what we promise for each datum and how metres are measured."""
