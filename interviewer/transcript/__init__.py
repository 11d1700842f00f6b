"""The record of an interview: an append-only file of versioned events, and views of it."""
