"""Fails at diamond."""

from collections import deque


def critical_path(times, needs):
    n = len(times)
    after, before, open_needs = [[] for _ in times], [[] for _ in times], [0] * n
    for a, b in needs:
        after[a].append(b)
        before[b].append(a)
        open_needs[b] += 1
    ready = deque(i for i in range(n) if not open_needs[i])
    order, ended = [], list(times)
    while ready:
        a = ready.popleft()
        order.append(a)
        for b in after[a]:
            ended[b] = max(ended[b], ended[a] + times[b])
            open_needs[b] -= 1
            if not open_needs[b]:
                ready.append(b)
    if len(order) < n:
        return -1, []
    total, tail = max(ended, default=0), [0] * n
    for b in reversed(order):
        for a in before[b]:
            tail[a] = max(tail[a], tail[b] + times[b])
    return total, [total - ended[i] for i in range(n)]
