"""Tests of the editor's desk, and of what is decided there."""
