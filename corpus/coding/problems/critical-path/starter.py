def critical_path(times, needs):
    """times: n ints; needs: (a, b) pairs, a before b; gives (total, slack: n ints)."""
