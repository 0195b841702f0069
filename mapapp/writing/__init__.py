"""One module a format: rows and shapes written as a file, whoever asks for it."""
