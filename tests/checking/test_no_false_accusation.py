"""Right numbers in long, real answers are never called wrong.

The model answers of the bank and the passages of the guide are thousands of words of spoken and
written trade talk whose numbers are right. Every `wrong` here is a false accusation: the worst
thing that this product could do. In long text many numbers compete for few words, so an accusation
needs the quantity named beside the number, in its own unit, and its inputs beyond doubt.
"""

from collections.abc import Iterator

from interviewer.checking.claims import check
from interviewer.content import Content
from interviewer.transcript.events import Claim

CONTENT = Content()


def accusations(text: str, context: str = "") -> Iterator[str]:
    for claim in check(text, context):
        if claim.verdict == "wrong":
            yield described(claim, text)


def described(claim: Claim, text: str) -> str:
    near = " ".join(text[max(0, claim.start - 80) : claim.end + 40].split())
    return f"[{claim.text}] as {claim.quantity}, expected {claim.expected} {claim.unit}: …{near}…"


def model_answers() -> Iterator[tuple[str, str]]:
    for track in CONTENT.track_ids:
        for round_ in CONTENT.track(track).rounds:
            for id_ in CONTENT.question_ids(track, round_):
                question = CONTENT.question(track, round_, id_)
                for level in ("entry", "senior", "staff"):
                    yield getattr(question.model_answer, level), question.text


def test_no_number_in_a_model_answer_is_called_wrong() -> None:
    found = [one for text, asked in model_answers() for one in accusations(text, asked)]
    assert not found, f"{len(found)} false accusations:\n" + "\n".join(found[:60])


def test_no_number_in_the_guide_is_called_wrong() -> None:
    """Each paragraph of a passage, on its own: where a figure is refuted, it is quoted."""
    found = [
        f"{id_}: {one}"
        for id_ in CONTENT.passage_ids
        for paragraph in CONTENT.passage(id_).text.split("\n\n")
        for one in accusations(paragraph)
    ]
    assert not found, f"{len(found)} false accusations:\n" + "\n".join(found[:60])


def test_a_sum_said_without_its_units_may_be_off_by_prefixes() -> None:
    """Whoever divides 3.35 terabytes by 140 gigabytes says "3.35 over 140 is 24"."""
    said = (
        "Sorry, 3.35 over 140 is 24, so 24 tokens a second.",
        "140 over 3.35 is 42, so 42 ms a token.",
        "2 times 70 is 140 gigs.",
        "989 over 3.35 makes 295 flops a byte.",
    )
    assert [one for text in said for one in accusations(text, "70B in FP16 on an H100 SXM")] == []
