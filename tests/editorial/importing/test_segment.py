import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.importing.segment import Block, blocks, segment, tile
from editorial.importing.spans import Segment

FIXTURES = Path("fixtures")
SEEDS = Path("../shared/seeds")
COMPLETE = Path("../shared/content/2023-complete.txt")
CHAPTERS = json.loads((FIXTURES / "initiatives.json").read_text(encoding="utf-8"))["chapters"]
KINDS = {"title", "lead", "heading", "body", "caption", "furniture", "space", "unassigned"}
RUNNING_HEAD = "科技创新年度报告"


def known_names() -> list[str]:
    names = []
    for file in ("districts.json", "zones.json"):
        for place in json.loads((FIXTURES / file).read_text(encoding="utf-8")):
            names += [place["name"], *place["aliases"]]
    return names


NAMES = known_names()


def told(text: str, found: list[Block]) -> list[tuple[str, str]]:
    """Kinds and words of all blocks but furniture, words without line breaks; a lead is a body here."""
    return [
        (
            "body" if block.kind == "lead" else block.kind,
            "".join(re.sub(r"[\r\n\u3000]", "", text[part.start : part.end]) for part in block.parts),
        )
        for block in found
        if block.kind != "furniture"
    ]


def chapters() -> Iterator[tuple[str, str]]:
    for name in ("2017.txt", "2023.txt"):
        yield name, (FIXTURES / name).read_text(encoding="utf-8")
    for path in (*sorted(SEEDS.glob("*.txt")), COMPLETE):
        if path.exists():
            yield path.name, path.read_text(encoding="utf-8")


TEXTS = dict(chapters())
some_text = st.text(st.characters(blacklist_categories=["Cs"]))
chapter_like = st.lists(
    st.sampled_from(
        [
            *("张江", "浦东新区", "嘉定区、青浦区", "（一）徐汇区", "8.1 全域创新", "第四章 区域"),
            *("12", "— 3 —", "。", "│", RUNNING_HEAD, "　　", "***", "\r", "\x0c", "\n"),
            *(
                "推动创新平台建设，形成新的格局。",
                "布局一批创新",
                "图1 布局",
                "● 建成开放式创新平台，服务企业",
            ),
            *("松江区 推动创新，", "浦东新区：推动创新。", "。黄浦区 建设平台。"),
        ]
    ).flatmap(lambda piece: st.sampled_from([piece, piece + "\n", piece * 3 + "\n"]))
).map("".join)


@given(some_text | chapter_like, st.lists(some_text | st.sampled_from(NAMES), max_size=6))
@settings(max_examples=200)
def test_segments_tile_any_text(text: str, names: list[str]) -> None:
    found = segment(text, names)

    assert "".join(text[part.start : part.end] for part in found) == text
    assert all(part.start < part.end and part.kind in KINDS for part in found)
    assert all(not text[part.start : part.end].strip() for part in found if part.kind == "space")


@given(chapter_like)
@settings(max_examples=200)
def test_blocks_hold_all_words_in_order(text: str) -> None:
    found = blocks(text, NAMES)
    parts = sorted((part for block in found for part in block.parts), key=lambda part: part.start)

    assert [block.start for block in found] == sorted(block.start for block in found)
    assert all(text[part.start].strip() and text[part.end - 1].strip() for part in parts)
    assert {part.kind for part in tile(text, parts)} <= KINDS


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter["file"])
def test_every_heading_body_and_caption_of_our_chapters_is_found(chapter: dict) -> None:
    text = (FIXTURES / chapter["file"]).read_text(encoding="utf-8")
    found = {(part.start, part.end): part.kind for part in segment(text, NAMES)}
    expected = {(chapter["lead"]["start"], chapter["lead"]["end"]): "lead"}
    for section in chapter["sections"]:
        expected[section["body"]["start"], section["body"]["end"]] = "body"
        if section["heading_span"]:
            expected[section["heading_span"]["start"], section["heading_span"]["end"]] = "heading"
    for figure in chapter["figures"]:
        expected[figure["start"], figure["end"]] = "caption"

    assert {span: found.get(span) for span in expected} == expected
    told_kinds = [kind for kind in found.values() if kind != "space"]
    assert len(told_kinds) == len(expected) + 1, "one more: the title"
    assert told_kinds[0] == "title"


