"""Search tokens: Chinese as overlapping pairs of characters, everything else as whole folded runs.

No default of any database finds Chinese words. A run of Han characters c1…cn becomes c1c2, c2c3, … and cn
alone; the single closes the run, so that a phrase never crosses punctuation and one character can be
found by prefix. Both sides, index and query, use this module and nothing else.
"""

import re
import unicodedata
from itertools import pairwise

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3005\u3007"
RUNS = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
IS_HAN = re.compile(rf"[{HAN}]")
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u00ad\u2060"))
MAX_POSITIONS = 16_000
"""PostgreSQL keeps no position above 16,383; a longer text keeps its first tokens."""


def fold(text: str) -> str:
    """Return text as search sees it: compatibility forms unified, case and invisible characters gone."""
    return unicodedata.normalize("NFKC", text).translate(INVISIBLE).casefold()


def tokens(text: str) -> list[str]:
    """Return the index tokens of text, in order."""
    found: list[str] = []
    for run in RUNS.findall(fold(text)):
        if IS_HAN.match(run):
            found += [first + second for first, second in pairwise(run)]
            found.append(run[-1])
        else:
            found.append(run)
    return found[:MAX_POSITIONS]


def phrase(term: str) -> list[str]:
    """Return the tokens that must follow each other where ``term`` stands.

    The last run is left open, for the text may go on: a last token that is a single Han character is a
    prefix to match, not a whole token.
    """
    runs = RUNS.findall(fold(term))
    if not runs:
        return []
    closed = [token for run in runs[:-1] for token in tokens(run)]
    is_pair = IS_HAN.match(runs[-1]) and len(runs[-1]) > 1
    return closed + ([a + b for a, b in pairwise(runs[-1])] if is_pair else [runs[-1]])


def is_prefix(token: str) -> bool:
    """Return whether the last token of a phrase stands for all that begin with it."""
    return len(token) == 1 and bool(IS_HAN.match(token))
