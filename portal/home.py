"""What the home page shows, as plain data: the map of a year, the newest report, one record, what changed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from districts import summaries
from initiatives import linked_data, places
from initiatives.catalogue import Catalogue
from initiatives.choices import InitiativeKind, Qualifier
from initiatives.facets import MONTHS
from initiatives.models import Section
from initiatives.summaries import record
from initiatives.years import Numbers
from portal.web.addresses import absolute
from portal.web.language import lang_tag, pick
from portal.web.levels import level
from portal.web.problems import BadParameters, Problem, nearest
from portal.web.typography import full_width, split_tail

HEADS = 24
"""First sentences on the page; a longer report is linked."""
LAST_POSITION = 144
"""Sections the map quotes from: no more than it can have tiles."""
MAP_YEARS = 3
"""Years the script can switch between without asking the server."""
CHIPS = 5
MATRIX_DISTRICTS, MATRIX_YEARS = 24, 4
"""What the matrix shows at most; the page of districts has the rest."""

Json = dict[str, Any]


def chosen_year(query: QueryDict, years: Sequence[int]) -> int | None:
    """Return the year asked for, else the newest; None where there is no report. Raises BadParameters."""
    given = query.getlist("year")
    known = {str(year): year for year in years}
    if not given:
        return years[-1] if years else None
    if len(given) == 1 and given[0] in known:
        return known[given[0]]
    shown = given[0][:20]
    message = pick(f"没有收录“{shown}”年的报告。", f"No report of “{shown}” is collected.")
    raise BadParameters([Problem("year", message, nearest(shown, known))])


def year_map(year: int, known: Catalogue, numbers: Numbers) -> Json:
    """Return the tile map of a year and the axis to choose another on."""
    newest, home = known.years[-1], reverse("portal:home")

    def url_of(each: int) -> str:
        return f"{home}#map-h" if each == newest else f"{home}?year={each}#map-h"

    return {
        "map": summaries.tile_map(known.districts, year, lambda code: numbers.of_district(code, year)),
        "ruler": summaries.ruler(known.years, url_of, current=year),
    }


def map_years(year: int, years: Sequence[int]) -> list[int]:
    """Return the years whose first sentences come with the page: the one shown and the newest others."""
    others = [each for each in reversed(years) if each != year]
    return [year, *others][:MAP_YEARS]


def map_script(
    years: Iterable[int], sections: Sequence[Section], known: Catalogue, numbers: Numbers
) -> dict[int, dict[str, list]]:
    """Return what the script needs: year → slug → [count or None, level, first sentence, address]."""
    quotes = {year: first_sentences(year, sections, known) for year in years}
    return {
        year: {
            district.slug: [
                n := numbers.of_district(district.code, year),
                level(n),
                quotes[year].get(district.code, ""),
                f"{district.get_absolute_url()}#y{year}",
            ]
            for district in known.districts
            if district.tile_row
        }
        for year in quotes
    }


def first_sentences(year: int, sections: Iterable[Section], known: Catalogue) -> dict[str, str]:
    """Return the first sentence on each district in a year: its own section's, else that of a zone in it."""
    own, through = {}, {}
    for section in (each for each in sections if each.year == year):
        sentence = pick(section.headline, section.headline_en) or section.headline
        for code in filter(None, section.district_codes.split(",")):
            own.setdefault(code, sentence)
        for slug in filter(None, section.zone_slugs.split(",")):
            for district in known.main_districts.get(slug, ()):
                through.setdefault(district.code, sentence)
    return through | own


def latest(sections: Sequence[Section], known: Catalogue, numbers: Numbers) -> Json:
    """Return the newest report: its cover with the year's map, and the first sentence of every section."""
    report = known.reports[0]
    return {
        "report": report,
        "cover": summaries.filled_grid(known.districts, lambda code: numbers.of_district(code, report.year)),
        "heads": [as_head(section) for section in sections if section.year == report.year][:HEADS],
    }


def as_head(section: Section) -> Json:
    """Return a section as one line: its heading (in English without the word for the place's rank)."""
    english = summaries.SUFFIX_EN.sub("", section.heading_en)
    return {"section": section, "name": section.heading, "name_en": english, "n": section.counted}