@pytest.mark.skipif(not SEEDS.exists(), reason="the published chapters are not on this machine")
@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("2017-4.2.txt", {"title": 1, "lead": 1, "heading": 7, "body": 7, "caption": 4}),
        ("2023-8.1.txt", {"title": 1, "lead": 1, "heading": 6, "body": 16}),
        ("2023-complete.txt", {"title": 1, "lead": 1, "heading": 16, "body": 16}),
    ],
)
def test_every_block_of_the_published_chapters_is_found(name: str, counts: dict[str, int]) -> None:
    kinds = [block.kind for block in blocks(TEXTS[name], NAMES)]

    assert {kind: kinds.count(kind) for kind in set(kinds)} == counts


@pytest.mark.parametrize("name", TEXTS)
def test_bodies_stay_apart_when_the_headings_are_lost(name: str) -> None:
    text = TEXTS[name]
    whole = blocks(text, NAMES)
    for block in reversed(whole):
        if block.kind == "heading":
            text = text[: block.start] + text[block.end :]

    kept = [(kind, words) for kind, words in told(TEXTS[name], whole) if kind != "heading"]
    assert told(text, blocks(text, NAMES)) == kept


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028"])
def test_the_kind_of_line_end_does_not_matter(name: str, end: str) -> None:
    text = TEXTS[name].replace("\n", end)

    assert told(text, blocks(text, NAMES)) == told(TEXTS[name], blocks(TEXTS[name], NAMES))


