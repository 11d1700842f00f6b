"""How a quantity was meant: claimed, or negated, supposed, asked, quoted, taken back, told."""

import re
from enum import StrEnum

from interviewer.checking.readings import Reading
from interviewer.checking.scene import Scene, Span

REACH = 60
ABOUT = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|approx\.?|circa|ca\.|nearly|almost|some|close to"
    r"|somewhere near|something like|on the order of|order of|ballpark|just (?:over|under|shy of)"
    r"|a bit (?:over|under)|a little (?:over|under|more than|less than)|call it|say|or so|like)"
    r"\s(?:of\s)?(?:a\s)?|[~≈])\s*$",
    re.IGNORECASE,
)
ABOUT_AFTER = re.compile(r"^(?:[- ]?ish\b|,? or so\b|,? give or take|,? roughly\b|,? more or less)")
OVER = re.compile(
    r"(?:\b(?:over|more than|above|exceed(?:s|ing)?|greater than|beyond|north of|in excess of"
    r"|well over"
    r"|upwards of)|(?<![-=])>)\s*$",
    re.IGNORECASE,
)
UNDER = re.compile(
    r"(?:\b(?:under|less than|below|fewer than|smaller than|short of|well under)|<(?!-))\s*$",
    re.IGNORECASE,
)
CEILING = re.compile(
    r"\b(?:beyond|exceed|above|over|more than|faster than|better than|below|under|less than)\s*$",
    re.IGNORECASE,
)
CANNOT = re.compile(
    r"\b(?:can'?t|cannot|can not|couldn'?t|won'?t|will not|never|no|not|impossible|don'?t)\b"
    r"[^.,;]{0,40}$",
    re.IGNORECASE,
)
NOT = re.compile(
    r"(?:\b(?:not|isn'?t|aren'?t|wasn'?t|rather than|instead of|and not|never|no longer|doesn'?t"
    r"(?: \w+)?|don'?t(?: \w+)?|didn'?t(?: \w+)?|neither|nor)\s(?:(?:really|just|only|quite|exactly"
    r"|actually|the|a|an|some|have|has|get|need|about|around|roughly|be|at|like|merely)\s){0,3})$",
    re.IGNORECASE,
)
BUT_RIGHT = re.compile(r"\bnot (?:only|just|merely)\s*$", re.IGNORECASE)
SUPPOSED = re.compile(
    r"\b(?:if|suppose|supposing|imagine|assum(?:e|es|ing)|say we|let'?s say|say you|what if|pretend"
    r"|hypothetical(?:ly)?|were to|would need|had it|unless|even at|were it|let us|let'?s take"
    r"|given"
    r"|take)\b",
    re.IGNORECASE,
)
CONSEQUENCE = re.compile(r",\s|;\s|\bthen\b|\s[–—]\s")
# Speech goes on after a condition without a comma.
SPOKEN_CONSEQUENCE = re.compile(
    r"\b(?:so|that'?s|that is|this is|which (?:is|gives)|(?:we|you|i|they)(?:'d"
    r"| would)? (?:get|need|say)|it (?:is|takes|needs))\b",
    re.IGNORECASE,
)
LONGEST_CONDITION = 160
IF_ONLY = re.compile(
    r"\b(?:if|suppose|supposing|imagine|what if|pretend|hypothetical(?:ly)?|were to|had it"
    r"|unless|were it|wish(?:es)?)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(
    r"\b(?:you (?:said|asked|mentioned|told)|the (?:question|prompt|interviewer|brief"
    r"|task) (?:says?"
    r"|said|asks?|asked|mentions?|gives?|assumes?)|(?:people|some|they|he|she|many|others|blogs?"
    r"|marketing|someone|somebody|everyone|(?:an?|the|their|our|one"
    r"|my) (?:\w+ )?(?:colleague|customer"
    r"|vendor|manager|wiki|post|article|tweet|slides?|deck|brochure|datasheet|spec sheet"
    r"|intern|sales\w*"
    r"|runbook|readme|page|doc(?:s|ument)?|notes?|ticket|memo|report|e-?mail))"
    r"(?: \w+){0,3} (?:says?|said|claims?|claimed|thinks?|thought|told|believes?|believed|wrote"
    r"|quote"
    r"[sd]?|asked|wants?|wanted|insisted?)|(?:I|we) (?:used to|first|initially|originally|once|had"
    r"|mistakenly|wrongly) (?:think|thought|believed?|assumed|guess|guessed|said)|myth"
    r"|misconception"
    r"|commonly (?:said|quoted)|(?:is|are|was|be) (?:often )?(?:misquoted|wrong|mistaken)"
    r"|as you (?:said|asked)|wrongly|mistakenly|naively|naive answer)\b",
    re.IGNORECASE,
)
TAKEN_BACK = re.compile(
    r"(?:\bsorry|\bI mean\b|\bI meant\b|\bcorrection\b|\bscratch that\b|\bno,? wait\b"
    r"|\bwait,? (?:no"
    r"|that)|\bmake that\b|\bactually,? no\b|\bno,? actually\b|\blet me correct\b|\bI misspoke\b"
    r"|\bstrike that\b|\bor rather\b|[-–—,.]\s*no,|\bexcuse me\b|\bmy mistake\b|\bI should say\b"
    r"|\bhang on\b|\bhold on\b|\boops\b|\bapologies\b)",
    re.IGNORECASE,
)
TOLD = re.compile(
    r"\b(?:we|I|our (?:team|group|service|cluster|customers?|model|pipeline|kernel|job|run|system)"
    r"|my team|the team)(?:'d|'ve)? (?:\w+ly )?(?:have |had |then |also )?(?:went|got|gotten"
    r"|achieved"
    r"|measured|observed|saw|seen|reduced|cut|improved|shipped|brought|took|ran|reached|increased"
    r"|hit"
    r"|dropped|raised|moved|trained|served|deployed|built|led|hired|managed|spent|saved|lost|won"
    r"|grew"
    r"|launched|handled|benchmarked|profiled|scaled|rewrote|fused|migrated|found|bought|paid|had"
    r"|were"
    r"|was|used|worked|tested|tuned|made|delivered|processed|halved|doubled|sped|lowered|pushed"
    r"|dropped|logged|recorded|started|ended|beat|replaced|held|kept)\b"
    r"|\b(?:in production|in our (?:tests?|benchmarks?|lab|runs?)|in practice|in benchmarks?"
    r"|last (?:year|quarter|month|week)|at my (?:last|previous|current)"
    r"|in my (?:last"
    r"|previous|current)|back (?:at|in)|p50|p95|p99|our (?:SLA|SLO|budget|baseline|target|goal))\b"
    r"|\b(?:went|dropped|fell|rose|climbed|improved|jumped) (?:\w+ )?from\b"
    r"|\bI(?:'ve| have) (?:been|seen|worked|run|used)\b",
    re.IGNORECASE,
)
# What follows from a story holds, or not, like any other claim.
CONCLUDED = re.compile(
    r"\W*(?:so|which means|meaning|that means|therefore|hence)\b[^.]*?"
    r"\b(?:is|are|needs?|takes?|should|would|costs?)\b",
    re.IGNORECASE,
)
PLANNED = re.compile(
    r"\b(?:target|goal|SLO|SLA|requirement|threshold|adoption|deadline|hir(?:e|ing)|salary"
    r"|head-?count"
    r"|(?:my|our|the|a|this) budget|(?:I|we)(?:'d| would| should)(?: also| rather"
    r"| first)? (?:want|aim"
    r"|ask|plan|like|target|require|validate|insist|test|try|give|see|rather|need to see)"
    r"|(?:customers?|users?|clients?) (?:wants?|asks?|needs?|expects?|requires?)"
    r"|at least a|before (?:committing|we spend|I commit))\b",
    re.IGNORECASE,
)
REFUTES = re.compile(
    r"\s*(?:no|nope|nah|wrong|false|nonsense|not (?:true|so|quite|right)|untrue)(?=[.!,]|$)"
    r"|\s*(?:both|all(?: three)?)(?: \w+)? (?:are|were) (?:\w+ )?(?:wrong|false|incorrect)"
    r"|\s*(?:neither|none)(?: \w+)* (?:is|was|are) (?:\w+ )?(?:true|right|correct)"
    r"|\s*(?:that|this|which|it)(?:'s| is| was) (?:\w+ )?(?:wrong|false|not (?:true|so"
    r"|right)|nonsense"
    r"|untrue|a myth|incorrect)\b|\s*(?:don'?t|do not) (?:trust|believe|quote|repeat|use)"
    r"|\s*(?:that|this|it) isn'?t (?:true|so|right|correct)",
    re.IGNORECASE,
)
OPEN_QUOTE = re.compile(r"[\"“][^\"“”]*$")


