"""Names of places in running text. Plain Python on strings: no Django."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher


def found_names(text: str, names: Iterable[str]) -> list[str]:
    """Return which of the names stand in the text, in the order they first appear.

    The longest name wins where one holds another, so 长三角G60科创走廊 is not also found as G60科创走廊.
    """
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    if not longest_first:
        return []
    pattern = "|".join(map(re.escape, longest_first))
    return list(dict.fromkeys(re.findall(pattern, text)))


def differences(name: str, usual: str) -> list[tuple[str, bool]]:
    """Return a name in pieces, each with whether it is missing from the usual name."""
    pieces = SequenceMatcher(None, usual, name, autojunk=False).get_opcodes()
    return [(name[start:end], tag != "equal") for tag, _, _, start, end in pieces if end > start]
