"""Small rules of English for sentences put together from parts."""


def lower_first(text: str) -> str:
    """A sentence for use after a colon: names and acronyms at its head keep their capitals."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    is_name = any(letter.isupper() or letter.isdigit() for letter in first[1:])
    return text if is_name or first == "I" else text[:1].lower() + text[1:]


def excerpt(text: str, longest: int) -> str:
    """At most so many characters and an ellipsis, cut at a word's end."""
    return text if len(text) <= longest else f"{text[:longest].rsplit(None, 1)[0]} …"


def minutes(seconds: float) -> str:
    """A clock's reading: `3:07`, `-0:30` when the time is over."""
    whole = int(abs(seconds))
    return f"{'-' if seconds < 0 else ''}{whole // 60}:{whole % 60:02d}"
