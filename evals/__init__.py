"""Measured judgement: what shows how far this interviewer can be trusted. Not shipped."""
