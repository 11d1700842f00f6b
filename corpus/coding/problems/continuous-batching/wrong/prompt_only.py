"""Fails at memory."""

from collections import deque


def schedule(requests, slots, kv_tokens):
    first, finished = [-1] * len(requests), [-1] * len(requests)
    waiting, running, step = deque(range(len(requests))), [], 0
    while waiting:
        running = [(end, size) for end, size in running if end >= step]
        used = sum(size for _, size in running)
        while waiting and requests[waiting[0]][0] <= step:
            _, prompt, output = requests[waiting[0]]
            if prompt + output > kv_tokens:
                waiting.popleft()
                continue
            if len(running) == slots or used + prompt > kv_tokens:
                break
            i = waiting.popleft()
            first[i], finished[i] = step, step + output - 1
            running.append((finished[i], prompt + output))
            used += prompt + output
        step += 1
    return first, finished