SAID_BY_OTHERS = re.compile(
    r"^\s*(?:that |which )?(?:they|you|the \w+|marketing|people|he|she|someone|somebody"
    r"|others) (?:\w+ )?"
    r"(?:promis|claim|said|sa(?:y|ys)\b|quot|want|ask|mention|hop|advertis|expect|believ|think"
    r"|told)",
    re.IGNORECASE,
)
RULED_OUT = re.compile(
    r"^[^.,;]{0,40}?\b(?:is|are|would be|was|seems|looks) (?:just |simply |clearly "
    r"|completely )?(?:out of reach"
    r"|impossible|not (?:possible|reachable|feasible|enough|achievable|going)|unrealistic"
    r"|unreachable"
    r"|too (?:much|many|high|low|few|small|large|big|optimistic)|hopeless|infeasible|unattainable)",
    re.IGNORECASE,
)


# What somebody else said goes on to the end of the sentence, unless it is taken up against.
REPORTED = re.compile(
    r"\b(?:(?:an?|the|their|our|one|my|some) (?:\w+ )?(?:colleague|customer|vendor"
    r"|manager|wiki|post"
    r"|runbook|readme|page|doc|ticket|memo|report|e-?mail|article|tweet|slides?|deck|brochure|intern|sales\w*|engineer|candidate|friend|someone|people)"
    r"|someone|somebody|they|he|she|people)(?: \w+){0,2} (?:told|says?|said|claims?|claimed|wrote"
    r"|insisted|thought|believed|believes?)(?: me| us| them)? that\b(?!.*\b(?:but|however|actually"
    r"|in fact|really|whereas)\b)",
    re.IGNORECASE,
)


