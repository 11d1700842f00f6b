def longest_run(adapters, slots):
    """adapters: a list of ints; gives (start, length) of the first longest run."""
