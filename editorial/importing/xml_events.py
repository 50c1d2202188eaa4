"""XML of an office file as a stream of events: no document type, no entities, no great depth."""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.parsers import expat

from .refusals import Refusal

_DEEPEST = 400
_WORD = re.compile(r"wordprocessingml/(?:\d{4}/)?main$")
_COMPATIBILITY = "markup-compatibility/2006"


def ignore(_: str) -> None:
    """What is not asked for."""


def parse(
    raw: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Read XML event by event. Raises Refusal: a document type is never read, nor bad or deep XML."""
    depth = 0

    def refuse(*_: object) -> None:
        raise Refusal("document-type")

    def open_element(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise Refusal("broken")
        start(_short(name), {_short(key).removeprefix("w:"): value for key, value in attributes.items()})

    def close_element(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(_short(name))

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = open_element
    parser.EndElementHandler = close_element
    parser.CharacterDataHandler = text
    try:
        parser.Parse(raw, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Refusal("broken") from error


def _short(name: str) -> str:
    """``w:p`` for the element p of Word's own namespace, in both editions; other names bare."""
    space, _, local = name.rpartition(" ")
    if _WORD.search(space):
        return f"w:{local}"
    return f"mc:{local}" if space.endswith(_COMPATIBILITY) else local
