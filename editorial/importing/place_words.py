"""How strongly the words of a block speak for each district, and for the city as a whole."""

from __future__ import annotations

import math
import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from .gazetteer import Gazetteer, Mention, Term
from .text import fold

FULL = 4.0
"""Above this a score grows with the root only: ten landmarks are not ten times as sure as one."""
FIRST_SENTENCE = 1.3
TITLE_MARK = 1.5
PARTNER = 0.5
PARTNER_FIRST = 0.25
"""A sentence that begins 与某区 has its subject elsewhere."""
LISTED = 0.2
LIST_LENGTH = 3
CITY_LIST_LENGTH = 4
CITY_LIST = 3.0
CITY_CUE = 0.8

_PARTNER_VERBS = "与|和|同|联动|携手|会同|对接|辐射|赴|来自|引进|联合|协同|服务|借鉴|学习|邻近|吸引"
_PARTNER = re.compile(rf"(?:{_PARTNER_VERBS})[^,。;:!?、]{{0,6}}$")
_PARTNER_FIRST = re.compile(rf"(?:^|[。;!?])(?:主动|积极|还|并|此外,|同时,)?(?:{_PARTNER_VERBS})\"?$")
_JOINT = re.compile(r"[\"'》)]*(?:、|和|与|及|以及|,|/)[\"'《(]*")
_CITY_CUE = re.compile(
    "各区|各重点区域|全域|重点区域|区域创新|这条主线|为主线|主线提速|全市各|本市各|各承载区|承载区建设"
    "|下一步|市科委|市经济信息化委|市发展改革委|市委、市政府|全市将|本市将|各部门|市级部门|市相关部门"
)
_END = re.compile("[。!?]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A term in the original text, and how much its surroundings let it count."""

    start: int
    end: int
    term: Term
    factor: float


@dataclass(frozen=True, slots=True)
class Score:
    """What the words of a block say; ``listed`` is the longest enumeration of places in it."""

    places: dict[str, float] = field(default_factory=dict)
    city: float = 0.0
    hits: tuple[Hit, ...] = ()
    listed: tuple[Term, ...] = ()

    def of(self, places: Iterable[str]) -> float:
        return max((self.places.get(place, 0.0) for place in places), default=0.0)

    def best(self, *, but: Iterable[str] = ()) -> tuple[str, float]:
        """The strongest district, leaving some out, and its score; an empty name where there is none."""
        left_out = set(but)
        rest = [(score, place) for place, score in self.places.items() if place not in left_out]
        score, place = max(rest, default=(0.0, ""))
        return place, score


def read_block(text: str, ranges: Sequence[tuple[int, int]], gazetteer: Gazetteer) -> Score:
    """Return the score of a block: some ranges of the text that belong together."""
    parts = [
        _read_range(text[start:end], start, gazetteer, is_first=number == 0)
        for number, (start, end) in enumerate(ranges)
    ]
    hits = tuple(hit for part in parts for hit in part.hits)
    listed = max((part.listed for part in parts), key=len, default=())
    city = sum(part.city for part in parts) + (CITY_LIST if len(listed) >= CITY_LIST_LENGTH else 0.0)
    return Score(weigh(hits), city, hits, listed)


def _read_range(text: str, offset: int, gazetteer: Gazetteer, *, is_first: bool) -> Score:
    view = fold(text)
    mentions = gazetteer.mentions(view.text)
    runs = _runs(view.text, mentions)
    lists = [run for run in runs if _is_list(run)]
    leaders = {mention.start: run[0].start for run in runs for mention in run}
    in_list = {mention.start for run in lists for mention in run}
    first_end = _first_sentence(view.text) if is_first else 0
    hits = []
    for mention in mentions:
        start, end = view.span(mention.start, mention.end)
        factor = LISTED if mention.start in in_list else _factor(view.text, mention.start, leaders)
        if mention.start < first_end:
            factor *= FIRST_SENTENCE
        hits.append(Hit(start + offset, end + offset, mention.term, factor))
    listed = max((tuple(m.term for m in run) for run in lists), key=len, default=())
    cues = len(_CITY_CUE.findall(_without(view.text, mentions)))
    return Score({}, CITY_CUE * cues, tuple(hits), listed)


def weigh(hits: Iterable[Hit]) -> dict[str, float]:
    """Sum the best occurrence of every distinct term, per district."""
    best: dict[str, dict[str, float]] = defaultdict(dict)
    for hit in hits:
        for place, weight in hit.term.weights.items():
            best[place][hit.term.text] = max(weight * hit.factor, best[place].get(hit.term.text, 0.0))
    return {place: _compressed(sum(terms.values())) for place, terms in best.items()}


def weigh_up_to(
    hits: Iterable[Hit], cuts: Iterable[int], is_reached: Callable[[Hit, int], bool]
) -> list[Score]:
    """Return for every cut the score of the hits reached so far; both come in the same direction.

    Costs one pass, for a file may be one line of 100,000 characters with a place in every sentence.
    """
    waiting = deque(hits)
    best: dict[tuple[str, str], float] = {}
    totals: dict[str, float] = defaultdict(float)
    scores = []
    for cut in cuts:
        while waiting and is_reached(waiting[0], cut):
            hit = waiting.popleft()
            for place, weight in hit.term.weights.items():
                key, more = (place, hit.term.text), weight * hit.factor
                totals[place] += max(0.0, more - best.get(key, 0.0))
                best[key] = max(more, best.get(key, 0.0))
        scores.append(Score({place: _compressed(total) for place, total in totals.items()}))
    return scores


def _compressed(total: float) -> float:
    return total if total <= FULL else FULL + math.sqrt(total - FULL)


def _factor(folded: str, at: int, leaders: dict[int, int]) -> float:
    """How much a mention counts by the words before it, or before the row of names that it stands in."""
    before, row = (folded[max(0, start - 12) : start] for start in (at, leaders[at]))
    factor = TITLE_MARK if before.endswith("《") else 1.0
    if _PARTNER_FIRST.search(row):
        return factor * PARTNER_FIRST
    return factor * PARTNER if _PARTNER.search(before) or _PARTNER.search(row) else factor


def _first_sentence(folded: str) -> int:
    found = _END.search(folded)
    return found.start() if found else len(folded)


def _runs(folded: str, mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions that are joined by nothing but 、 and 和."""
    runs: list[list[Mention]] = []
    for mention in mentions:
        if runs and _JOINT.fullmatch(folded[runs[-1][-1].end : mention.start]):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return runs


def _is_list(run: Sequence[Mention]) -> bool:
    """An enumeration goes across the city; four parks of one district in a row are about that district."""
    if len(run) < LIST_LENGTH:
        return False
    return not set.intersection(*(set(mention.term.weights) for mention in run))


def _without(folded: str, mentions: Sequence[Mention]) -> str:
    """The text with the mentions cut out, so that 全域 in 全域中央活动区 is no word about the city."""
    kept, at = [], 0
    for mention in mentions:
        kept.append(folded[at : mention.start])
        at = mention.end
    return "\n".join([*kept, folded[at:]])
