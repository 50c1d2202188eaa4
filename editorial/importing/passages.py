"""Puts clauses together into doings: the clause that carries one, with what prepares or measures it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from editorial.importing.acts import Act, act_of
from editorial.importing.clauses import Clause, Sentence
from editorial.importing.months import is_date_only, month_in
from editorial.importing.wording import CONSEQUENCE, FUTURE, MEANS, OUTCOME, PURPOSE

TO_DO = re.compile(
    "为(?:了|更好地?|进一步|加快|切实)*(?:完成|推动|推进|加快|促进|落实|贯彻|深化|支持|实现|解决|满足|提升|做好|打造|建设)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One clause with its act; ``bare`` has everything enclosed blotted out."""

    start: int
    end: int
    bare: str
    stop: str
    act: Act | None
    month: int | None


@dataclass(frozen=True, slots=True)
class Doing:
    """``parts`` are consecutive; ``head`` is the one that carries the doing."""

    parts: tuple[Part, ...]
    head: Part
    month: int | None

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end


def part_of(bare: str, clause: Clause) -> Part:
    own = bare[clause.start : clause.end]
    return Part(clause.start, clause.end, own, clause.stop, act_of(own), month_in(own))


def prepares(part: Part) -> bool:
    """Return whether a clause only leads to the next one."""
    if is_date_only(part.bare):
        return True
    strength = part.act.strength if part.act else 0.0
    if TO_DO.match(part.bare):
        return True
    if len(part.bare) <= 4 and strength < 2.5:
        return True
    return (bool(PURPOSE.match(part.bare)) and strength < 2.5) or (
        bool(MEANS.match(part.bare)) and strength < 1.8
    )


def follows(part: Part, before: Part | None) -> bool:
    """Return whether a clause only carries on the one before it."""
    if before is None or is_date_only(before.bare):
        return False
    if before.stop in {"：", ":"}:
        return before.act is not None
    if OUTCOME.match(part.bare):
        return True
    strong = part.act is not None and part.act.strength >= 2.5
    if CONSEQUENCE.match(part.bare) and not strong:
        return not FUTURE.search(part.bare)
    return part.act is None and not prepares(part) and not FUTURE.search(part.bare)


def grouped(parts: list[Part]) -> Iterator[list[Part]]:
    """Yield runs of clauses that belong to one doing: what prepares it, the head, what follows from it."""
    group: list[Part] = []
    waiting = True
    for index, part in enumerate(parts):
        before = parts[index - 1] if index else None
        if group and not waiting and not follows(part, before):
            yield group
            group, waiting = [], True
        group.append(part)
        is_last = index + 1 == len(parts)
        waiting = waiting and (prepares(part) or part.act is None) and not is_last
    if group:
        yield group


def head_of(parts: list[Part]) -> Part:
    """Return the clause that carries a run: the strongest, the first among equals, not one that prepares."""
    ready = (
        [part for part in parts if part.act and not prepares(part)] or [p for p in parts if p.act] or parts
    )
    return max(ready, key=lambda part: (part.act.strength if part.act else 0.0, -part.start))


def carries_month(head: Part) -> bool:
    """Return whether a month stated earlier in the sentence holds here: for what happened, not for aims."""
    return head.act is not None and head.act.strength >= 2.5 and not FUTURE.search(head.bare)


def doings(bare: str, sentence: Sentence) -> list[Doing]:
    """Return the doings of a sentence in order. Together they hold every clause of it."""
    parts = [part_of(bare, clause) for clause in sentence.clauses]
    found: list[Doing] = []
    month: int | None = None
    for group in grouped(parts):
        stated = [part.month for part in group if part.month is not None]
        month = stated[0] if stated else month
        head = head_of(group)
        found.append(Doing(tuple(group), head, month if stated or carries_month(head) else None))
    return found
