"""The fence around a candidate's words: what stands in it is data and can't climb out.

A fence is a pair of tags that share a nonce. The nonce hangs on the words and on a secret of
the process, so that whoever wrote the words can't know it; and nothing in the words that looks
like a tag, to a person or to a tokenizer, is left as one.
"""

import hashlib
import re
import secrets
import unicodedata
from dataclasses import dataclass, field

NONCE_BYTES = 6
# Marks that models were trained to take for the start of a turn, in letters of any width.
OPENING = re.compile(r"[<＜﹤‹〈⟨《«❮](?=\s*[/\\|!?＜﹤<｜]|\s*[^\W\d]|\s*▁)")
BRACKETED_ROLE = re.compile(r"\[(?=\s*/?\s*(?:INST|SYS|SYSTEM|ASSISTANT|USER)\b)", re.IGNORECASE)
# The name of our tags, in whatever brackets and letters.
NAME = re.compile(r"[sSｓ][aAａ][iIｉ][dDｄ]\s*[-‐‑‒–—−－_]\s*(?=[0-9a-fA-F０-９])")
# White space that does no more than divide words and lines.
PLAIN_SPACE = frozenset("\n\t ")


@dataclass(frozen=True)
class Fence:
    """Fences texts. With the same `secret` the same texts give the same nonce, for replays."""

    secret: bytes = field(default_factory=lambda: secrets.token_bytes(16), repr=False)

    def nonce(self, *texts: str) -> str:
        """12 hexadecimal digits; without the secret nobody can tell which."""
        digest = hashlib.blake2b(key=self.secret, digest_size=NONCE_BYTES)
        for text in texts:
            digest.update(text.encode("utf-8", "replace") + b"\0")
        return digest.hexdigest()


def fenced(text: str, nonce: str) -> str:
    """The words between tags, harmless."""
    return f"<said-{nonce}>\n{harmless(text).strip()}\n</said-{nonce}>"


def harmless(text: str) -> str:
    """The words without invisible letters and without anything that looks like a tag."""
    visible = "".join(letter for letter in text if is_visible(letter))
    nameless = NAME.sub("said ", visible)
    return BRACKETED_ROLE.sub("(", OPENING.sub("‹ ", nameless))


def is_visible(letter: str) -> bool:
    """Whether a person sees it: no control, no zero width, no change of direction, no tag."""
    if letter in PLAIN_SPACE:
        return True
    return unicodedata.category(letter) not in ("Cc", "Cf", "Co", "Cs", "Cn")
