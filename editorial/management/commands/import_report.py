"""Print what importing a chapter would make."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from editorial import gazetteers
from editorial.importing import wire
from editorial.importing.plan import plan
from editorial.importing.readers import SourceText
from editorial.importing.readers import read as read_file
from editorial.importing.refusals import Refusal

NO_DRAFTS = 2


class Command(BaseCommand):
    help = "Splits a chapter by place and proposes its initiatives. With --dry-run it prints the plan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="one chapter: .txt, .docx or .pdf")
        parser.add_argument("--year", type=int, required=True, help="the year the chapter reports on")
        parser.add_argument("--dry-run", action="store_true", help="print the plan and change nothing")
        parser.add_argument("--format", choices=["text", "json"], default="text")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["dry_run"]:
            raise CommandError(
                "Drafts come with the desk, which is not there yet. Add --dry-run to see the plan.",
                returncode=NO_DRAFTS,
            )
        gazetteer = gazetteers.from_database()
        if not gazetteer.districts:
            raise CommandError("There are no districts to sort the chapter by. First: manage.py load_content")
        source = read(options["file"])
        for note in source.notes:
            self.stderr.write(f"{note.zh} {note.en}")
        planned = plan(source.text, gazetteer, options["year"], source.encoding, source.marks)
        if options["format"] == "json":
            self.stdout.write(json.dumps(wire.to_json(planned), ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(wire.to_lines(planned, gazetteer)))


def read(file: Path) -> SourceText:
    """Return a file's text; raise CommandError naming the file and the reason."""
    try:
        return read_file(file.name, file.read_bytes())
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error
    except Refusal as refusal:
        raise CommandError(str(refusal)) from refusal
