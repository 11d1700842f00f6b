"""Numbers in words: "three point three five", "nine eighty nine", "four oh five"."""

BELOW_TWENTY = """zero one two three four five six seven eight nine ten eleven twelve thirteen
fourteen fifteen sixteen seventeen eighteen nineteen"""


FROM_TWENTY = "twenty thirty forty fifty sixty seventy eighty ninety"


ONES = {name: value for value, name in enumerate(BELOW_TWENTY.split())}


TENS = {name: 10 * value for value, name in enumerate(FROM_TWENTY.split(), start=2)}


SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12}


def fineness(mantissa: str, exponent: str = "") -> tuple[float, int]:
    """The step between neighbours at the precision said, and the number of digits."""
    whole, _, decimals = mantissa.partition(".")
    power = int(exponent or 0) - len(decimals)
    digits = (whole + decimals).lstrip("0")
    if not decimals:
        stripped = digits.rstrip("0")
        power, digits = power + len(digits) - len(stripped), stripped
    return 10.0**power if abs(power) < 300 else 0.0, max(len(digits), 1)


def below_100(words: list[str]) -> int | None:
    """Up to two words as a number below 100, or None."""
    if len(words) == 1:
        return ONES.get(words[0], TENS.get(words[0]))
    if len(words) == 2 and words[0] in TENS and 0 < ONES.get(words[1], 0) < 10:
        return TENS[words[0]] + ONES[words[1]]
    return None


def in_words(words: list[str]) -> tuple[float, float, int] | None:
    """Value, step and digits of "three point three five" or "one hundred and forty"."""
    if "point" in words:
        return decimal(words)
    value = whole(words)
    if value is None:
        return None
    step, digits = fineness(str(int(value)))
    return value, step, digits


def decimal(words: list[str]) -> tuple[float, float, int] | None:
    at = words.index("point")
    head, tail = whole(words[:at]) if at else 0.0, words[at + 1 :]
    scale = 1.0
    while tail and tail[-1] in SCALES:
        scale *= SCALES[tail.pop()]
    digits = decimals(tail)
    if head is None or not digits:
        return None
    said = f"{int(head)}.{digits}"
    step, count = fineness(said)
    return float(said) * scale, step * scale, count


def decimals(words: list[str]) -> str:
    """Digits after a point: "three five", "oh six", "thirty five"."""
    digits = ""
    for at, word in enumerate(words):
        if word == "oh":
            digits += "0"
        elif word in ONES:
            after_ten = at > 0 and words[at - 1] in TENS
            digits = digits[:-1] + str(ONES[word]) if after_ten else digits + str(ONES[word])
        elif word in TENS:
            digits += str(TENS[word])
        else:
            return ""
    return digits


def whole(words: list[str]) -> float | None:
    """A whole number in words, as people say it: also "nine eighty nine", "four oh five"."""
    if words and words[0] in ("a", "an"):
        words = ["one", *words[1:]] if len(words) > 1 and words[1] in (*SCALES, "hundred") else []
    total, seen = 0.0, False
    group: list[str] = []
    for word in words:
        if word in SCALES:
            value = hundreds(group)
            if value is None:
                return None
            total, group, seen = total + value * SCALES[word], [], True
        else:
            group.append(word)
    if not group:
        return total if seen else None
    rest = hundreds([w for at, w in enumerate(group) if not (w == "and" and at == 0)])
    return None if rest is None else total + rest


def hundreds(words: list[str]) -> float | None:
    """A number below 10,000 in words."""
    if "hundred" in words:
        at = words.index("hundred")
        head = below_100(words[:at])
        tail = [word for word in words[at + 1 :] if word != "and"]
        last = below_100(tail) if tail else 0
        return None if head is None or last is None else head * 100.0 + last
    if "and" in words or "hundred" in words:
        return None
    if "oh" in words:
        at = words.index("oh")
        head, last = below_100(words[:at]), below_100(words[at + 1 :])
        return head * 100.0 + last if head and last is not None and last < 10 else None
    if (plain := below_100(words)) is not None:
        return float(plain)
    return pairs(words)


def pairs(words: list[str]) -> float | None:
    """Nine eighty nine, nineteen seventy nine, one nine seventy nine, twenty forty eight."""
    if len(words) > 2 and all(0 < ONES.get(word, 0) < 10 for word in words[:2]):
        last = below_100(words[2:])
        first = 10 * ONES[words[0]] + ONES[words[1]]
        return first * 100.0 + last if last is not None and last >= 20 else None
    for at in (1, 2):
        head, tail = below_100(words[:at]), below_100(words[at:])
        if head and tail is not None and tail >= 10:
            return head * 100.0 + tail
    return None
