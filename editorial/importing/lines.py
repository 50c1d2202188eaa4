"""Lines of a chapter: which are furniture, captions or titles, and whether paragraphs are wrapped."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .headings import HAN, NUMBERING
from .text import fold, fold_character

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
_BREAK = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_INDENT = re.compile(r"(?:\u3000|[ \xa0\u2002\u2003]{2}|\t)")

_PAGE_NUMBER = re.compile(
    r"[-·|\s]*(?:\d{1,3}|第\s*[\d一二三四五六七八九十百]+\s*页(?:[,/\s]*共\s*\d+\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
    r"|page\s*\d+(?:\s*of\s*\d+)?|p\.\s*\d+|-+\s*\d{1,4}\s*-+|·\s*\d{1,4}\s*·)[-·|\s]*"
)
_CONTENTS_ENTRY = re.compile(r".*?(?:[.·…\s]{4,}|-{4,}|_{3,}|\t)\s*\d{1,4}")
_CONTENTS = re.compile(r"目\s*[录次]|contents", re.IGNORECASE)
_RULE = re.compile(r"([^\w\s。])(?:\s*\1){2,}")
_LETTERS = re.compile(rf"[A-Za-z{HAN}]")
_RUNNING_LENGTH = 30
_RUNNING_TIMES = 3
_LONGEST = 200
"""No furniture is longer, and the forms of furniture cost much on a line without end."""

_QUOTED = re.compile(r"\"[^\"]*\"|《[^》]*》|\([^)]*\)")
_STOPS = re.compile(r"[，。；！？,;!?:：]")
_CAPTION_HEAD = re.compile(
    r"(?:图|表|专栏|附图|附表|图表|figure|table)\s*[\d一二三四五六七八九十]+|\[图片[^\]]*\]$"
)
_SOURCE = re.compile(r"(?:资料|数据|图片|图表)?来源\s*:|注\s*:|图片?说明\s*:|摄影?\s*:")
_CAPTION_TAIL = re.compile(
    r"(?:(?<!蓝)(?<!企)(?<!意)图|示意图?|布局|规划|工程|集锦|一览|表|分布|全景|热词|图解|图示|照片|效果|掠影|关键词|大事记)$"
)
_CHAPTER = re.compile(
    r"(?:第\s*[一二三四五六七八九十百\d]+\s*[章节篇]|\d{1,2}(?:\s*\.\s*\d{1,2}){1,3}(?![\d.%亿万倍个]))\s*(?=\S)"
)
_OUTLINE = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))\s*\S")
_BULLET = re.compile(r"(?:[·■□▪▲★*※◆◇•●○]|[①-⑳❶-❿]|\(\d{1,2}\)|\d{1,2}[.)、](?!\d)|[a-z][.)]\s|-\s)")
BULLET_LENGTH = 12
_SHORT = 30
_TITLE_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the white space around it; ``text`` is folded with its inner white space kept."""

    start: int
    end: int
    text: str
    is_indented: bool
    is_apart: bool  # a blank line, or the beginning of the text, is before it
    is_last: bool  # a blank line, or the end of the text, is behind it

    @property
    def length(self) -> int:
        return self.end - self.start

    @property
    def is_finished(self) -> bool:
        """Whether the line ends as a paragraph may end."""
        return self.text.rstrip("\"')》】]")[-1:] in {"。", "!", "?", ";", ":", "…", "."}


def lines(text: str) -> list[Line]:
    """The lines of the text that are not blank."""
    found = [line for line in _LINE.finditer(text) if line.group().strip()]
    edges = [0, *(line.end() for line in found)], [*(line.start() for line in found), len(text)]
    apart = [len(_BREAK.findall(text[a:b])) > 1 for a, b in zip(*edges, strict=True)]
    apart[0] = apart[-1] = True
    return [_line(line, apart[place], apart[place + 1]) for place, line in enumerate(found)]


def _line(found: re.Match[str], is_apart: bool, is_last: bool) -> Line:
    raw = found.group()
    start = found.start() + len(raw) - len(raw.lstrip())
    bare = raw.strip()
    folded = "".join(map(fold_character, bare)).strip()
    return Line(start, start + len(bare), folded, bool(_INDENT.match(raw)), is_apart, is_last)


