"""Chat models: one port, an adapter per kind of provider, and comfort around them, once."""
