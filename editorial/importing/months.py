"""When a clause says a thing happened: the month it states, and clauses that hold nothing but a date."""

import re

from editorial.importing.clauses import MASK
from editorial.importing.numerals import read_number

YEAR = r"(?:(?:19|20)\d{2}年|今年|当年|同年|去年|次年)?"
NUMBER = r"(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})"
MONTH = re.compile(
    rf"(?<![到至从自截止前后—–~-])(?<!截至)(?<!截止)(?<!预计)(?<![\d年]){YEAR}(?<![\d—–~-]){NUMBER}月(?!球|"
    rf"饼|亮|季|嫂|浦|湖)(?!(?:\d{1, 2}日|底|初|末|份)?[之以]?前)"
)
DATE_ONLY = re.compile(
    rf"(?:在|于|至|到)?(?:{YEAR}(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月(?:\d{{1,2}}日|"
    rf"份|底|初|中旬|上旬|下旬)?"
    r"|(?:19|20)\d{2}年(?:初|底|末|以来|度)?|年内|今年|当年|同年|全年|年初|年底|上半年|"
    r"下半年|近年来?|同月|当月|其间|期间|目前|此前|日前|当前|今后|未来|同时|此外|"
    r"另外)(?:以来|起|间|内|[上下]半年)?"
)


def month_in(bare: str) -> int | None:
    """Return the month a clause states (1 to 12), or None. Deadlines (到6月, 6月前) and ranges state none.

    ``bare`` is the clause with everything enclosed blotted out, so a date inside a title is not seen.
    """
    for match in MONTH.finditer(bare.replace(MASK, " ")):
        value = read_number(match["month"])
        if value is not None and 1 <= value <= 12:
            return int(value)
    return None


def is_date_only(clause: str) -> bool:
    return DATE_ONLY.fullmatch(clause) is not None
