"""Fails at long-chain."""

def critical_path(times, needs):
    n = len(times)
    after, before, state = [set() for _ in times], [set() for _ in times], {}
    for a, b in needs:
        after[a].add(b)
        before[b].add(a)

    def way(i, next_of, known):
        if i in known:
            if known[i] is None:
                raise ValueError
            return known[i]
        known[i] = None
        known[i] = times[i] + max((way(j, next_of, known) for j in next_of[i]), default=0)
        return known[i]

    try:
        to, rest = {}, {}
        ended = [way(i, before, to) for i in range(n)][:]
        onward = [way(i, after, rest) for i in reversed(range(n))][::-1]
    except ValueError:
        return -1, []
    total = max(ended, default=0)
    return total, [total - e - o + t for e, o, t in zip(ended, onward, times)]
