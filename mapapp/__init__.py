"""From a district's article to a map on which each place is linked to the sentence that names it."""
