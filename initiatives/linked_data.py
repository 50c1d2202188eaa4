"""What pages say about themselves to machines: JSON-LD by schema.org, and where the API has the same data."""

from typing import Any

from django.urls import reverse

from initiatives.models import Report, Theme
from portal.web.addresses import API_ROOT, absolute
from portal.web.language import lang_tag, pick

Crumb = dict[str, str]


def api_url(*parts: object) -> str:
    """Return the address of a resource of the API: ``api_url("sections", 2023, "xuhui")``."""
    return API_ROOT + "".join(f"{part}/" for part in parts)


def graph(*nodes: dict[str, Any]) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@graph": list(nodes)}


def crumb(name: str, name_en: str = "", url: str = "") -> Crumb:
    return {"name": name, "name_en": name_en or name, "url": url}


def breadcrumbs(crumbs: list[Crumb]) -> dict[str, Any]:
    """Return the path from the home page; the last crumb is the page itself and has no address."""
    home = crumb("首页", "Home", reverse("portal:home"))
    steps = [
        {"@type": "ListItem", "position": position, "name": pick(each["name"], each["name_en"])}
        | ({"item": absolute(each["url"])} if each["url"] else {})
        for position, each in enumerate([home, *crumbs], start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def report(row: Report) -> dict[str, Any]:
    return {
        "@type": "Report",
        "@id": absolute(row.get_absolute_url()),
        "url": absolute(row.get_absolute_url()),
        "name": pick(f"{row.title}（{row.year}）", f"{row.title_en} ({row.year})"),
        "about": pick(row.chapter_title, row.chapter_title_en),
        "temporalCoverage": str(row.year),
        "inLanguage": "zh-Hans",
    } | ({"datePublished": row.published_on.isoformat()} if row.published_on else {})


def section(told: Any) -> dict[str, Any]:
    """Return a section (``narrative.Section``) as a part of its report, with its version."""
    return {
        "@type": "CreativeWork",
        "@id": absolute(told.url),
        "url": absolute(told.url),
        "name": pick(told.heading, told.heading_en),
        "headline": pick(told.headline, told.headline_en),
        "abstract": told.summary_en,
        "text": told.body,
        "inLanguage": "zh-Hans",
        "version": told.number,
        "dateModified": told.visible_from.isoformat(),
        "isPartOf": report(told.report),
        "about": [place(each) for each in told.places],
    }


def place(row: Any) -> dict[str, Any]:
    return {
        "@type": "Place",
        "url": absolute(row.get_absolute_url()),
        "name": pick(row.name, row.name_en),
    }


def initiative(record: Any) -> dict[str, Any]:
    """Return an initiative (``summaries.Record``) as a quotation from its section."""
    return {
        "@type": "Quotation",
        "@id": absolute(record.url),
        "url": absolute(record.url),
        "identifier": record.uid,
        "name": pick(record.title, record.title_en),
        "text": record.exact,
        "inLanguage": "zh-Hans",
        "isPartOf": absolute(record.section_url),
        "keywords": [pick(theme.name, theme.name_en) for theme in record.themes],
        "contentLocation": [place(each) for each in record.districts or record.zones],
        "temporalCoverage": str(record.year),
    }


def dataset(name: str, description: str, url: str, api: str) -> dict[str, Any]:
    """Return a list of initiatives as a data set whose download is the API's."""
    download = {"@type": "DataDownload", "encodingFormat": "application/json", "contentUrl": absolute(api)}
    return {
        "@type": "Dataset",
        "name": name,
        "description": description,
        "url": absolute(url),
        "inLanguage": lang_tag(),
        "isAccessibleForFree": True,
        "distribution": download,
    }


def theme(row: Theme) -> dict[str, Any]:
    return {
        "@type": "DefinedTerm",
        "@id": absolute(row.get_absolute_url()),
        "name": pick(row.name, row.name_en),
        "description": pick(row.description, row.description_en),
        "inDefinedTermSet": absolute(reverse("initiatives:theme-list")),
    }
