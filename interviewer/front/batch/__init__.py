"""Batch grading: tables and transcripts in, grades out, by way of a ledger that survives a kill."""
