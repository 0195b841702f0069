"""One module a format: the dossier as a planner takes it away."""
