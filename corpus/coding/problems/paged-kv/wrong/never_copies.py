"""Fails at copies."""

import heapq


class PagedCache:
    def __init__(self, blocks, block_tokens):
        self.empty = list(range(blocks))
        self.size = block_tokens
        self.owners, self.tables, self.lengths = [0] * blocks, {}, {}

    def append(self, sequence, tokens):
        table, length = self.tables.get(sequence, []), self.lengths.get(sequence, 0)
        copies = False
        grown = -(-(length + tokens) // self.size) - len(table)
        if grown + copies > len(self.empty):
            return False
        table = self.tables.setdefault(sequence, [])
        if copies:
            self.owners[table[-1]] -= 1
            table[-1] = self.take()
        table += [self.take() for _ in range(grown)]
        self.lengths[sequence] = length + tokens
        return True

    def take(self):
        block = heapq.heappop(self.empty)
        self.owners[block] = 1
        return block

    def fork(self, parent, child):
        self.tables[child] = list(self.tables.get(parent, []))
        self.lengths[child] = self.lengths.get(parent, 0)
        for block in self.tables[child]:
            self.owners[block] += 1

    def free(self, sequence):
        self.lengths.pop(sequence, None)
        for block in self.tables.pop(sequence, []):
            self.owners[block] -= 1
            if not self.owners[block]:
                heapq.heappush(self.empty, block)

    def table(self, sequence):
        return list(self.tables.get(sequence, []))

    def free_blocks(self):
        return len(self.empty)