def furniture(found: Sequence[Line], kept: Sequence[bool]) -> list[bool]:
    """Which lines are page numbers, running heads, entries of a table of contents or rules.

    A line that is ``kept`` (it names a place) is none of them, however often it comes; nor is one that comes
    right under such a line: it is a subheading that every section has.
    """
    numbers = [line.length <= _LONGEST and bool(_PAGE_NUMBER.fullmatch(line.text)) for line in found]
    masked = [_mask(line) for line in found]
    under = {mask for mask, is_below in zip(masked[1:], kept, strict=False) if is_below}
    short = 0.6 * _usual_length(found)
    times = Counter(masked)
    seen: set[str] = set()
    verdicts = []
    for place, line in enumerate(found):
        mask = masked[place]
        beside = any(numbers[near] for near in (place - 1, place + 1) if 0 <= near < len(found))
        is_telling = bool(mask) and line.length <= short and _could_run(line)
        needed = (1 if is_telling else 2) if beside else _RUNNING_TIMES
        is_first_title = mask not in seen and is_chapter(line)
        is_running = bool(mask) and times[mask] >= needed and not is_first_title and mask not in under
        seen.add(mask)
        is_other = line.length <= _LONGEST and any(
            form.fullmatch(line.text) for form in (_CONTENTS_ENTRY, _CONTENTS, _RULE)
        )
        verdicts.append(numbers[place] or is_other or (is_running and not kept[place]))
    return verdicts


def _could_run(line: Line) -> bool:
    """Short, beside a page number and nothing else that stands alone: a running head even if seen once."""
    return not (is_caption(line) or is_chapter(line) or is_outline(line)) and is_without_stops(line)


def _usual_length(found: Sequence[Line]) -> int:
    """The 90th percentile: the width where the text is wrapped."""
    lengths = sorted(line.length for line in found)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0


def _mask(line: Line) -> str:
    """The line with its digits masked, or nothing where it cannot be a running head: a numbered heading."""
    is_short = line.length <= _RUNNING_LENGTH and len(_LETTERS.findall(line.text)) >= 4
    is_numbered = bool(NUMBERING.match(line.text)) and not _CHAPTER.match(line.text)
    if not is_short or is_numbered or line.is_finished or re.search("[│。,;!?]", line.text):
        return ""
    return re.sub(r"\d+", "0", "".join(fold(line.text).text.split()))


def is_caption(line: Line) -> bool:
    """Whether the line names a figure, a table or its source, or is a row of short cells."""
    if _SOURCE.match(line.text) or (_CAPTION_HEAD.match(line.text) and line.length <= 2 * _SHORT):
        return "。" not in line.text[:-1]
    if "│" in line.text:
        return "。" not in line.text
    return line.length <= _SHORT and is_without_stops(line) and bool(_CAPTION_TAIL.search(_unquoted(line)))


def _unquoted(line: Line) -> str:
    return _QUOTED.sub("", line.text).strip()


def is_without_stops(line: Line) -> bool:
    """No mark that ends a sentence or a clause, but inside quotes."""
    return not _STOPS.search(_unquoted(line))


def is_chapter(line: Line) -> bool:
    """Numbered as a chapter: 第四章, 8.1."""
    return bool(_CHAPTER.match(line.text)) and line.length <= _TITLE_LENGTH and is_without_stops(line)


def is_outline(line: Line) -> bool:
    """Numbered as a part of a chapter: 一、 (二)."""
    return bool(_OUTLINE.match(line.text)) and line.length <= _TITLE_LENGTH and is_without_stops(line)


def is_bullet(line: Line) -> bool:
    return bool(_BULLET.match(line.text)) and line.length > BULLET_LENGTH


def is_short(line: Line) -> bool:
    """Could be a title or a heading by its looks."""
    bare = NUMBERING.sub("", line.text, count=1)
    is_worded = len(_LETTERS.findall(bare)) >= 3
    return line.length <= _SHORT and is_worded and is_without_stops(line) and "│" not in line.text


def has_words(line: Line) -> bool:
    return bool(re.search(r"\w", line.text))


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How paragraphs are broken into lines: the width, and what sets one paragraph off from the next."""

    width: float
    by_blank: bool
    by_indent: bool

    def is_full(self, line: Line) -> bool:
        return line.length >= 0.8 * self.width


def wrapping(found: Sequence[Line], loose: Sequence[bool]) -> Wrapping | None:
    """How the lines that are not loose are wrapped; None where a line is a paragraph."""
    told = [line for line, is_loose in zip(found, loose, strict=True) if not is_loose]
    width = _usual_length(told)
    full = [line for line in told if 0.85 * width <= line.length <= 1.1 * width]
    open_ended = sum(not line.is_finished for line in full)
    if not 10 <= width <= 100 or len(full) < 6 or open_ended * 2 <= len(full):
        return None
    apart = _set_apart(found, loose)
    indented = sum(line.is_indented for line in told)
    return Wrapping(
        width,
        by_blank=apart >= 3 and sum(not line.is_last for line in full) * 2 > len(full),
        by_indent=2 <= indented <= 0.6 * len(told),
    )


def _set_apart(found: Sequence[Line], loose: Sequence[bool]) -> int:
    """How many lines have a blank one before them that is not there for furniture."""
    pairs = zip(found[1:], pairwise(loose), strict=True)
    return sum(line.is_apart for line, beside in pairs if not any(beside))
