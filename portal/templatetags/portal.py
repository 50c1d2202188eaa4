"""Template tags of every page, registered as builtins: language, addresses, numbers, type."""

import json
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.utils.html import conditional_escape, format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from portal.web.language import is_english, lang_tag, pick
from portal.web.levels import level
from portal.web.typography import chinese_numeral, english_numeral, full_width, split_tail

register = template.Library()
register.simple_tag(lang_tag, name="lang_tag")
register.filter("level", level)

STEPS = 20
_IN_SCRIPT = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


@register.simple_tag
def t(zh: str, en: str, *, one: str = "", **values: object) -> str:
    """The text in the page's language, with ``{name}`` filled from the keywords, which are escaped.

    ``one`` is the English text for a single thing; it is taken when ``n`` is 1.
    """
    if one and str(values.get("n")) == "1":
        en = one
    text = conditional_escape(pick(zh, en))
    return format_html(text, **values) if values else text


@register.simple_block_tag
def plain(content: str) -> SafeString:
    """Content as one line fit for a title or an attribute: no markup, no line ends, quotes escaped."""
    line = " ".join(strip_tags(content).split())
    return mark_safe(line.replace('"', "&quot;"))  # noqa: S308 rendered, hence escaped, before it comes here


@register.simple_block_tag
def trim(content: str) -> SafeString:
    """Content without the blanks around it, which an included file has at its end."""
    return mark_safe(content.strip())  # noqa: S308 rendered, hence escaped, before it comes here


@register.simple_tag
def site_name() -> str:
    return pick(settings.SITE_NAME, settings.SITE_NAME_EN)


@register.simple_tag
def site_tagline() -> str:
    return pick(settings.SITE_TAGLINE, settings.SITE_TAGLINE_EN)


def _field(subject: Any, name: str) -> str:
    """An attribute, or the key of a mapping; an absent one is empty."""
    found = subject.get(name) if isinstance(subject, dict) else getattr(subject, name, None)
    return "" if found is None else str(found)


@register.simple_tag
def local(subject: Any, name: str) -> str:
    """``subject.name`` in the page's language; Chinese standing in for absent English is marked as such."""
    english = _field(subject, f"{name}_en") if is_english() else ""
    text = english or _field(subject, name)
    if not is_english() or english or not text:
        return conditional_escape(text)
    return format_html('<span lang="zh-Hans">{}</span>', text)


@register.filter
def local_text(subject: Any, name: str) -> str:
    """Like ``local``, without markup: for titles and attributes."""
    return (_field(subject, f"{name}_en") if is_english() else "") or _field(subject, name)


@register.simple_tag
def lang_attr(subject: Any = None, name: str = "") -> str:
    """`` lang="zh-Hans"`` for Chinese words on an English page.

    Given a subject and a name, only where the English is absent.
    """
    is_chinese = is_english() and not (name and _field(subject, f"{name}_en"))
    return mark_safe(' lang="zh-Hans"') if is_chinese else ""


def _request(context: Context) -> HttpRequest:
    # An include with ``only`` keeps the request beside the variables, not among them.
    return getattr(context, "request", None) or context["request"]


def _address(request: HttpRequest, query: QueryDict) -> str:
    encoded = query.urlencode()
    return f"{request.path}?{encoded}" if encoded else request.path


@register.simple_tag(takes_context=True)
def query_without(context: Context, name: str, value: object = None) -> str:
    """This page's address without one value of a parameter, or without the parameter; back on page one."""
    request = _request(context)
    query = request.GET.copy()
    query.pop("cursor", None)
    kept = [] if value is None else [v for v in query.getlist(name) if v != str(value)]
    query.setlist(name, kept)
    return _address(request, query)


@register.simple_tag(takes_context=True)
def query_with(context: Context, name: str, value: object) -> str:
    """This page's address with one parameter set; back on page one, unless it is the cursor itself."""
    request = _request(context)
    query = request.GET.copy()
    query.pop("cursor", None)
    query[name] = str(value)
    return _address(request, query)


@register.filter
def step(share: float, whole: float = 1) -> int:
    """``share`` of ``whole`` in twentieths, for ``data-p``. Anything above nothing shows: at least 1."""
    if not whole or share <= 0:
        return 0
    return max(1, min(STEPS, round(share / whole * STEPS)))


@register.filter
def number(count: int | None) -> str:
    """With thousands separators; a dash for what is not known."""
    return "–" if count is None else f"{count:,}"


@register.filter
def in_words(count: int) -> str:
    """A small count as running text writes it: 十六, sixteen."""
    return pick(chinese_numeral(count), english_numeral(count))


@register.filter
def year_gaps(dated: Iterable[Any]) -> str:
    """The years missing between first and last of some years, or things with a year: ``2018 至 2022``."""
    known = sorted({getattr(each, "year", each) for each in dated})
    gaps = [(a + 1, b - 1) for a, b in pairwise(known) if b - a > 1]
    to = pick(" 至 ", "–")
    return pick("、", ", ").join(str(a) if a == b else f"{a}{to}{b}" for a, b in gaps)


@register.filter
def is_among(slug: str, meant: str | Iterable[str]) -> bool:
    """Whether a slug is the one meant, or one of those meant."""
    return slug == meant if isinstance(meant, str) else slug in meant


@register.filter
def jsonld(subject: object) -> SafeString:
    """A JSON-LD script element. No value can end the element or start another."""
    text = json.dumps(subject, ensure_ascii=False, separators=(",", ":")).translate(_IN_SCRIPT)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 escaped


@register.filter
def typeset(text: str) -> SafeString:
    """Plain Chinese running text as HTML: full-width marks, no last character alone on a line."""
    head, tail = split_tail(full_width(text))
    return format_html('{}<span class="nb">{}</span>', head, tail) if tail else format_html("{}", head)


@register.simple_tag
def static_or_nothing(path: str) -> str:
    """Address of a static file, or nothing where it cannot be told: the error page must not fail as well."""
    try:
        return staticfiles_storage.url(path)
    except ValueError:
        return ""
