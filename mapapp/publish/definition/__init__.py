"""The definition of the whole API for programs, by OpenAPI 3.0."""
