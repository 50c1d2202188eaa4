"""The process in which a Word or PDF file is read: little memory, little time, no way back but its answer.

Started as ``python -m editorial.importing.child docx|pdf`` with the file on standard input.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

ADDRESS_SPACE = 288 * 1024 * 1024
CPU_SECONDS = 8
NO_MEMORY = 71


def limit() -> None:
    """Limit this process for good."""
    for name, value in (
        (resource.RLIMIT_AS, ADDRESS_SPACE),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(name, (value, value))


def answer(kind: str, raw: bytes) -> dict[str, Any]:
    """What the file says, or the code of the refusal."""
    from .refusals import Refusal

    reader: Callable[[bytes], dict[str, Any]] = import_module(f"{__package__}.{kind}").answer
    try:
        return reader(raw)
    except Refusal as refusal:
        return {"refused": refusal.code}


def main() -> int:
    limit()
    sys.setrecursionlimit(2_000)
    try:
        found = json.dumps(answer(sys.argv[1], sys.stdin.buffer.read()))
    except (MemoryError, RecursionError):
        return NO_MEMORY
    sys.stdout.write(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
