"""Weighs a doing: how likely it is one an editor would record, and why."""

import re
from dataclasses import dataclass

from editorial.importing.acts import Act, before_adverbs
from editorial.importing.clauses import MASK
from editorial.importing.kinds import SOFT_KINDS, WORK, kind_of
from editorial.importing.passages import Doing
from editorial.importing.wording import (
    CONCRETE,
    FUTURE,
    HEAD_NOUN,
    LATER_LANDS,
    NAMED,
    OUTCOME,
    RANKED,
    SLACK,
    SOFT_HEAD,
    VERB_RUN,
)

TICKED = 2.3
SHOWN = 1.5
AGENT = re.compile("(?:由|在|于|已于|也已|随)[^的，]{1,8}$")
"""Who did it or when, between a thing and the verb that ends the clause: 办法由市里在4月印发."""


@dataclass(frozen=True, slots=True)
class Weight:
    score: float
    kind: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A doing's head clause taken apart: its text, the same blotted out, and what the verb acts on."""

    text: str
    bare: str
    tail: str
    bare_tail: str


def verb_end(bare: str, act: Act) -> int:
    """Return where the verbs end that stand one behind the other: 编制发布, 制定并实施."""
    end = act.end
    while run := VERB_RUN.match(bare, end):
        end = run.end()
    return end


def object_span(bare: str, act: Act) -> tuple[int, int]:
    """Return where in a clause stands what the verb acts on: after it, or before one that ends the clause."""
    if act.is_tail:
        return 0, before_adverbs(bare, act.start)
    end = verb_end(bare, act)
    return (end, len(bare)) if end < len(bare) else (0, act.start)


def wording_of(line: str, doing: Doing, act: Act) -> Wording:
    text = line[doing.head.start : doing.head.end]
    start, end = object_span(doing.head.bare, act)
    if act.is_tail and (agent := AGENT.search(doing.head.bare[:end], start)):
        end = agent.start()
    return Wording(text, doing.head.bare, text[start:end], doing.head.bare[start:end])


def noun_of(tail: str) -> str:
    """Return an object without quotation marks around and behind its last word."""
    return WORK.sub("", re.sub("（[^）]*）|\\([^)]*\\)|[“”‘’《》「」]", "", tail))


def is_aim(doing: Doing) -> bool:
    """Return whether a doing is still to come. What an outcome clause hopes for does not make it so."""
    return any(FUTURE.search(part.bare) and not OUTCOME.match(part.bare) for part in doing.parts)


def marks(doing: Doing, act: Act, words: Wording, kind: str) -> list[tuple[str, float]]:
    """Return the signs for and against, each with its weight."""
    noun = noun_of(words.tail)
    weak = act.strength < 2.5
    named = weak and NAMED.search(noun[-12:]) and re.search("建设|落地|建成", words.text)
    is_named = not weak or bool(HEAD_NOUN.search(noun)) or bool(re.search("\\d", words.bare))
    is_vague = SOFT_HEAD.search(noun) and MASK not in words.bare_tail[-2:]
    signs = [
        ("实指", 0.6 if is_named else 0.3, bool(CONCRETE.search(words.bare))),
        ("中心词", 0.5, bool(HEAD_NOUN.search(noun))),
        ("位次", 0.4, bool(act.family == "result" and RANKED.search(words.bare))),
        ("月份", 0.6, doing.month is not None),
        ("推动落地", 1.1, bool(weak and LATER_LANDS.search(words.bare))),
        ("具名建设", 0.6, bool(named)),
        ("虚指", -1.0, bool(is_vague and act.family not in {"sign", "hold", "issue", "earn", "result"})),
        ("将来", -1.6, is_aim(doing)),
        ("渐进", -0.6, bool(weak and SLACK.search(words.bare))),
        ("布局类", -0.8, kind == "goal" or (weak and kind in SOFT_KINDS)),
    ]
    return [(name, weight) for name, weight, holds in signs if holds]


def weigh(line: str, doing: Doing, *, is_slogan: bool) -> Weight | None:
    """Return the weight of a doing, or None where it tells of none."""
    act = doing.head.act
    if act is None:
        return Weight(0.0, "statement", ("口号",)) if is_slogan else None
    words = wording_of(line, doing, act)
    kind = kind_of(act.family, words.text if act.family == "land" else words.tail)
    if is_aim(doing) and act.family in {"build", "soft", "open", "earn", "start"}:
        kind = "goal"
    signs = marks(doing, act, words, kind)
    if is_slogan and act.strength < 2.5:
        signs.append(("口号", -0.8))
        kind = "statement"
    score = round(act.strength + sum(weight for _, weight in signs), 2)
    if score < SHOWN and kind not in SOFT_KINDS:
        kind = "statement"
    why = (f"{act.verb} {act.strength:+.1f}", *(f"{name} {weight:+.1f}" for name, weight in signs))
    return Weight(score, kind, why)
