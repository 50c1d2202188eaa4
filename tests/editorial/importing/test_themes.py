"""Themes by words: those of the portal, at most three, none where no word tells."""

import pytest

from editorial.importing.themes import PATTERNS, themes_of
from tests.editorial.importing.chapters import read


def test_every_theme_of_the_portal_has_a_pattern_and_no_other():
    assert set(PATTERNS) == {theme["slug"] for theme in read("themes.json")["themes"]}


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("设立天使母基金", "finance"),
        ("大模型语料库上线", "digital"),
        ("碳捕集装置建成", "green"),
        ("引进院士团队", "talent"),
        ("与三所高校共建", "campus"),
        ("概念验证与成果转化", "transfer"),
    ],
)
def test_a_telling_word_gives_its_theme(text, theme):
    assert theme in themes_of(text)


def test_a_text_without_telling_words_has_no_theme():
    assert themes_of("举行仪式") == ()


def test_no_text_has_more_than_three_themes():
    assert len(themes_of("人才基金支持高校大模型产业园区低碳平台成果转化科普政策")) == 3
