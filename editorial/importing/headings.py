"""Lines that name a place: a heading by itself, or a label at the beginning of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from .spans import Folded
from .text import fold, fold_character

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\u3007"
MARKS = "·■□▪▫▲△▶►▷★☆*※◆◇◎○◉➤✦"
_NUMERAL = "一二三四五六七八九十百零〇"
NUMBERING = re.compile(
    rf"(?:\s|第[{_NUMERAL}\d]+[章节篇部分]+|[（(][{_NUMERAL}\d]{{1,3}}[)）]|[{_NUMERAL}]{{1,3}}[、.．:]"
    r"|\d{1,2}(?:\.\d{1,2})+[、.．)]?|\d{1,2}[、.．)](?!\d)|[①-⑳❶-❿㈠-㈩]"
    rf"|[{MARKS}#>-])+"
)
"""What may stand before a heading: numbers of every kind, bullets, marks. Matches folded text."""

_OPENING = r"[\[【〔〖<〈《\"'(]*"
_CLOSING = r"[\]】〕〗>〉》\"')]*"
_JOINTS = re.compile(r"\s*(?:、|/|和|与|及|以及|&|\+|,|;|·)\s*")
_MOST_JOINED = 3
_SUFFIX = "(?:地区|区域|全区|片区|篇|部分)?"
_AFTER = rf"(?:\s*(?:[:│|\t]|-{{1,2}}|[\]】〕〗])\s*|。\s*|\s+)(?=[{HAN}\"《〈A-Za-z0-9])(?![和与及同至])"
_END = f":,、-。 {MARKS}"
_LONGEST_HEADLINE = 40
_LONGEST_LINE = 120


@dataclass(frozen=True)
class PlaceNames:
    """The names under which a section may stand, ready to be recognised in a line."""

    known: dict[str, str]

    @classmethod
    def of(cls, names: Iterable[str]) -> PlaceNames:
        """Names are compared folded and without white space; each keeps the way it was given."""
        return cls({key: name for name in names if (key := _squeezed(name))})

    @cached_property
    def _any(self) -> str:
        longest_first = sorted(self.known, key=len, reverse=True)
        return "|".join(r"\s*".join(map(re.escape, name)) for name in longest_first) or r"(?!)"

    @cached_property
    def _label(self) -> re.Pattern[str]:
        """A name with what sets it off from the words behind it."""
        return re.compile(rf"{_OPENING}(?P<name>{self._any}){_SUFFIX}{_CLOSING}{_AFTER}")

    @cached_property
    def _inside(self) -> re.Pattern[str]:
        """The same in the middle of a line: behind the end of a sentence or a blank."""
        return re.compile(rf"(?:(?<=[。!?;\"])|(?<=\s)(?<![、和与及]\s)){self._label.pattern}")

    @cached_property
    def _list(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{self._any})(?:[、,和与]+(?:{self._any})){{3}}")

    @cached_property
    def _mention(self) -> re.Pattern[str]:
        return re.compile(self._any)

    def headed(self, line: str) -> tuple[str, ...]:
        """The places that a line names as a heading does; empty where it is no place heading."""
        bare = _bare(line)
        whole = self._whole(bare)
        if whole:
            return whole
        label = self._label.match(_loose(line))
        return (self.known[_squeezed(label["name"])],) if label else ()

    def is_bare(self, line: str) -> bool:
        """Whether the line is nothing but the name or names of places."""
        return len(line) <= _LONGEST_LINE and bool(self._whole(_bare(line)))

    def _whole(self, bare: str) -> tuple[str, ...]:
        if bare in self.known:
            return (self.known[bare],)
        outer = re.fullmatch(rf"(?P<name>[^()]+)\((?P<inner>[^()]{{1,12}})\)|(?P<short>.+?){_SUFFIX}", bare)
        for group in ("name", "short"):
            if outer and outer[group] in self.known:
                return (self.known[outer[group]],)
        parts = [part for part in _JOINTS.split(bare) if part]
        if 1 < len(parts) <= _MOST_JOINED and all(part in self.known for part in parts):
            return tuple(self.known[part] for part in parts)
        return ()

    def labels(self, line: str) -> list[tuple[int, int]]:
        """Ranges of the line that are labels run into the text: one at its beginning, or several inside.

        A label keeps its colon or dash; the range ends where the words of the section begin.
        """
        folded = _unspaced(line)
        begin = NUMBERING.match(folded.text)
        first = self._label.match(folded.text, begin.end() if begin else 0)
        found = [(0, first.end())] if first else []
        inner = list(self._inside.finditer(folded.text, first.end() if first else 1))
        if len(found) + len(inner) >= 2:
            found += [label.span() for label in inner]
        if _loose_gaps(folded.text) > 2 * len(found) + 1:
            return []
        return [folded.span(start, end) for start, end in found]

    def is_headline(self, line: str) -> bool:
        """Whether the line is a heading as a whole: the place, then what it stands for."""
        is_brief = len(line) <= _LONGEST_HEADLINE and not re.search("[。！？；!?;]", line)
        return is_brief and bool(self._label.match(_loose(line)))

    def is_about_none_or_many(self, text: str) -> bool:
        """Whether the text names no place at all, or its first sentence lists four or more of them."""
        folded = fold(text).text
        return not self._mention.search(folded) or bool(self._list.search(folded.split("。", 1)[0]))

    def is_mentioned(self, text: str) -> bool:
        return bool(self._mention.search(fold(text).text))


def _loose_gaps(line: str) -> int:
    """Blanks between Han characters: many of them are the noise of an extractor, not labels."""
    return len(re.findall(rf"(?<=[{HAN}])\s+(?=[{HAN}])", line))


def _unspaced(line: str) -> Folded:
    """The folded line with its white space kept."""
    places = [place for place, character in enumerate(line) for _ in fold_character(character)]
    return Folded("".join(map(fold_character, line)), places)


def _loose(line: str) -> str:
    text = _unspaced(line).text
    begin = NUMBERING.match(text)
    return text[begin.end() if begin else 0 :]


def _squeezed(text: str) -> str:
    return "".join(fold(text).text.split())


def _bare(line: str) -> str:
    """The line folded, without numbering, brackets around it, white space and punctuation at its end."""
    bare = "".join(_loose(line).split()).rstrip(_END)
    for opening, closing in ("[]", "【】", "〔〕", "〖〗", "<>", "〈〉", "《》", '""', "()"):
        if bare.startswith(opening) and bare.endswith(closing) and len(bare) > 2:
            bare = bare[1:-1]
    return bare.strip(_END)
