"""Text files as spreadsheets and editors save them: the encoding found, not asked for."""

import codecs
from pathlib import Path
from typing import IO

HEAD_BYTES = 4_096
BLOCK_BYTES = 1 << 20
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Half of the bytes of Latin text in UTF-16 are NUL; other text has none.
FEWEST_NULS_SHARE = 0.3


def opened(path: Path) -> IO[str]:
    """For reading, line ends as they are; what can't be decoded becomes U+FFFD."""
    return path.open(encoding=encoding(path), errors="replace", newline="")


def encoding(path: Path) -> str:
    """By byte order mark, by where the NULs are, UTF-8 if all of it is, else Windows' own."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
        for mark, name in BYTE_ORDER_MARKS:
            if head.startswith(mark):
                return name
        if nuls_share(head[1::2]) > FEWEST_NULS_SHARE:
            return "utf-16-le"
        if nuls_share(head[0::2]) > FEWEST_NULS_SHARE:
            return "utf-16-be"
        file.seek(0)
        return "utf-8" if is_utf8(file) else "cp1252"


def nuls_share(raw: bytes) -> float:
    return raw.count(0) / len(raw) if raw else 0.0


def is_utf8(file: IO[bytes]) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while block := file.read(BLOCK_BYTES):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
