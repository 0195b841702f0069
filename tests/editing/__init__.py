"""Tests of what an editor changes in the data folder."""
