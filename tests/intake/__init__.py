"""Bringing in what others mapped: what is read, matched, proposed, and decided on."""
