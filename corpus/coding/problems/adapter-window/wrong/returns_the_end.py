"""Fails at repeats."""

from collections import Counter


def longest_run(adapters, slots):
    held, left, best = Counter(), 0, (0, 0)
    if slots <= 0:
        return best
    for right, adapter in enumerate(adapters):
        held[adapter] += 1
        while len(held) > slots:
            held[adapters[left]] -= 1
            if not held[adapters[left]]:
                del held[adapters[left]]
            left += 1
        if right - left + 1 > best[1]:
            best = (right, right - left + 1)
    return best
