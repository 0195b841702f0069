"""The reading wing's first room: from a text to commitments, mentions and anchors."""