class Manner(StrEnum):
    claimed = "claimed"
    negated = "negated"
    supposed = "supposed"
    asked = "asked"
    quoted = "quoted"
    taken_back = "taken_back"


def manner(scene: Scene, reading: Reading) -> Manner:
    """How the reading stands in its sentence; only what is `claimed` can be wrong."""
    before = scene.before(reading, REACH)
    sentence = scene.text(scene.sentence(reading.start))
    if sentence.rstrip("\"'”’) \n").endswith("?"):
        return Manner.asked
    if is_taken_back(scene, reading):
        return Manner.taken_back
    negated = NOT.search(before) and not BUT_RIGHT.search(before)
    if negated or RULED_OUT.match(scene.after(reading, 70)):
        return Manner.negated
    if is_refuted(scene, reading) or is_quoted(scene, reading) or is_in_quotes(scene, reading):
        return Manner.quoted
    if is_supposed(scene, reading):
        return Manner.supposed
    return Manner.claimed


def is_taken_back(scene: Scene, reading: Reading) -> bool:
    """Whether a later number of the same kind replaces this one: "3.5, sorry, 3.35"."""
    follower = next((r for r in scene.readings if r.start >= reading.end), None)
    if follower is None or follower.start - reading.end > REACH:
        return False
    between = scene.document[reading.end : follower.start]
    same = {u.dimension for u in reading.units} & {u.dimension for u in follower.units}
    return bool(same) and bool(TAKEN_BACK.search(between))


