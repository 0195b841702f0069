"""One small module a format: what feeds, calendars, machines and pictures are told of the layers."""
