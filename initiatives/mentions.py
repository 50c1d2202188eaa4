"""Places and themes as the API mentions them inside other objects: small, and made once per catalogue."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from districts.models import District, Zone
from initiatives.catalogue import Catalogue
from initiatives.models import Theme
from portal.web.addresses import api_object
from portal.web.json_text import compact

MAX_KEPT = 10_000


def names(named: District | Zone | Theme) -> dict[str, str]:
    return {"name": named.name, "name_en": named.name_en}


def district(place: District) -> dict[str, Any]:
    url = api_object("districts", place.code)
    return {"id": place.code, "slug": place.slug, **names(place), "url": url}


def zone(place: Zone) -> dict[str, Any]:
    return {"id": place.slug, **names(place), "url": api_object("zones", place.slug)}


def theme(subject: Theme) -> dict[str, Any]:
    return {"id": subject.slug, **names(subject), "url": api_object("themes", subject.slug)}


class Mentions:
    """The mentions of one catalogue, as JSON."""

    def __init__(self, places: Catalogue) -> None:
        self.district = {place.code: compact(district(place)) for place in places.districts}
        self.zone = {place.slug: compact(zone(place)) for place in places.zones}
        self.theme = {subject.slug: compact(theme(subject)) for subject in places.themes}
        # Many rows are about the same places and themes.
        self.members = lru_cache(maxsize=MAX_KEPT)(self._members)

    def _members(self, codes: str, zones: str, themes: str) -> str:
        """Return the members of an object for ids joined by commas, as rows of the record keep them."""
        arrays = (array(self.district, codes), array(self.zone, zones), array(self.theme, themes))
        return '"districts":{},"zones":{},"themes":{}'.format(*arrays)


def array(texts: Mapping[str, str], keys: str) -> str:
    return f"[{','.join([texts[key] for key in keys.split(',') if key in texts])}]" if keys else "[]"


@lru_cache(maxsize=2)
def mentions(places: Catalogue) -> Mentions:
    return Mentions(places)
