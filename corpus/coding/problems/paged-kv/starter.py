class PagedCache:
    def __init__(self, blocks, block_tokens):
        """All blocks are free."""

    def append(self, sequence, tokens):
        """True if there was room; else nothing has changed."""

    def fork(self, parent, child): ...

    def free(self, sequence): ...

    def table(self, sequence):
        """The block numbers of a sequence, in order."""

    def free_blocks(self): ...
