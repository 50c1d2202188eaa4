"""How a passage is cited: GB/T 7714, BibTeX, and links that keep pointing at the same words.

The date in a citation is that of the version. The day of access is left out: pages are the same for
everybody and every day, and the pinned version says more than a date of access would.
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from initiatives.spans import first_clause, last_clause

_BIBTEX_ESCAPES = {ord(c): f"\\{c}" for c in "&%$#_{}"} | {ord("\\"): r"\textbackslash{}"}
SHORT = 14
"""Below so many characters a clause is quoted whole in a text fragment, not by its two ends."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a citation says about the passage. ``url`` is absolute and without query or fragment."""

    title: str
    report_title: str
    chapter: str
    year: int
    slug: str
    number: int
    updated_on: date
    url: str

    @property
    def pinned_url(self) -> str:
        return f"{self.url}?version={self.number}"


def gb_t_7714(source: Source) -> str:
    """Return the reference after GB/T 7714-2015, as a part of an online report."""
    report = f"{source.report_title}（{source.year}）：{source.chapter}"
    return f"{source.title}[R/OL]//{report}. ({source.updated_on.isoformat()}). {source.pinned_url}."


def bibtex(source: Source) -> str:
    fields = {
        "title": source.title,
        "booktitle": f"{source.report_title}（{source.year}）",
        "chapter": source.chapter,
        "year": str(source.year),
        "date": source.updated_on.isoformat(),
        "note": f"Version {source.number}",
    }
    lines = [f"  {name} = {{{value.translate(_BIBTEX_ESCAPES)}}},\n" for name, value in fields.items()]
    key = f"{source.year}-{source.slug}-v{source.number}"
    return f"@incollection{{{key},\n{''.join(lines)}  url = {{{source.pinned_url}}}\n}}"


def text_fragment(url: str, text: str) -> str:
    """Return a link that lights up ``text`` on the page, named by its first and last clause.

    ``text`` is what the page shows. Browsers look for whole words, and clauses end where words end.
    """
    ends = [text] if len(text) <= SHORT else [first_clause(text), last_clause(text)]
    words = ",".join(quote(end, safe="").replace("-", "%2D") for end in dict.fromkeys(ends))
    return f"{url}#:~:text={words}"


def short_formats(source: Source) -> list[dict[str, str]]:
    return [
        {"name": "GB/T 7714", "name_en": "GB/T 7714", "text": gb_t_7714(source)},
        {"name": "链接", "name_en": "Link", "text": source.url},
    ]


def formats(source: Source, text: str) -> list[dict[str, str]]:
    """Return every form of citing the passage ``text`` of the source, for the citation box."""
    return [
        *short_formats(source),
        {"name": "固定到这一版", "name_en": "This version only", "text": source.pinned_url},
        {"name": "定位到文字", "name_en": "Link to the words", "text": text_fragment(source.url, text)},
        {"name": "BibTeX", "name_en": "BibTeX", "text": bibtex(source)},
    ]
