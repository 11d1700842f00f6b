"""Fails at late-order."""

def critical_path(times, needs):
    n, ended, tail = len(times), list(times), [0] * len(times)
    pairs = set(map(tuple, needs))
    if any((b, a) in pairs for a, b in pairs):
        return -1, []
    for a, b in sorted(pairs):
        ended[b] = max(ended[b], ended[a] + times[b])
    for a, b in sorted(pairs, reverse=True):
        tail[a] = max(tail[a], tail[b] + times[b])
    total = max(ended, default=0)
    return total, [total - ended[i] - tail[i] for i in range(n)]
