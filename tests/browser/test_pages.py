"""What holds on every page type, in every look."""

import pytest

from tests.browser.looks import in_every_look
from tests.browser.pages import ERRORS, PAGES

every_page = pytest.mark.parametrize("path", PAGES)
every_error = pytest.mark.parametrize(("path", "status"), ERRORS)


@in_every_look
@every_page
def test_axe_finds_nothing(page, axe, path):
    assert page.goto(path).status == 200
    axe(page)


@in_every_look
@every_error
def test_axe_finds_nothing_on_an_error_page(page, axe, path, status):
    assert page.goto(path).status == status
    axe(page)


@every_page
def test_nothing_scrolls_sideways_at_320_pixels(page, path):
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@every_page
def test_page_reads_without_script(browser, portal, path):
    context = browser.new_context(base_url=portal.url, java_script_enabled=False)
    page = context.new_page()
    assert page.goto(path).status == 200
    assert page.locator("h1").is_visible()
    context.close()
