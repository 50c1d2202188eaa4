"""Pieces of markup that are the same for everybody until what they are made of is replaced."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

MAX_FRAGMENTS = 1_000


class Fragments:
    """Rendered fragments of this process, the least recently used dropped first.

    A key names everything the fragment depends on, language included; nothing is ever invalidated.
    """

    def __init__(self, limit: int = MAX_FRAGMENTS) -> None:
        self.limit = limit
        self.kept: OrderedDict[Hashable, SafeString] = OrderedDict()
        self.lock = threading.Lock()

    def get(
        self, key: Hashable, template: str, context: dict[str, Any] | Callable[[], dict[str, Any]]
    ) -> SafeString:
        """Return the fragment under ``key``, rendering it the first time; only then is a callable called."""
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key]
        fragment = render_to_string(template, context() if callable(context) else context)
        with self.lock:
            self.kept[key] = fragment
            if len(self.kept) > self.limit:
                self.kept.popitem(last=False)
        return fragment


fragments = Fragments()


def once_a_version(
    template: str, version: str, *key: Hashable, context: Callable[[], dict[str, Any]]
) -> SafeString:
    """Return a part of a page that follows from the content version and ``key`` alone, in its language.

    ``context`` is only asked for when the part is rendered, so a kept one costs no query.
    """
    return fragments.get((template, version, translation.get_language(), *key), template, context)
