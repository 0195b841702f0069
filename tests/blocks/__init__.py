"""Tests of the block units."""
