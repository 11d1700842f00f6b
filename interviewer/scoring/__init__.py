"""Adds up what was judged: questions, rounds, values, votes and the committee."""
