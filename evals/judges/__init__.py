"""Whether a small local model can judge: its leaning recorded, weighed and compared."""
