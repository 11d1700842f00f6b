"""Hears what was said: clauses, the points made in them, negation, and the kind of reply."""
