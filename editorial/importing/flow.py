"""A text as one running line, with the way back. Plain Python on strings: no Django.

A chapter may be wrapped in the middle of a word, spaced out, or typed with wide letters and digits. What is
read for acts and numbers is read from here; what is stored is always a slice of the original.
"""

import re
import unicodedata
from dataclasses import dataclass

from editorial.importing.glyphs import INVISIBLE, RADICALS

HAN = "\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff"
CLOSE_SET = f"[{HAN}\u3000-\u303f\uff00-\uff65\u2018-\u201d]"
"""Characters between which a blank means nothing: Han and the punctuation set with them."""
BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Flow:
    """``origins[i]`` is where the i-th character of ``text`` stands in the original."""

    text: str
    origins: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the slice of the original that a non-empty slice of the running line came from."""
        return self.origins[start], self.origins[end - 1] + 1


def plain(character: str) -> str:
    """Return a wide letter or digit and a radical as the character meant, every other character as it is."""
    if "\uff10" <= character <= "\uff5a" or "\u2e80" <= character <= "\u2fdf":
        meant = unicodedata.normalize("NFKC", RADICALS.get(character, character))
        return meant if len(meant) == 1 and meant.isalnum() else character
    return character


def is_idle(text: str, blank: re.Match[str]) -> bool:
    """Return whether a run of blanks only comes from setting: between Han, and not an empty line."""
    if blank.group().count("\n") > 1 or blank.start() == 0 or blank.end() == len(text):
        return False
    around = text[blank.start() - 1] + text[blank.end()]
    return any(re.match(CLOSE_SET, character) for character in around)


def flow(text: str) -> Flow:
    """Return the running line of a text."""
    idle: set[int] = set()
    for blank in BLANKS.finditer(text):
        if is_idle(text, blank):
            idle.update(range(blank.start(), blank.end()))
    kept = [at for at, character in enumerate(text) if at not in idle and character not in INVISIBLE]
    return Flow("".join(plain(text[at]) for at in kept), tuple(kept))
