"""OGC API – Features: what it gives out, what may be asked of it, and how it answers."""
