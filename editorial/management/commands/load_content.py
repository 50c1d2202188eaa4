"""Load the demonstration content: places, themes, and both chapters through the door."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import transaction

from districts.models import District, Zone
from editorial import places
from editorial.content import chapter_document, read_json, read_text, section_documents
from initiatives import publishing, references


class Command(BaseCommand):
    help = "Loads the content of fixtures/. Loading again changes nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "fixtures"
        with transaction.atomic():
            with references.batched():
                places.load_districts(folder)
                places.load_zones(folder)
                places.load_themes(folder)
            changes = sum(
                load_chapter(folder, chapter) for chapter in read_json(folder, "initiatives.json")["chapters"]
            )
        self.stdout.write(f"Content loaded: {changes} changes of the record.")


def load_chapter(folder: Path, chapter: dict[str, Any]) -> int:
    """Publish one chapter; return how many changes that made."""
    text = read_text(folder, chapter)
    lead = text[chapter["lead"]["start"] : chapter["lead"]["end"]]
    places.load_report(chapter, lead)
    english = dict(District.objects.values_list("code", "name_en"))
    english |= dict(Zone.objects.values_list("slug", "name_en"))
    as_printed = publishing.publish_chapter(chapter_document(chapter, text))
    sections = publishing.publish(section_documents(chapter, text, english))
    return len(sections) + (as_printed is not None)
