"""The gazetteer as the database has it, with the general one of the city from ``fixtures/``."""

from pathlib import Path

from django.conf import settings

from districts.models import District, PlaceName, Zone
from editorial.importing import reference
from editorial.importing.gazetteer import Gazetteer, build

GENERAL = "fixtures/gazetteer.json"


def from_database() -> Gazetteer:
    """Return a gazetteer of what editors keep: districts, zones, their other names and decoys."""
    districts = [district_row(district) for district in District.objects.prefetch_related("names")]
    zones = [zone_row(zone) for zone in Zone.objects.prefetch_related("names", "memberships__district")]
    entries = [*reference.district_entries(districts), *reference.zone_entries(zones)]
    general = Path(settings.BASE_DIR) / GENERAL
    if general.is_file():
        known = {district["code"] for district in districts} | {zone["slug"] for zone in zones}
        entries += reference.general_entries(reference.load(general), known)
    return build(entries, {**reference.district_names(districts), **reference.zone_names(zones)})


def district_row(district: District) -> reference.Json:
    row = {"code": district.code, "name": district.name, "order": district.position}
    return row | names_of(list(district.names.all()))


def zone_row(zone: Zone) -> reference.Json:
    row = {"slug": zone.slug, "name": zone.name, "kind": zone.kind, "order": zone.position}
    within: dict[bool, list[str]] = {False: [], True: []}
    for membership in zone.memberships.all():
        within[membership.is_partial].append(membership.district.code)
    return row | {"districts": within[False], "partly_in": within[True]} | names_of(list(zone.names.all()))


def names_of(names: list[PlaceName]) -> dict[str, list[str]]:
    aliases = [name.text for name in names if not name.is_decoy]
    return {"aliases": aliases, "not_in": [name.text for name in names if name.is_decoy]}
