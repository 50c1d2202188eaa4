"""Print precision, recall and F1 of importing against chapters like ``fixtures/initiatives.json``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from editorial.importing import reference, wire
from editorial.importing.gazetteer import Gazetteer
from editorial.importing.plan import plan
from editorial.importing.text import decode
from tests.evaluation.measures import Result, compare

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
Json = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python3 dev.py eval", description=__doc__)
    parser.add_argument(
        "files", nargs="*", type=Path, help="a JSON file with its texts beside it, or a folder"
    )
    files = parser.parse_args().files or [FIXTURES]
    gazetteer = reference.read(FIXTURES)
    results = [found for file in files for found in evaluated(file, gazetteer)]
    for name, result in results:
        write(name, result)
    if len(results) > 1:
        write("together", sum((result for _, result in results), Result()))


def evaluated(file: Path, gazetteer: Gazetteer) -> Iterator[tuple[str, Result]]:
    """Yield every chapter of a file; one that has a second text with all its headings is measured twice."""
    file = file / "initiatives.json" if file.is_dir() else file
    for chapter in json.loads(file.read_text(encoding="utf-8"))["chapters"]:
        yield chapter["file"], measured(file.parent / chapter["file"], chapter, gazetteer)
        complete = file.parent / chapter.get("complete_file", "")
        if complete.is_file():
            shifts = {
                s["order"]: s["body_complete"]["start"] - s["body"]["start"] for s in chapter["sections"]
            }
            yield chapter["complete_file"], measured(complete, chapter, gazetteer, shifts)


def measured(path: Path, chapter: Json, gazetteer: Gazetteer, shifts: dict[int, int] | None = None) -> Result:
    """``shifts`` says per section how far the offsets of the reference lie behind in this text."""
    decoded = decode(path.read_bytes())
    told = wire.to_json(plan(decoded.text, gazetteer, chapter["year"], decoded.encoding))
    moves = shifts or {}
    return compare(told, chapter, lambda order, offset: offset + moves.get(order, 0))


def write(name: str, result: Result) -> None:
    lines = [
        f"\n{name}",
        f"  {'':24}{'precision':>10}{'recall':>8}{'F1':>8}{'right':>7}{'offered':>9}{'wanted':>8}",
    ]
    for measure, score in result.scores.items():
        rates = f"{score.precision:10.3f}{score.recall:8.3f}{score.f1:8.3f}"
        lines.append(f"  {measure:24}{rates}{score.right:7}{score.offered:9}{score.wanted:8}")
    lines.append(f"  places asked about: {result.asked} of {result.sections}")
    lines.append(f"  wrong places offered as certain: {len(result.certain_but_wrong)}")
    lines += [f"    {wrong}" for wrong in result.certain_but_wrong]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
