"""What was wrong with a request's parameters, in a form that pages and the API can both show."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """One refused parameter.

    ``message`` is a full sentence in the page's language; ``nearest`` the closest valid name or value.
    """

    name: str
    message: str
    nearest: str = ""


class BadParameters(Exception):
    """A request that names or spells parameters wrongly. Answered with 400 and every problem at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(", ".join(problem.name for problem in self.problems))


def nearest(word: str, valid: Iterable[str]) -> str:
    """Return the one of ``valid`` that ``word`` may be a slip of; empty when none is close."""
    return next(iter(get_close_matches(word[:100], list(valid), n=1)), "")
