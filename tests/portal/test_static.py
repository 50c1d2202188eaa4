"""The stylesheet and scripts as shipped: within budget, alike in both dark sets, asking nobody else."""

import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR, "portal/static/portal")
CSS = (STATIC / "site.css").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "budget"), [("site.css", 9_216), ("site.js", 2_560), ("theme.js", 512)])
def test_size_as_sent_to_a_browser_is_within_budget(name, budget):
    assert len(brotli.compress((STATIC / name).read_bytes())) <= budget


def test_both_dark_sets_are_the_same():
    by_system, by_choice = re.findall(r":root(?:\[data-theme=dark\]|:not\(.*?\)) \{(.*?)\}", CSS, re.DOTALL)
    assert by_system.split() == by_choice.split()


def test_every_token_used_is_defined():
    used = set(re.findall(r"var\((--[\w-]+)\)", CSS))
    assert used <= set(re.findall(r"(--[\w-]+):", CSS))


@pytest.mark.parametrize("path", sorted(STATIC.iterdir()), ids=lambda path: path.name)
def test_nothing_is_fetched_from_elsewhere(path):
    text = path.read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?:|url\(|@import|document\.cookie", text)


def test_no_template_carries_inline_style_or_script():
    for page in Path(settings.BASE_DIR, "templates").rglob("*.html"):
        source = page.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son[a-z]{3,}=|<script>", source), page
