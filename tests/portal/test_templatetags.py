"""Every tag through the template engine, as the pages use it."""

import json
from types import SimpleNamespace

import pytest
from django.template import RequestContext, Template
from django.template.context import Context
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.templatetags.portal import jsonld, level, step, year_gaps

DISTRICT = SimpleNamespace(name="徐汇区", name_en="Xuhui District", alias="徐汇", alias_en="")


def render(source: str, *, lang: str = "zh-hans", **context: object) -> str:
    with translation.override(lang):
        return Template(source).render(Context(context))


def render_at(address: str, source: str) -> str:
    return Template(source).render(RequestContext(RequestFactory().get(address)))


def test_t_takes_the_language_of_the_page():
    assert render('{% t "举措" "Initiatives" %}') == "举措"
    assert render('{% t "举措" "Initiatives" %}', lang="en") == "Initiatives"


def test_t_escapes_what_it_fills_in_and_keeps_its_own_markup():
    assert render('{% t "<b>{n}</b>" "-" n=value %}', value="<i>") == "<b>&lt;i&gt;</b>"
    assert render('{% t value "-" %}', value="<i>") == "&lt;i&gt;"


@pytest.mark.parametrize(("count", "words"), [(0, "0 years"), (1, "1 year"), (2, "2 years")])
def test_t_says_one_thing_in_the_singular(count, words):
    assert render('{% t "{n} 年" "{n} years" one="{n} year" n=n %}', lang="en", n=count) == words
    assert render('{% t "{n} 年" "{n} years" one="{n} year" n=n %}', n=count) == f"{count} 年"


def test_local_marks_chinese_that_stands_in_for_absent_english():
    assert render('{% local d "name" %}', d=DISTRICT) == "徐汇区"
    assert render('{% local d "name" %}', lang="en", d=DISTRICT) == "Xuhui District"
    assert render('{% local d "alias" %}', lang="en", d=DISTRICT) == '<span lang="zh-Hans">徐汇</span>'
    assert render('{% local d "alias" %}', lang="en", d={"alias": "<徐汇>"}).endswith("&lt;徐汇&gt;</span>")
    assert render('{% local d "missing" %}', lang="en", d=DISTRICT) == ""


def test_local_text_carries_no_markup_and_is_escaped():
    assert render('{{ d|local_text:"alias" }}', lang="en", d=DISTRICT) == "徐汇"
    assert render('{{ d|local_text:"name" }}', d={"name": "<b>"}) == "&lt;b&gt;"


def test_lang_attr_is_printed_only_for_chinese_on_an_english_page():
    assert render("{% lang_attr %}") == ""
    assert render("{% lang_attr %}", lang="en") == ' lang="zh-Hans"'
    assert render('{% lang_attr d "name" %}', lang="en", d=DISTRICT) == ""
    assert render('{% lang_attr d "alias" %}', lang="en", d=DISTRICT) == ' lang="zh-Hans"'


def test_plain_makes_one_attribute_safe_line_of_its_content():
    source = '{% plain as line %}{{ a }}\n  <b>b</b> "c"{% endplain %}{{ line }}'
    assert render(source, a="<x> & y") == "&lt;x&gt; &amp; y b &quot;c&quot;"


def test_query_without_removes_one_value_and_goes_back_to_the_first_page():
    address = "/initiatives/?theme=digital&theme=space&year=2023&cursor=abc"
    assert render_at(address, '{% query_without "theme" "digital" %}') == (
        "/initiatives/?theme=space&amp;year=2023"
    )
    assert render_at(address, '{% query_without "theme" %}') == "/initiatives/?year=2023"
    assert render_at("/initiatives/?year=2023", '{% query_without "year" 2023 %}') == "/initiatives/"


def test_query_with_sets_one_parameter_and_goes_back_to_the_first_page():
    address = "/initiatives/?q=%E5%A4%A7&cursor=abc"
    assert render_at(address, '{% query_with "sort" "year" %}') == "/initiatives/?q=%E5%A4%A7&amp;sort=year"
    assert (
        render_at(address, '{% query_with "cursor" "next" %}') == "/initiatives/?q=%E5%A4%A7&amp;cursor=next"
    )


def test_addresses_are_known_inside_an_include_with_only(settings, tmp_path):
    (tmp_path / "_chip.html").write_text('{% query_without "year" %}', encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path], "APP_DIRS": False}]
    assert render_at("/themes/?year=2017", '{% include "_chip.html" only %}') == "/themes/"


@pytest.mark.parametrize(
    ("count", "expected"),
    [(None, "x"), (0, "0"), (1, "1"), (2, "1"), (3, "2"), (4, "3"), (5, "4"), (6, "5"), (99, "5")],
)
def test_level_tells_missing_from_nothing(count, expected):
    assert level(count) == expected


@given(st.floats(0, 1e6), st.floats(1e-3, 1e6))
def test_step_stays_on_the_scale_and_never_hides_something(share, whole):
    shown = step(share, whole)
    assert 0 <= shown <= 20
    assert (shown == 0) == (share == 0)


def test_step_of_nothing_is_nothing():
    assert step(3, 0) == 0


def test_number_separates_thousands_and_dashes_the_unknown():
    assert render("{{ a|number }} {{ b|number }}", a=1234567, b=None) == "1,234,567 –"


def test_year_gaps_names_every_missing_year_once():
    assert year_gaps([2023, 2017]) == "2018 至 2022"
    assert year_gaps([SimpleNamespace(year=y) for y in (2016, 2018, 2019, 2023)]) == "2017、2020 至 2022"
    assert year_gaps([2017, 2018]) == year_gaps([]) == ""


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.none()))
def test_jsonld_never_leaves_its_script_element_and_keeps_the_values(subject):
    element = jsonld(subject)
    content = element.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&\u2028\u2029") & set(content)
    assert json.loads(content) == subject


def test_typeset_escapes_and_keeps_the_last_three_characters_together():
    assert render("{{ text|typeset }}", text="建设<新>高地。") == (
        '建设&lt;新&gt;<span class="nb">高地。</span>'
    )
    assert render("{{ text|typeset }}", text="新<。") == "新&lt;。"


def test_static_or_nothing_is_silent_where_the_file_is_unknown(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    assert render('[{% static_or_nothing "portal/no-such-file.css" %}]') == "[]"
