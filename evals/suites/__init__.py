"""What is measured: each suite has cases, runs one at a time, and sums them up in figures."""
