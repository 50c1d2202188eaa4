"""Finds what a clause tells of being done: the verb that carries it, how strong, and the words it acts on."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from editorial.importing.wording import (
    AFTER_VERB,
    BEFORE_VERB,
    COUNTED,
    FAMILIES,
    FUTURE,
    GREW,
    PASSIVE,
    PROGRESS,
    RANKED,
    RISEN,
)

LONGEST_CLAUSE = 400
"""Nobody writes a longer clause; what has no stop for so long is not prose and tells of nothing."""
REACH = 8
"""Longer than any adverb, in characters."""
FAMILY_OF = {verb: family for family, (_, verbs) in reversed(FAMILIES.items()) for verb in verbs.split()}
VERB = re.compile("|".join(sorted(FAMILY_OF, key=len, reverse=True)))
NOMINAL = {verb: re.compile(f"(?:{after})") for verb, after in AFTER_VERB.items() if after}
FREE = frozenset({"earn", "issue", "found", "sign", "hold", "open", "land", "start"})
"""Families whose verbs are verbs wherever they stand; the others only after an adverb or at the head."""
CLEAR = frozenset({"打造", "构建", "搭建", "构筑", "共建", "创建", "攻克", "建立"})
"""Weaker verbs that are no nouns either."""
DATE = re.compile(
    r"(?:(?:19|20)\d{2}年|今年|当年|年内|同年|上半年|下半年|年初|年底)?(?:\d{1,2}|"
    r"[一二三四五六七八九十]{1,3})?(?:月(?:\d{1,2}日|份|底|初)?)?[，,]?"
)
SUBJECT_END = re.compile(
    "(?:[上中里内]|领域|方面|技术|该区|各方|当地|全区|本区|区里|政府|委|集团|公司|□|我区|"
    "两地|三地|区校|校企|市区|市区联动|平台|产业|岛|来|以)$"
)
PREPOSITION = re.compile("[以由用在就对把将从向与同为借](?!上)")


@dataclass(frozen=True, slots=True)
class Act:
    """``start`` and ``end`` bound the verb in its clause; ``is_tail`` where its object stands before it."""

    family: str
    strength: float
    verb: str
    start: int
    end: int
    is_tail: bool


def is_nominal(bare: str, match: re.Match[str]) -> bool:
    """Return whether a verb is here part of a noun."""
    after = NOMINAL.get(match.group())
    return bool(after and after.match(bare, match.end()))


def before_adverbs(bare: str, at: int) -> int:
    """Return where the adverbs that stand directly before a position begin."""
    while found := BEFORE_VERB.search(bare, max(0, at - REACH), at):
        at = found.start()
    return at


def opens(bare: str, at: int) -> bool:
    """Return whether a verb at this position stands where a predicate begins."""
    left = before_adverbs(bare, at)
    head = bare[DATE.match(bare).end() : left]  # type: ignore[union-attr]
    return not head or left < at or bool(SUBJECT_END.search(head) or PREPOSITION.match(head))


def predicates(bare: str) -> list[Act]:
    """Return the verbs that may carry a clause: none before 的 where another can (组建的公司获批)."""
    found = list(verbs(bare))
    return [act for act in found if bare[act.end : act.end + 1] != "的"] or found


def verbs(bare: str) -> Iterator[Act]:
    """Yield what reads as a verb in a clause."""
    for match in VERB.finditer(bare):
        family = FAMILY_OF[match.group()]
        if is_nominal(bare, match):
            continue
        is_clear = family in FREE or match.group() in CLEAR or len(match.group()) == 4
        if not is_clear and not opens(bare, match.start()):
            continue
        is_tail = match.start() > 3 and len(bare) - match.end() <= 2
        yield Act(family, FAMILIES[family][0], match.group(), match.start(), match.end(), is_tail)


def progress(bare: str) -> Act | None:
    """Return the act of a clause whose subject moves by itself: 实验室建设稳步推进, 规划得到落实."""
    if len(bare) < 8:
        return None
    match = PROGRESS.search(bare)
    found = match or next(reversed(list(PASSIVE.finditer(bare))), None)
    if found is None:
        return None
    start = before_adverbs(bare, found.start())
    family = "build" if match and match.group() not in GRADUAL else "soft"
    return Act(family, FAMILIES[family][0], bare[start:], start, len(bare), is_tail=True)


GRADUAL = frozenset({"深化", "壮大", "优化", "提高", "提升", "融合"})
TURNS: tuple[tuple[str, float, re.Pattern[str]], ...] = (
    ("earn", 3.0, re.compile("(?:上升为|成为)[^，]{0,3}国家[^，]{0,2}战略")),
    ("earn", 3.0, re.compile("通过(?=[^，]*(?:评估|验收|评审|审核|认证|考核|复评|复审|鉴定))")),
    ("earn", 3.0, re.compile("获(?![得批评选准])(?=[^，]+(?:激励|表扬|表彰|奖|称号|荣誉|授牌|资助|肯定))")),
    (
        "earn",
        3.0,
        re.compile("(?:拿到|取得|领取|获颁|拿下)(?=[^，]*(?:牌照|许可|资质|证书|批文|批件|订单|奖))"),
    ),
    (
        "earn",
        3.0,
        re.compile("(?:进入|迈入|跨入)(?=[^，]*(?:之列|行列|名单|榜单|前[一二三四五六七八九十\\d]))"),
    ),
    ("open", 3.0, re.compile("投入(?=[^，]{0,6}(?:运营|运行|使用|生产|试用)$)")),
    (
        "earn",
        2.0,
        re.compile("(?<![^，]{7})(?:既|已|也)?是(?=(?:国家|全国)[^，]*(?:基地|示范区|城区|试点|城市|园区)$)"),
    ),
)
"""Turns of phrase that carry a clause though their verb alone would not."""


def turn(bare: str) -> Act | None:
    """Return the act of a clause that tells by a turn of phrase what was passed, earned or opened."""
    for family, strength, pattern in TURNS:
        if found := pattern.search(bare):
            return Act(family, strength, found.group(), found.start(), found.end(), is_tail=False)
    return None


def result(bare: str) -> Act | None:
    """Return the act of a clause that gives a figure reached or a rank."""
    found = RANKED.search(bare) or RISEN.search(bare) or COUNTED.search(bare)
    if not found and re.search(r"\d", bare):
        found = GREW.search(bare)
    if not found:
        return None
    return Act("result", 2.0, found.group(), found.start(), found.end(), is_tail=False)


def aim(bare: str) -> Act | None:
    """Return the act of a clause that only says what is to come."""
    found = FUTURE.search(bare)
    return Act("soft", 0.8, found.group()[:4], found.start(), found.end(), False) if found else None


def leading(found: list[Act], bare: str) -> Act | None:
    """Return the verb that carries a clause: the strongest, the first among equals.

    A weak verb at the head keeps the clause from one that only ends it: 推动实验室落地 is about pushing.
    """
    if (
        len(found) > 1
        and found[0].strength < 2.5
        and found[-1].is_tail
        and not before_adverbs(bare, found[0].start)
    ):
        found = found[:-1]
    return min(found, key=lambda act: (-act.strength, act.start), default=None)


def act_of(bare: str) -> Act | None:
    """Return the act of a clause (enclosed parts blotted out), or None where it tells of none."""
    if len(bare) > LONGEST_CLAUSE:
        return None
    carried = leading(predicates(bare), bare)
    turned = turn(bare)
    if turned and (not carried or carried.strength < turned.strength):
        return turned
    measured = result(bare)
    if measured and RANKED.search(bare):
        return measured
    if carried and carried.strength >= 2.5:
        return carried
    if measured:
        return measured
    moved = None if carried and not carried.is_tail and carried.strength >= 1.8 else progress(bare)
    if moved and (not carried or moved.strength > carried.strength):
        return moved
    return carried or aim(bare)
