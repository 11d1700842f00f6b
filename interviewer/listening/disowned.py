"""What an answer says without standing by it: hearsay, and claims taken back in the next clause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from interviewer.listening.clauses import Clause

# "X. That's not so." takes back whatever X is.
TAKEN_BACK = re.compile(
    r"""^(?:(?:but|and|yet|well|however|actually|no|nope|sorry|wait)[,;:]?\s+)*(?:
      (?:that|this|it|which|they|these|those|both|neither)(?:['’]s|\s+\w+)?\s+
        (?:(?:claim|idea|belief|view|argument|number|figure|statement)\s+)?
        (?:(?:is|are|was)\s+)?(?:(?:simply|just|plainly|also|still|flat|quite|of\s+course)\s+)?
        (?:not\s+(?:so|true|right|correct|the\s+case|how\s+it\s+works)|wrong|false|untrue|mistaken
        |incorrect|nonsense|(?:a|the)\s+(?:\w+\s+)?(?:myth|misconception|mistake|fallacy|trap))
      (?!\s+(?:to|for|that|when|if)\b)
    | (?:that|this|it|they)\s+(?:is|are|was)n['’]?t\s+(?:so|true|right|correct|the\s+case)
    | not\s+(?:so|true|quite)\b
    | (?:wrong|false|nonsense|scratch\s+that|i\s+take\s+that\s+back|let\s+me\s+correct)\b
    | i\s+(?:strongly\s+)?(?:disagree|do(?:n['’]t|\s+not)\s+(?:agree|buy|believe|think\s+so))
    )""",
    re.IGNORECASE | re.VERBOSE,
)
HEARSAY = re.compile(
    r"""\b(?:
      (?:some|many|most|other|lots\s+of|plenty\s+of)\s*(?:people|folks|engineers|teams|users|others)?
        \s+(?:(?:will|would|often|still|might|may)\s+)*
        (?:say|think|believe|claim|argue|assume|expect|told|hold)
    | people\s+(?:\w+\s+)?(?:say|think|believe|claim|argue|assume|expect|tell)
    | (?:you|one|we)\s+(?:might|may|could|would)\s+(?:\w+\s+)?(?:think|expect|say|believe|assume)
    | it\s+is\s+(?:often|sometimes|commonly|widely)\s+(?:said|believed|claimed|thought|assumed)
    | (?:rumou?r|legend|marketing|the\s+brochure|the\s+data\s+sheet)\s+(?:has\s+it|says|claims)
    | at\s+first\s+(?:glance|sight)|on\s+paper|intuitively|na[iï]vely
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# After hearsay a turn is enough; after one's own words it may only add a condition.
TURN = re.compile(
    r"^(?:but|however|yet|actually|in\s+fact|in\s+reality|really|no)\b", re.IGNORECASE
)
GIVEN_UP = re.compile(
    r"\bi\s+(?:used\s+to|once|first|initially)\s+(?:think|thought|believed?|assumed?)",
    re.IGNORECASE,
)
# "It is a myth that X": the claim stands beside what refutes it.
REFUTED_WITHIN = re.compile(
    r"""\b(?:myth|misconception|mistake|mistaken|fallacy|nonsense|wrong|false|untrue|naive)\s+
      (?:(?:is|was|belief|idea|assumption)\s+)*(?:that|to\s+(?:think|believe|assume|say|claim))\b
    | \b(?:not|is\s*n['’]?t|never)\s+(?:\w+\s+)?(?:true|right|correct|the\s+case|so)\s+that\b
    | \bdisagree\s+(?:that|with\s+the\s+\w+\s+that)\b
    | \b(?:nobody|no\s+one)\s+(?:\w+\s+)?(?:think|believe|assume|say|claim)s?\b""",
    re.IGNORECASE | re.VERBOSE,
)
TURN_REACH_CLAUSES = 2


def owned(found: Sequence[Clause]) -> list[Clause]:
    """The clauses of an answer, those marked that their speaker does not stand by."""
    places = set(disowned(found))
    return [replace(c, is_disowned=True) if n in places else c for n, c in enumerate(found)]


def disowned(found: Sequence[Clause]) -> Iterator[int]:
    for place, clause in enumerate(found):
        after = [one.text for one in found[place + 1 : place + 1 + TURN_REACH_CLAUSES]]
        is_taken_back = bool(after) and bool(TAKEN_BACK.search(after[0]))
        is_hearsay = bool(HEARSAY.search(clause.text)) and any(map(turns, after))
        is_refuted = any(mark.search(clause.text) for mark in (GIVEN_UP, REFUTED_WITHIN))
        if is_taken_back or is_hearsay or is_refuted:
            yield place


def turns(text: str) -> bool:
    return bool(TURN.search(text) or TAKEN_BACK.search(text))
