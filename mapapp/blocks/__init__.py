"""The planner's block units: read from any file, laid over the commitments, and told as a dossier."""
