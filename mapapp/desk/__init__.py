"""The editor's desk: an application of its own, on loopback only, where readings are decided, placed and published."""