def is_quoted(scene: Scene, reading: Reading) -> bool:
    sentence = scene.sentence(reading.start)
    before = scene.document[sentence.start : reading.start]
    clause = scene.text(scene.clause(reading))
    after = scene.after(reading, 40)
    wrong_after = re.search(
        r"\b(?:is|was|are|were|would be) (?:wrong|a myth|incorrect|mistaken)", after
    )
    others = SAID_BY_OTHERS.match(after)
    reported = REPORTED.search(before)
    return bool(
        QUOTED.search(before[-90:]) or QUOTED.search(clause) or wrong_after or others or reported
    )


def is_refuted(scene: Scene, reading: Reading) -> bool:
    """Whether the next sentence says no to it: "… does 2 PFLOPS dense. No."."""
    end = scene.sentence(reading.start).end
    return bool(REFUTES.match(scene.document, end))


def is_in_quotes(scene: Scene, reading: Reading) -> bool:
    """Whether it stands between quotation marks: somebody else's words."""
    end = scene.sentence(reading.start).end + REACH
    before = scene.document[max(reading.start - 200, 0) : reading.start]
    closes = re.search(r"[\"”]", scene.document[reading.end : end])
    return bool(OPEN_QUOTE.search(before)) and before.count('"') % 2 == 1 and bool(closes)


def is_supposed(scene: Scene, reading: Reading) -> bool:
    """Whether it stands in an if-clause; what follows from it is claimed again."""
    sentence = scene.sentence(reading.start)
    before = scene.document[sentence.start : reading.start]
    conditions = list(IF_ONLY.finditer(before))
    if not conditions or reading.start - sentence.start - conditions[-1].end() > LONGEST_CONDITION:
        return False
    since = conditions[-1].end()
    return not (CONSEQUENCE.search(before, since) or SPOKEN_CONSEQUENCE.search(before, since + 8))


def is_consequence(scene: Scene, reading: Reading) -> bool:
    """Whether a number ends an if-sentence, so that it may be what follows.

    Speech has no comma between the condition and what comes of it.
    """
    sentence = scene.sentence(reading.start)
    here = scene.within(sentence)
    return here[-1] is reading


def is_about(scene: Scene, reading: Reading) -> bool:
    after = scene.document[reading.body_end : reading.body_end + 12]
    late = scene.after(reading, 20)
    before = scene.before(reading, 30)
    return bool(ABOUT.search(before) or ABOUT_AFTER.match(after) or ABOUT_AFTER.match(late))


def bound(scene: Scene, reading: Reading) -> int:
    """1 for "more than" the number, -1 for "less than", 0 for the number itself.

    "Can't go beyond 24" names the limit itself.
    """
    before = scene.before(reading, REACH)
    if CEILING.search(before) and CANNOT.search(before):
        return 0
    if OVER.search(before):
        return 1
    return -1 if UNDER.search(before) else 0


# In speech without full stops a story reaches only so far.
LONGEST_STORY = 240


def is_told(scene: Scene, reading: Reading) -> bool:
    """Whether it reports what happened somewhere, which no formula can check."""
    sentence = scene.sentence(reading.start)
    if sentence.end - sentence.start > LONGEST_STORY:
        first, last = reading.start - LONGEST_STORY // 2, reading.end + LONGEST_STORY // 4
        sentence = Span(max(sentence.start, first), min(sentence.end, last))
    told = TOLD.search(scene.text(sentence))
    return bool(told) and not CONCLUDED.match(scene.text(scene.clause(reading)))


def is_planned(scene: Scene, reading: Reading) -> bool:
    return bool(PLANNED.search(scene.text(scene.clause(reading))))
