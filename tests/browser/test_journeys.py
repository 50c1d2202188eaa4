"""What readers do, from one page to the next: on a phone, without script, with the keyboard alone."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

on_a_phone = pytest.mark.parametrize("look", ["390-light"], indirect=True)
on_both = pytest.mark.parametrize("look", ["390-light", "1280-light"], indirect=True)
in_both_languages = pytest.mark.parametrize("prefix", ["", "/en"])
MARK = "rgb(255, 217, 46)"  # the yellow that means "this is the source"
STOPS = 60  # more than the masthead, the map and the first list of any page have
VISIBLE_FOCUS = """() => {
  const el = document.activeElement, style = getComputedStyle(el), box = el.getBoundingClientRect();
  const isRinged = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const isSeen = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  return [el.tagName, el.textContent.trim().slice(0, 30), isRinged && isSeen];
}"""


@pytest.fixture
def unscripted(browser, browser_context_args):
    """A page in a browser that runs no script."""
    context = browser.new_context(**{**browser_context_args, "java_script_enabled": False})
    yield context.new_page()
    context.close()


def path_of(page):
    parts = urlsplit(page.url)
    return parts.path + (f"#{parts.fragment}" if parts.fragment else "")


def query_of(page):
    return parse_qs(urlsplit(page.url).query)


def count_of(page):
    """The number of initiatives the list says it has."""
    return int(re.sub(r"\D", "", page.locator("#res-h").inner_text()))


def tab_to(page, selector):
    """Press Tab until the focus is on a match; return it."""
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        focused = page.locator(":focus")
        if focused.count() and focused.evaluate("(el, selector) => el.matches(selector)", selector):
            return focused
    raise AssertionError(f"{STOPS} times Tab never reached {selector}")


# From the map to the sentence, and to a citation


@on_a_phone
@in_both_languages
def test_reader_walks_from_the_map_to_the_sentence(page, prefix):
    page.goto(prefix + "/")
    page.locator(".tile[data-d=xuhui]").click()
    assert path_of(page) == f"{prefix}/districts/xuhui/#y2023"
    page.locator("#i-2023-xuhui-05 h4 a").click()
    assert path_of(page) == f"{prefix}/initiatives/2023-xuhui-05/"
    clause = page.locator(".proof .src").inner_text()
    page.locator(".ptools a").first.click()
    assert path_of(page) == f"{prefix}/reports/2023/xuhui/#s-2023-xuhui-05"
    target = page.locator(".src:target")
    expect(target).to_have_text(clause)
    expect(target).to_be_in_viewport()
    expect(target).to_have_css("background-color", MARK)


@on_a_phone
@in_both_languages
def test_reader_goes_on_to_the_report_and_takes_a_citation(page, portal, prefix):
    page.goto(f"{prefix}/reports/2023/xuhui/")
    words = page.locator(".prose").inner_text()
    page.locator("h1").locator("xpath=..").locator(".eyebrow a").click()
    assert path_of(page) == f"{prefix}/reports/2023/"
    page.locator("#xuhui .cite summary").click()
    expect(page.locator("#xuhui .cite code", has_text="[R/OL]")).to_be_visible()
    page.locator("#xuhui h2 a").first.click()
    box = page.locator(".cite")
    expect(box.locator("dl")).to_be_hidden()
    box.locator("summary").click()
    expect(box.locator("dt", has_text="GB/T 7714")).to_be_visible()
    expect(box.locator("code", has_text="@incollection{2023-xuhui-v1")).to_be_visible()
    pinned = box.locator("code", has_text=re.compile(r"^http\S+\?version=1$")).inner_text()
    assert pinned == f"{portal.url}{prefix}/reports/2023/xuhui/?version=1"
    page.goto(pinned)
    assert page.locator(".prose").inner_text() == words


@on_a_phone
def test_note_and_sentence_lead_to_each_other(page):
    page.goto("/reports/2023/xuhui/")
    page.locator("#i-2023-xuhui-05 a[href^='#s-']").click()
    expect(page.locator("#s-2023-xuhui-05")).to_have_css("background-color", MARK)
    page.locator(".ref[href='#i-2023-xuhui-05']").click()
    expect(page.locator("#i-2023-xuhui-05")).to_be_in_viewport()


@on_a_phone
def test_map_changes_its_year_in_place_and_keeps_no_cookie(page):
    page.goto("/")
    page.locator("[data-year='2017']").click()
    expect(page.locator(".tile[data-d=huangpu] .num")).to_have_text("未单列")
    expect(page.locator(".tile[data-d=xuhui]")).to_have_attribute("href", "/districts/xuhui/#y2017")
    assert not query_of(page)
    page.locator("[data-theme-toggle]").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    assert page.context.cookies() == []


# Without script


@on_both
def test_without_script_the_year_of_the_map_is_a_page(unscripted):
    unscripted.goto("/")
    unscripted.locator("[data-year='2017']").click()
    assert query_of(unscripted) == {"year": ["2017"]}
    expect(unscripted.locator(".tile[data-d=huangpu] .num")).to_have_text("未单列")
    expect(unscripted.locator("[data-year='2017']")).to_have_attribute("aria-current", "true")


@on_both
def test_without_script_filters_narrow_and_chips_widen(unscripted, look):
    unscripted.goto("/initiatives/")
    everything = count_of(unscripted)
    if look.startswith("390"):
        unscripted.locator(".filters > summary").click()
    unscripted.locator("[name=theme][value=digital]").check()
    unscripted.locator("[name=year][value='2023']").check()
    unscripted.locator(".filters .btn").click()
    assert query_of(unscripted) == {"theme": ["digital"], "year": ["2023"]}
    narrowed = count_of(unscripted)
    assert set(unscripted.locator(".irow .num").all_inner_texts()) == {"2023"}
    unscripted.locator(".chip--on").first.click()
    assert narrowed < count_of(unscripted) < everything


@on_both
def test_without_script_the_pager_turns_forth_and_back(unscripted):
    unscripted.goto("/initiatives/")
    first = unscripted.locator(".irow h3").all_inner_texts()
    unscripted.locator(".pager [rel=next]").click()
    second = unscripted.locator(".irow h3").all_inner_texts()
    assert not set(first) & set(second)
    unscripted.locator(".pager [rel=prev]").click()
    assert unscripted.locator(".irow h3").all_inner_texts() == first


@on_both
def test_without_script_search_finds_and_the_language_follows(unscripted):
    unscripted.goto("/")
    unscripted.locator("#q").fill("张江")
    unscripted.locator("main .find .btn").click()
    assert query_of(unscripted) == {"q": ["张江"]}
    expect(unscripted.locator(".hit mark").first).to_have_text("张江")
    unscripted.locator(".tools [hreflang=en]").click()
    assert (path_of(unscripted), query_of(unscripted)) == ("/en/search/", {"q": ["张江"]})
    expect(unscripted.locator(".hit mark").first).to_have_text("张江")


@on_both
def test_without_script_a_citation_opens(unscripted):
    unscripted.goto("/reports/2023/xuhui/")
    unscripted.locator(".cite summary").click()
    expect(unscripted.locator(".cite dt", has_text="BibTeX")).to_be_visible()


# With the keyboard alone


def test_keyboard_skips_to_the_content(page):
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("el => !!el.closest('main')")


def test_keyboard_opens_a_part_and_a_district(page):
    page.goto("/")
    tab_to(page, ".nav a[href='/themes/']").press("Enter")
    assert path_of(page) == "/themes/"
    page.goto("/")
    tile = tab_to(page, ".tile[data-d=xuhui]")
    expect(page.locator(".tmap__say")).to_have_text("放大“科创绣带”的品牌效应")
    tile.press("Enter")
    assert path_of(page) == "/districts/xuhui/#y2023"


@on_both
def test_keyboard_sets_filters(page, look):
    page.goto("/initiatives/")
    if look.startswith("390"):
        tab_to(page, ".filters > summary").press("Enter")
    tab_to(page, "[name=year][value='2017']").press("Space")
    tab_to(page, ".filters .btn").press("Enter")
    assert query_of(page) == {"year": ["2017"]}


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_keyboard_opens_and_closes_a_citation(page, key):
    page.goto("/reports/2023/xuhui/")
    summary = tab_to(page, ".cite summary")
    summary.press(key)
    expect(page.locator(".cite dl")).to_be_visible()
    summary.press(key)
    expect(page.locator(".cite dl")).to_be_hidden()


@on_both
@pytest.mark.parametrize("path", ["/", "/districts/xuhui/", "/reports/2023/", "/initiatives/"])
def test_focus_is_always_seen(page, path):
    page.goto(path)
    for _ in range(STOPS):
        page.keyboard.press("Tab")
        tag, text, is_visible = page.evaluate(VISIBLE_FOCUS)
        assert is_visible or tag == "BODY", f"{tag} “{text}” has the focus and does not show it"
