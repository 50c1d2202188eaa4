"""Loads reference data from ``fixtures/`` through the models, so that validation and history apply."""

from pathlib import Path
from typing import Any

from django.db import models

from districts.models import District, PlaceName, Zone, ZoneDistrict
from editorial.content import read_json
from initiatives.models import Report, Theme

REPORT_TITLE = "上海科技创新年度报告"
REPORT_TITLE_EN = "Shanghai Yearly Report on Science and Innovation"
PLACE_FIELDS = ("name", "name_en", "summary", "summary_en")


def keep(model: type[models.Model], key: dict[str, Any], values: dict[str, Any]) -> Any:
    """Create the row, or save it when a value differs, or leave it alone."""
    row = model._default_manager.filter(**key).first() or model(**key)
    differs = row.pk is None or any(getattr(row, name) != value for name, value in values.items())
    if differs:
        for name, value in values.items():
            setattr(row, name, value)
        row.full_clean()
        row.save()
    return row


def load_districts(folder: Path) -> None:
    for entry in read_json(folder, "districts.json"):
        values = {name: entry[name] for name in (*PLACE_FIELDS, "slug", "pinyin")}
        tile = {"tile_row": entry["tile"]["row"], "tile_col": entry["tile"]["col"]}
        district = keep(District, {"code": entry["code"]}, values | tile | {"position": entry["order"]})
        load_names(entry, district=district)


def load_zones(folder: Path) -> None:
    districts = {district.code: district for district in District.objects.all()}
    for entry in read_json(folder, "zones.json"):
        values = {name: entry[name] for name in (*PLACE_FIELDS, "kind", "name_en_status")}
        zone = keep(Zone, {"slug": entry["slug"]}, values | {"position": entry["order"]})
        for codes, is_partial in ((entry["districts"], False), (entry["partly_in"], True)):
            for code in codes:
                keep(ZoneDistrict, {"zone": zone, "district": districts[code]}, {"is_partial": is_partial})
        load_names(entry, zone=zone)


def load_names(entry: dict[str, Any], **place: District | Zone) -> None:
    """Store aliases and decoys. The official name is the place's own and not repeated."""
    for text in entry["aliases"]:
        if text != entry["name"]:
            keep(PlaceName, {"text": text, **place}, {"is_decoy": False})
    for text in entry["not_in"]:
        keep(PlaceName, {"text": text, **place}, {"is_decoy": True})


def load_themes(folder: Path) -> None:
    for entry in read_json(folder, "themes.json")["themes"]:
        values = {name: entry[name] for name in ("description", "description_en")}
        values |= {"name": entry["zh"], "name_en": entry["en"], "position": entry["order"]}
        keep(Theme, {"slug": entry["slug"]}, values)


def load_report(chapter: dict[str, Any], lead: str) -> Report:
    values = {
        "title": REPORT_TITLE,
        "title_en": REPORT_TITLE_EN,
        "chapter_number": chapter["number"],
        "chapter_title": chapter["title"],
        "chapter_title_en": chapter["title_en"],
        "lead": lead,
        "lead_en": chapter["lead_en"],
    }
    return keep(Report, {"year": chapter["year"]}, values)
