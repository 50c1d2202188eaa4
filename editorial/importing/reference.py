"""Reads the reference files of a city into a gazetteer. The database has its own reader."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .gazetteer import Entry, Gazetteer, Name, build, short_name, stem

Json = Mapping[str, Any]
ALIAS_WEIGHT = 2.5
SHARED_WEIGHT = 1.2
PARTIAL_WEIGHT = 0.6
PART_WEIGHT = 0.8
PARTS = frozenset({"sub_area", "layout_label"})
"""Kinds of zone whose names (西部核心区) any district may use."""


def read(folder: Path) -> Gazetteer:
    """Return the gazetteer of ``districts.json``, ``zones.json`` and, if there is one, ``gazetteer.json``."""
    districts, zones = load(folder / "districts.json"), load(folder / "zones.json")
    names = {**district_names(districts), **zone_names(zones)}
    general = folder / "gazetteer.json"
    entries = [*district_entries(districts), *zone_entries(zones)]
    if general.is_file():
        entries += general_entries(load(general), names.keys())
    return build(entries, names)


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def district_names(districts: Iterable[Json]) -> dict[str, Name]:
    return {d["code"]: Name(short_name(d["name"]), d["name"], d["order"]) for d in districts}


def zone_names(zones: Iterable[Json]) -> dict[str, Name]:
    """A zone that lies in no district yet cannot be told from the text and is left out."""
    within = {z["slug"]: tuple(z["districts"] or z["partly_in"]) for z in zones}
    return {
        z["slug"]: Name(z["name"], z["name"], z["order"], within[z["slug"]])
        for z in zones
        if within[z["slug"]]
    }


def district_entries(districts: Iterable[Json]) -> Iterator[Entry]:
    for district in districts:
        for text in district["aliases"]:
            yield Entry(text, {district["code"]: ALIAS_WEIGHT})
        for text in district["not_in"]:
            yield Entry(text, {}, is_decoy=True)


def zone_entries(zones: Iterable[Json]) -> Iterator[Entry]:
    """A zone speaks for itself and, with it, for its districts; for those it reaches into only a little."""
    for zone in zones:
        weight = ALIAS_WEIGHT if len(zone["districts"]) == 1 else SHARED_WEIGHT
        weight = PART_WEIGHT if zone["kind"] in PARTS else weight
        places = dict.fromkeys(zone["partly_in"], PARTIAL_WEIGHT) | {zone["slug"]: weight}
        for text in (zone["name"], *zone["aliases"]):
            yield Entry(text, places)
        for text in zone["not_in"]:
            yield Entry(text, {}, is_decoy=True)


def general_entries(general: Json, known: Collection[str]) -> Iterator[Entry]:
    """The general gazetteer: groups of names of one place, streets also by their stem, and shared names.

    Places that are not known (those of another city) are left out.
    """
    for group in general["groups"]:
        if group["place"] in known:
            yield from _group_entries(group, general["stemless"])
    for shared in general["shared"]:
        places = {place: weight for place, weight in shared["places"].items() if place in known}
        if places:
            yield Entry(shared["text"], places)
    for text in general["decoys"]:
        yield Entry(text, {}, is_decoy=True)


def _group_entries(group: Json, stemless: Collection[str]) -> Iterator[Entry]:
    places = {group["place"]: float(group["weight"])}
    for text in group["names"]:
        short = stem(text)
        if short and short not in stemless:
            yield Entry(short, places, kind=group["kind"])
        yield Entry(text, places, kind=group["kind"])
