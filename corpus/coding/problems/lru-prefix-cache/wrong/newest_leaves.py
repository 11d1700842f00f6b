"""Fails at one-leaves."""

from collections import OrderedDict


class PrefixCache:
    def __init__(self, capacity_tokens):
        self.capacity, self.total, self.held = capacity_tokens, 0, OrderedDict()

    def put(self, key, tokens):
        if tokens > self.capacity:
            return []
        self.total += tokens - self.held.get(key, 0)
        self.held[key] = tokens
        self.held.move_to_end(key)
        left = []
        while self.total > self.capacity:
            old, size = self.held.popitem(last=True)
            self.total -= size
            left.append(old)
        return left

    def get(self, key):
        if key not in self.held:
            return -1
        self.held.move_to_end(key)
        return self.held[key]

    def used(self):
        return self.total
