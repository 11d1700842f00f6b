class PrefixCache:
    def __init__(self, capacity_tokens): ...

    def put(self, key, tokens):
        """The keys that left, the least recently used first."""

    def get(self, key):
        """Its tokens, or −1."""

    def used(self): ...