def wrapped(paragraphs: list[str], width: int, *, is_apart: bool, is_indented: bool, furniture: str) -> str:
    lines: list[str] = []
    for paragraph in paragraphs:
        words = "\u3000\u3000" + paragraph if is_indented and len(paragraph) > width else paragraph
        for at in range(0, len(words), width):
            lines.append(words[at : at + width])
            if furniture and len(lines) % 25 == 0:
                lines += furniture.format(page=len(lines) // 25 + 11).split("\n")
        lines += [""] if is_apart else []
    return "\n".join(lines)


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize(("is_apart", "is_indented"), [(True, False), (False, True), (True, True)])
@pytest.mark.parametrize("furniture", ["", f"— {{page}} —\n{RUNNING_HEAD}"], ids=["bare", "pages"])
def test_wrapped_paragraphs_are_whole_again(
    name: str, is_apart: bool, is_indented: bool, furniture: str
) -> None:
    expected = told(TEXTS[name], blocks(TEXTS[name], NAMES))
    for has_headings in (True, False):
        kept = [block for block in expected if has_headings or block[0] != "heading"]
        for width in range(30, 46):
            text = wrapped(
                [words for _, words in kept],
                width,
                is_apart=is_apart,
                is_indented=is_indented,
                furniture=furniture,
            )
            assert told(text, blocks(text, NAMES)) == kept, width


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("furniture", ["", f"\n— {{page}} —\n\n{RUNNING_HEAD}\n"], ids=["bare", "pages"])
def test_wrapped_paragraphs_that_nothing_sets_off_are_never_glued(name: str, furniture: str) -> None:
    """Where a sentence ends at the margin a paragraph is cut in two: cut, not joined with the next."""
    expected = told(TEXTS[name], blocks(TEXTS[name], NAMES))
    whole = total = 0
    for width in range(30, 46):
        text = wrapped(
            [words for _, words in expected], width, is_apart=False, is_indented=False, furniture=furniture
        )
        found = told(text, blocks(text, NAMES))
        assert "".join(words for _, words in found) == "".join(words for _, words in expected)
        assert [block for block in found if block[0] != "body"] == [b for b in expected if b[0] != "body"]
        starts = {words[:12] for _, words in expected if len(words) >= 12}
        assert all(sum(start in words for start in starts) <= 1 for _, words in found if len(words) > 12)
        whole += sum(block in found for block in expected)
        total += len(expected)

    assert whole >= 0.93 * total


HEADINGS = [
    *(
        "浦东新区",
        "张江",
        "（一）张江",
        "五、松江区",
        "8.1.3 闵行区",
        "浦 东 新 区",
        "⻓宁区",
        "张江（浦东）",
    ),
    *("【普陀区】", "## 宝山区", "● 嘉定区", "徐汇区：", "临港地区", "3．杨浦区", "第三节　虹口区"),
    *("青\u200b浦区", "G60 科创走廊"),
]


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_name_alone_is_a_heading_however_it_is_set(heading: str) -> None:
    text = f"{heading}\n推动创新平台建设，一批项目落地。"
    found = blocks(text, NAMES)

    assert [block.kind for block in found] == ["heading", "body"]
    assert len(found[0].names) == 1


@pytest.mark.parametrize(
    "heading", ["嘉定、青浦", "金山区和奉贤区", "杨浦区/虹口区", "松江区、青浦区、金山区"]
)
def test_a_joint_heading_names_all_its_places(heading: str) -> None:
    found = blocks(f"{heading}\n推动创新平台建设，一批项目落地。", NAMES)

    assert found[0].kind == "heading"
    assert len(found[0].names) == 1 + len(re.findall("[、和/]", heading))


@pytest.mark.parametrize(
    "line",
    [
        "浦东新区　推动创新平台建设，一批重大项目先后落地，形成了新的发展格局。",
        "浦东新区：推动创新平台建设，一批重大项目先后落地，形成了新的发展格局。",
        "【浦东新区】推动创新平台建设，一批重大项目先后落地，形成了新的发展格局。",
        "（一）浦东新区。推动创新平台建设，一批重大项目先后落地，形成了新的发展格局。",
        "浦东新区——推动创新平台建设，一批重大项目先后落地，形成了新的发展格局。",
        "浦东新区│推动创新平台建设，一批重大项目先后落地，形成了新的发展格局。",
    ],
)
def test_a_label_run_into_the_text_is_a_heading(line: str) -> None:
    found = blocks(line, NAMES)

    assert [(block.kind, block.names) for block in found] == [("heading", ("浦东新区",)), ("body", ())]
    assert line[found[1].start :].startswith("推动")


@pytest.mark.parametrize(
    "line", ["（二）黄浦区：打造科创区，建设高地", "徐汇区　建设“科创绣带”", "宝山区——主阵地"]
)
def test_a_place_with_its_headline_is_one_heading(line: str) -> None:
    found = blocks(f"{line}\n推动创新平台建设，一批项目落地。\n形成新的格局，成果丰硕。", NAMES)

    assert [block.kind for block in found] == ["heading", "body", "body"]
    assert len(found[0].names) == 1


def test_a_label_of_a_wrapped_paragraph_is_cut_off_too() -> None:
    page = "".join(
        f"{place}　推动创新平台建设，重大项目先后\n在{place}落地，形成新的格局，产学研融合\n成果丰硕。\n\n"
        for place in ("浦东新区", "黄浦区", "静安区", "徐汇区")
    )

    assert [block.kind for block in blocks(page, NAMES)] == ["heading", "body"] * 4


def test_subheadings_that_every_section_has_are_no_running_heads() -> None:
    page = "".join(
        f"{place}\n重点举措\n推动创新平台建设，项目落地。\n" for place in ("浦东新区", "黄浦区", "静安区")
    )

    assert [block.kind for block in blocks(page, NAMES)] == ["heading", "heading", "body"] * 3


def test_an_unknown_line_below_the_last_paragraph_closes_the_section() -> None:
    text = "浦东新区\n推动创新平台建设，项目落地。\n科创走廊空间结构\n黄浦区\n建成平台，格局形成。"

    assert [block.kind for block in blocks(text, NAMES)] == ["heading", "body", "caption", "heading", "body"]


def test_a_section_that_lost_its_heading_is_not_taken_for_the_lead() -> None:
    text = "区域创新\n建成首批平台，项目落地。\n黄浦区\n建成平台，格局形成。"

    assert [block.kind for block in blocks(text, NAMES)] == ["title", "body", "heading", "body"]


def test_labels_inside_one_line_cut_it() -> None:
    text = "浦东新区 推动平台建设，项目落地。黄浦区 推动科创总部集聚。静安区 举办创新大会，成果丰硕。"

    assert [block.names for block in blocks(text, NAMES) if block.kind == "heading"] == [
        ("浦东新区",),
        ("黄浦区",),
        ("静安区",),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "浦东新区、黄浦区和静安区联手推动创新平台建设，一批项目先后落地。",
        "浦东新区推动创新平台建设，与 黄浦区 和 静安区 一起形成新的格局，项目落地。",
        "嘉 定 区 推 动 创 新 平 台 建 设 ， 一 批 项 目 先 后 落 地 ， 格 局 形 成 。",
        "7月，松江区发布规划，建设科创走廊。",
    ],
)
def test_a_mention_is_no_heading(text: str) -> None:
    assert [block.kind for block in blocks(text, NAMES)] == ["body"]


