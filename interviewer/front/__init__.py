"""The ways in: a terminal, plain lines, JSON lines. All drive the same `Session`."""
