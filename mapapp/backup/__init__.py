"""The data folder in one archive with the hash of every file, and back again: all of it or nothing."""