def proof(known: Catalogue) -> Json | None:
    """Return one record beside the paragraph it came from; None where no record claims to be first."""
    initiative = places.claim_to_be_first()
    if initiative is None:
        return None
    row = record(initiative, known)
    body = full_width(initiative.section.body)
    begins = body.rfind("\n", 0, row.start) + 1
    ends = body.find("\n", row.end) if "\n" in body[row.end :] else len(body)
    rest, tail = split_tail(body[row.end : ends])
    return {
        "row": row,
        "report": next(report for report in known.reports if report.year == row.year),
        "parts": {"before": body[begins : row.start], "clause": body[row.start : row.end], "after": rest},
        "tail": tail,
        "first": row.start + 1,
    }


def pairs_of_years(
    facet: str, of: Iterable[tuple[str, Any]], years: Sequence[int], numbers: Numbers
) -> list[Json]:
    """Return the (key, thing) pairs with their counts in the years, and ``most``, the largest count."""
    rows = [
        {"key": k, "thing": thing, "counts": [numbers.in_year(facet, y, k) for y in years]} for k, thing in of
    ]
    rows = [row for row in rows if any(row["counts"])]
    most = max((max(row["counts"]) for row in rows), default=0)
    return [row | {"most": most} for row in rows]


def changes(known: Catalogue, numbers: Numbers) -> Json:
    """Return what changed between the two newest reports, in counts only. Empty where there is but one."""
    years = known.years[-2:]
    if len(years) < 2:
        return {}
    kinds = pairs_of_years("kind", ((kind.value, kind) for kind in InitiativeKind), years, numbers)
    themes = pairs_of_years("theme", ((theme.slug, theme) for theme in known.themes), years, numbers)
    return {
        "years": years,
        "reports": [report for report in reversed(known.reports) if report.year in years],
        "totals": [numbers.year_total(year) for year in years],
        "kinds": sorted(kinds, key=growth),
        "themes": themes,
        "grown": max(themes, key=growth, default=None),
        "appeared": [row for row in kinds if not row["counts"][0]],
    }


def growth(row: Json) -> int:
    older, newer = row["counts"]
    return newer - older


def example_words(heads: Sequence[Json], known: Catalogue, numbers: Numbers) -> list[str]:
    """Return words worth searching for: the zones named most, then phrases the newest sections quote."""
    zones = sorted(known.zones, key=lambda zone: -numbers.totals.get(("zone", zone.slug), 0))
    phrases = re.findall(r"“([^“”、]{2,10})”", "".join(head["section"].headline for head in heads))
    words = [zone.name for zone in zones[:2] if numbers.totals.get(("zone", zone.slug))] + phrases
    return list(dict.fromkeys(words))[:CHIPS]


def questions(known: Catalogue, numbers: Numbers) -> list[Json]:
    """Return questions the record answers, each with the list that answers it."""
    found = [*busiest_month(numbers), *newest_funds(numbers), *firsts()]
    address = reverse("initiatives:list")
    return [{"text": text, "url": f"{address}?{urlencode(query)}"} for text, query in found]


def busiest_month(numbers: Numbers) -> list[tuple[str, Json]]:
    months: Mapping[tuple[str, str], int] = numbers.pairs["year", "month"]
    if not months:
        return []
    year, month = max(months, key=lambda key: (months[key], key[0], -int(key[1])))
    text = pick(f"{year} 年 {month} 月发生了什么？", f"What happened in {MONTHS[int(month) - 1]} {year}?")
    return [(text, {"year": year, "month": month})]


def newest_funds(numbers: Numbers) -> list[tuple[str, Json]]:
    years = [
        year for (year, kind), n in numbers.pairs["year", "kind"].items() if kind == InitiativeKind.FUND and n
    ]
    if not years:
        return []
    text = pick(f"{max(years)} 年设立了哪些基金？", f"Which funds were set up in {max(years)}?")
    return [(text, {"year": max(years), "kind": InitiativeKind.FUND.value})]


def firsts() -> list[tuple[str, Json]]:
    text = pick("谁说自己是“首个”“第一”？", "Who claims to be the first?")
    return [(text, {"qualifier": Qualifier.ORDINAL.value})]


def about_site() -> Json:
    """Return the site as JSON-LD, with its search."""
    search = f"{absolute(reverse('portal:search'))}?q={{search_term_string}}"
    return linked_data.graph(
        {
            "@type": "WebSite",
            "name": pick(settings.SITE_NAME, settings.SITE_NAME_EN),
            "description": pick(settings.SITE_TAGLINE, settings.SITE_TAGLINE_EN),
            "url": absolute(reverse("portal:home")),
            "inLanguage": lang_tag(),
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": search},
                "query-input": "required name=search_term_string",
            },
        }
    )