@pytest.mark.parametrize(
    "line",
    [
        *("12", "— 12 —", "- 3 -", "第 12 页", "第12页 共40页", "3/40", "Page 3 of 9", "· 5 ·"),
        *("浦东新区………………45", "8.1 全域创新\t101", "----------", "＊＊＊＊＊"),
    ],
)
def test_page_numbers_contents_and_rules_are_furniture(line: str) -> None:
    text = f"推动创新平台建设，项目落地。\n{line}\n推动产业发展，平台建成。"

    assert [block.kind for block in blocks(text, NAMES)] == ["body", "furniture", "body"]


def test_running_heads_are_furniture_and_repeated_place_names_are_not() -> None:
    page = "第八章　区域创新 {n}\n浦东新区\n推动创新平台建设，项目落地。\n"
    text = "".join(page.format(n=n) for n in range(40, 44))

    assert [block.kind for block in blocks(text, NAMES)] == ["title", "heading", "body"] + [
        *("furniture", "heading", "body")
    ] * 3


def test_a_footer_inside_a_sentence_does_not_cut_the_paragraph() -> None:
    text = "推动创新平台建设，一批重大项目先后\n\n— 12 —\n\n落地，形成新的格局。"
    found = blocks(text, NAMES)

    assert [(block.kind, len(block.parts)) for block in found] == [("body", 2), ("furniture", 1)]


@pytest.mark.parametrize(
    "line",
    [
        *("图4-2　科创走廊布局", "表3 各区指标", "专栏1　创新大会", "临港产业“1,2+3+4,5”规划"),
        *(
            "“光启计划”六大工程",
            "科创热词集锦",
            "大零号湾示意图",
            "资料来源：各区科委",
            "［图片：走廊］",
            "企业数│120│130",
        ),
    ],
)
def test_captions_stand_apart_from_bodies(line: str) -> None:
    text = f"推动创新平台建设，项目落地。\n{line}\n推动产业发展，平台建成。"

    assert [block.kind for block in blocks(text, NAMES)] == ["body", "caption", "body"]


@pytest.mark.parametrize("line", ["描绘发展蓝图，建成示范工程。", "● 建成国家级创新平台，开展规划布局"])
def test_sentences_and_bullets_are_bodies(line: str) -> None:
    assert [block.kind for block in blocks(f"{line}\n推动产业发展。", NAMES)] == ["body", "body"]


def test_a_lead_is_about_no_place_or_many() -> None:
    text = "8.1 各区创新\n{}\n浦东新区\n推动创新平台建设，项目落地。"
    general = text.format("各区主动作为，创新成果丰硕。")
    local = text.format("长宁区主动作为，创新成果丰硕。")

    assert [block.kind for block in blocks(general, NAMES)] == ["title", "lead", "heading", "body"]
    assert [block.kind for block in blocks(local, NAMES)] == ["title", "body", "heading", "body"]


def test_a_paragraph_on_one_place_is_never_a_lead() -> None:
    """Without its heading it would pass as general, unasked."""
    for name, text in TEXTS.items():
        lines = [line for line in text.split("\n") if line]
        bodies = [line for line in lines if len(line) > 60][1:]
        for body in bodies:
            found = blocks("\n".join([lines[0], body, *bodies[:2]]), NAMES)
            assert [block.kind for block in found] == ["title", "body", "body", "body"], (name, body[:20])


def test_what_lies_between_parts_is_told() -> None:
    parts = [Segment(2, 4, "body")]

    assert tile("  ab c", parts) == [Segment(0, 2, "space"), *parts, Segment(4, 6, "unassigned")]
