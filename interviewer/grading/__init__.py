"""Grades written answers: by the bank, a reference, key points or the guide; each with evidence."""
