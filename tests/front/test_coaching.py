"""With a coach, a number that does not hold is put right at once; without, only in the debrief."""

import io

from interviewer.front.coaching import remarks
from interviewer.front.lines import PlainLines
from interviewer.transcript.events import Checked, Claim, ClaimVerdict, Slip


def claim(verdict: ClaimVerdict) -> Claim:
    return Claim(
        text="48 tokens a second",
        start=0,
        end=18,
        quantity="decoding bound",
        claimed=48.0,
        unit="tokens/s",
        expected=23.93,
        verdict=verdict,
        slips=(Slip(id="wrong_dtype", explanation="That holds for weights of half the size."),),
        steps=("3.35 TB/s over 140 GB",),
    )


WRONG = Checked(to="q1", claims=(claim("wrong"), claim("right")))


def shown(*, coach: bool) -> str:
    out = io.StringIO()
    PlainLines(out, coach=coach).show(WRONG)
    return " ".join(out.getvalue().split())


def test_a_remark_gives_the_value_the_working_and_the_likely_slip() -> None:
    assert list(remarks(WRONG)) == [
        "“48 tokens a second”: I make the decoding bound 23.93 tokens/s. 3.35 TB/s over 140 GB. "
        "Perhaps: That holds for weights of half the size."
    ]


def test_only_a_coach_speaks_at_once() -> None:
    assert "I make the decoding bound 23.93 tokens/s" in shown(coach=True)
    assert shown(coach=False) == ""
