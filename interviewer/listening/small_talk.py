"""Talk about the conversation itself, thanks, openings and closings: no evidence of anything."""

import re

from interviewer.listening.clauses import Clause

SMALL_TALK = re.compile(
    r"""\b(?:
      thank(?:s(?!\s+to\b)|\s+you)\b
    | (?:good|great|nice|interesting|excellent|lovely|tough|fair)\s+(?:question|topic)
    | (?:glad|happy|pleased|delighted)\s+(?:that\s+you|you|to\s+(?:be\s+here|go\s+on|talk|elaborate|
        expand|discuss|say\s+more|answer|hear|dive|take|explain\s+(?:more|further)))
    | (?:it['’]s|it\s+is|was)\s+(?:a|my)\s+pleasure | (?:love|enjoy)(?:ed)?\s+(?:this|talking|going
        |these|our|such|that\s+you)
    | let\s+me\s+(?:just\s+)?(?:think|see|sort|collect|gather|take\s+a|say\s+that)
    | before\s+i\s+(?:begin|start|answer|dive|go\s+into) | bear\s+with\s+me
    | give\s+me\s+a\s+(?:second|moment|minute) | (?:sort|collect|gather)\s+my\s+thoughts
    | (?:keep|be)\s+(?:it|this|myself)?\s*(?:short|brief) | talk\s+too\s+(?:much|long|fast)
    | (?:interrupt|stop|correct)\s+me\s+(?:if|when|at|any) | feel\s+free
    | (?:that|this)(?:['’]s|\s+is|\s+was|\s+would\s+be)\s+(?:\w+\s+)?
        (?:it|all|everything|how\s+i\s+see|the\s+whole\s+of|my\s+(?:answer|take|two\s+cents))\b
    | more\s+or\s+less\s+how\s+i\s+see | come\s+to\s+an\s+end | (?:from|on)\s+my\s+side
    | (?:i\s+)?hope\s+(?:that\s+)?(?:this|that|it|i)\b
    | (?:does|did)\s+(?:that|this|it)\s+(?:make\s+sense|answer|help)
    | (?:i\s+)?could\s+(?:\w+\s+)?(?:talk|go\s+on|speak|chat)\s+(?:about|for|all|on)
    | (?:take|use)\s+(?:up\s+)?(?:too\s+much\s+of\s+)?your\s+time
    | other\s+(?:things|questions|topics)\s+(?:on|to|for)
    | (?:next|another)\s+(?:one|question)\s*(?:,|whichever|if\s+you|$) | whichever\s+you\s+prefer
    | (?:i['’]?m|i\s+am|we['’]?re)\s+(?:\w+\s+)?(?:curious|excited|nervous|looking\s+forward)
    | hear\s+(?:more\s+)?from\s+(?:me|you) | (?:what|how)\s+(?:do|would|did)\s+you\s+(?:think|see)
    | (?:people|colleagues)\s+(?:in\s+your|here\s+at) | such\s+a\s+(?:nice|kind|warm)
    | (?:as|like)\s+i\s+(?:said|mentioned)\s+(?:before|earlier|at\s+the\s+(?:start|beginning))
    )""",
    re.IGNORECASE | re.VERBOSE,
)
# A figure is matter, however politely it is wrapped.
FIGURE = re.compile(r"\d")


# A clause with more words of meaning than this says something beside its politeness.
MOST_MEANING = 7


def is_small_talk(clause: Clause) -> bool:
    is_matter = FIGURE.search(clause.text) or len(clause.content) > MOST_MEANING
    return not is_matter and bool(SMALL_TALK.search(clause.text))
