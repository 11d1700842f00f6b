"""The ways in which people say the words of a name: numbers in words, letters one by one."""

from interviewer.checking.tokens import Phrase, words

ONES = words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
TENS = words("zero ten twenty thirty forty fifty sixty seventy eighty ninety")


def ways_of_saying(word: str) -> list[Phrase]:
    """`100` is also "one hundred", `gb` also "g b"."""
    if word[0].isdigit():
        return [(word,), *number_words(word)]
    return [(word,), tuple(word)] if 1 < len(word) <= 3 else [(word,)]


def number_words(number: str) -> list[Phrase]:
    """How people say a number below 10,000: 405 is "four oh five" or "four hundred five"."""
    whole, point, decimals = number.partition(".")
    if point:
        tail = ("point", *(ONES[int(digit)] for digit in decimals))
        return [(*head, *tail) for head in number_words(whole)]
    n = int(number)
    if n < 100:
        return [below_100(n)]
    if n < 1000:
        hundreds, rest = divmod(n, 100)
        head = ONES[hundreds]
        if not rest:
            return [(head, "hundred")]
        last = below_100(rest)
        short = last if rest > 9 else ("oh", *last)
        return [(head, "hundred", *last), (head, "hundred", "and", *last), (head, *short)]
    if n < 10_000 and n % 1000:
        return [below_100(n // 100) + below_100(n % 100)]
    return [(ONES[n // 1000], "thousand")] if n < 10_000 else []


def below_100(n: int) -> Phrase:
    if n < 20:
        return (ONES[n],)
    tens, ones = divmod(n, 10)
    return (TENS[tens], ONES[ones]) if ones else (TENS[tens],)
