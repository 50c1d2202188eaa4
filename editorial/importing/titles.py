"""Makes a short title of a clause: what is done to what, without the day, the adverbs and the purpose."""

import re
from collections.abc import Iterator

from editorial.importing.acts import Act, before_adverbs
from editorial.importing.clauses import MASK
from editorial.importing.months import DATE_ONLY

LONGEST = 30
HEAD_DATE = re.compile(rf"(?:{DATE_ONLY.pattern})[，,、]?")
EMPTY_HEAD = re.compile("(?:该区|当地|全区|区里|本区|各方|先后|陆续|同时|并|还|也|又|以|即|被|而)+")
SUBJECT_FAMILIES = frozenset({"earn", "sign", "issue", "land", "result"})
"""Families whose doer is worth a place in the title where it is short."""
LIST_MARK = re.compile("、|以及|和(?!平)")
ENDS = re.compile("^[，。；、：,;:]+|[，。；、：,;:]+$")
BRACKETED = re.compile("（[^）]*）|\\([^)]*\\)")
AMOUNT = re.compile("[\\d.,]+[万亿千百余多]*.")
TALLY = re.compile(f"[两二三四五六七八九十]+(?:大|个|家|项)[^、{MASK}]{{1,12}}$")


def head_end(text: str) -> int:
    """Return how far a date and words without content reach into a clause."""
    date = HEAD_DATE.match(text)
    start = date.end() if date else 0
    empty = EMPTY_HEAD.match(text, start)
    return empty.end() if empty else start


def told(text: str, bare: str, act: Act) -> tuple[str, str]:
    """Return what a clause says before its verb and from its verb on, without date and adverbs."""
    left = max(before_adverbs(bare, act.start), head_end(text))
    return text[min(head_end(text), left) : left], text[act.start :]


def plain_work(name: str) -> str:
    """Return a long 《》 title by its end, which says what sort of document it is."""
    name = BRACKETED.sub("", name)
    return name if len(name) <= LONGEST else f"《…{name[-(LONGEST - 2) :]}"


def pieces(text: str, bare: str) -> list[str]:
    """Return the members of a list; a mark inside quotation marks or brackets parts nothing."""
    cuts = [0, *(at for match in LIST_MARK.finditer(bare) for at in match.span()), len(text)]
    return [text[a:b] for a, b in zip(cuts[::2], cuts[1::2], strict=True) if a < b]


def by_list(text: str, bare: str, verb: str) -> Iterator[str]:
    """Yield a listing by what it adds up to, or by its first member: 打造六大高地; 引进甲公司等4项.

    What is listed before 的 only describes one thing.
    """
    if tally := TALLY.search(bare):
        yield verb + text[tally.start() :]
    members = pieces(text, bare)
    last_mark = max((match.end() for match in LIST_MARK.finditer(bare)), default=0)
    if len(members) > 2 and bare.rfind("的") < last_mark:
        rest = members[-1].split("等", 1)
        yield f"{members[0]}等{rest[1]}" if len(rest) > 1 and rest[1] else f"{members[0]}等{len(members)}项"


def readings(subject: str, text: str, bare: str, act: Act) -> Iterator[str]:
    """Yield ever shorter titles for a clause."""
    yield subject + text
    yield text
    works = re.findall("《[^》]*》", text) or re.findall("《[^》]*》", subject)
    if works:
        yield act.verb + works[0]
        yield works[0]
        yield plain_work(works[0])
    if "——" in text:
        yield text.rsplit("——", 1)[1]
    if act.family not in {"sign", "result"}:
        yield from by_list(text, bare, act.verb)
    if "的" in bare:
        yield act.verb + text[bare.rindex("的") + 1 :]
    yield BRACKETED.sub("", text)


def cut(text: str) -> str:
    """Return a text of at most thirty characters, with a mark where words are missing."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip("的、，“《（和与") + "…"


def title_of_work(verb: str, work: str) -> str:
    """Return the title of one of several works a clause names: 发布《…》 where it fits, else its name."""
    return verb + work if len(verb + work) <= LONGEST else plain_work(work)


def is_bare_object(rest: str) -> bool:
    """Return whether what follows a verb means nothing without what stands before it: 建成6座, 落户金泽."""
    return rest[:1] in {"、", "于", "在"} or len(AMOUNT.sub("", rest)) < 3


def title_of(text: str, bare: str, act: Act | None) -> str:
    """Return a title of at most thirty characters for a clause."""
    if act is None:
        return cut(text)
    subject, rest = told(text, bare, act)
    if act.is_tail or not subject or is_bare_object(text[act.end :]):
        subject, rest, bare_rest = "", subject + rest, (bare[: len(text)])[-len(subject + rest) :]
    else:
        bare_rest = bare[act.start :]
    if act.family not in SUBJECT_FAMILIES or len(subject) > 18:
        subject = ""
    for reading in readings(subject, rest, bare_rest, act):
        title = ENDS.sub("", reading)
        if 4 <= len(title) <= LONGEST:
            return title
    return cut(ENDS.sub("", rest)) or cut(text)
