"""Chromium against a real portal, in the four looks every page must hold in.

``page`` opens in the look "1280-light"; a test decorated with ``tests.browser.looks.in_every_look`` runs in
all four. ``axe(page)`` fails with what axe found. The profile is a scratch one.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.chromium import FLAGS, executable
from tests.conftest import IN_CI

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    path = executable()
    if path is None and IN_CI:
        pytest.exit("Browser tests need Chromium: apt-get install chromium fonts-noto-cjk", returncode=3)
    if path is None:
        pytest.skip("no Chromium here (Debian: apt-get install chromium fonts-noto-cjk; or set CHROMIUM)")
    return {**browser_type_launch_args, "executable_path": path, "args": FLAGS}


@pytest.fixture
def look(request):
    """The viewport's width in CSS pixels and the colour scheme, as in "390-dark"."""
    return getattr(request, "param", "1280-light")


@pytest.fixture
def browser_context_args(browser_context_args, look, portal):
    width, scheme = look.split("-")
    return {
        **browser_context_args,
        "base_url": portal.url,
        "viewport": {"width": int(width), "height": 900},
        "color_scheme": scheme,
        "reduced_motion": "reduce",
        "locale": "zh-CN",
    }


@pytest.fixture
def page(page, portal):
    """A page that fails its test when anything asks another host, does not load, or raises in the console."""
    complaints = []
    page.on("request", lambda request: complaints.extend(foreign(request, portal.url)))
    page.on("response", lambda response: complaints.extend(broken(response)))
    page.on("console", lambda message: complaints.extend(errors(message)))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert not complaints, complaints


def foreign(request, origin):
    return [] if request.url.startswith((origin + "/", "data:", "blob:")) else [f"asked {request.url}"]


def broken(response):
    # A page under test may itself be a 404; what it is made of may not.
    is_part = not response.request.is_navigation_request()
    return [f"{response.status} {response.url}"] if is_part and response.status >= 400 else []


def errors(message):
    # Chromium also logs a 404 page's own status as an error; `broken` judges what failed to load.
    is_status = message.text.startswith("Failed to load resource")
    return [message.text] if message.type == "error" and not is_status else []


@pytest.fixture
def axe():
    """A function that fails with axe's report when a page breaks a WCAG A or AA rule or a best practice."""

    def assert_clean(page):
        found = Axe().run(page, options={"runOnly": AXE_RULES, "resultTypes": ["violations"]})
        assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"

    return assert_clean
