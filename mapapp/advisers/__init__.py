"""Geocoders of others, asked at an editor's wish only: they advise where a place may lie, and decide nothing."""
