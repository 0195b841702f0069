"""One module a format: what a file holds, as it says it."""
