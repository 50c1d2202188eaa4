import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.importing import place_words, verdicts, wire
from editorial.importing.plan import plan

from .known_chapters import full_gazetteer, references, text_of

GAZETTEER = full_gazetteer()
WORDS = "围绕成果转化和企业培育，创新服务体系不断完善，一批重点项目加快推进。"
PIECES = st.sampled_from(
    [
        "普陀区\n",
        "嘉定区\n\n",
        "海纳小镇启动建设。",
        WORDS,
        "\n",
        "\n\n",
        "7月，设立5亿元基金。",
        "— 12 —\n",
        "图1 布局图\n",
    ]
)


SECTION = "start end heading body places verdict confidence needs_confirmation evidence initiatives"
INITIATIVE = "start end exact title kind themes month quantities ticked"


def planned(text):
    return wire.to_json(plan(text, GAZETTEER, 2023, "utf-8"))


@pytest.mark.parametrize("chapter", references(), ids=lambda chapter: str(chapter["year"]))
def test_bodies_and_headings_are_those_of_the_reference(chapter):
    text = text_of(chapter)
    told = planned(text)
    for section, known in zip(told["sections"], chapter["sections"], strict=True):
        body, printed = known["body"], known["heading_span"]
        assert section["body"] == text[body["start"] : body["end"]]
        assert section["end"] == body["end"]
        assert section["start"] == (printed or body)["start"]
        assert section["heading"] == (known["heading"] if printed else None)
    assert told["unassigned"] == []


@pytest.mark.parametrize("chapter", references(), ids=lambda chapter: str(chapter["year"]))
def test_every_offset_points_to_the_words_it_is_given_with(chapter):
    text = text_of(chapter)
    for section in planned(text)["sections"]:
        for initiative in section["initiatives"]:
            within = initiative["in_body"]
            assert text[initiative["start"] : initiative["end"]] == initiative["exact"]
            assert section["body"][within["start"] : within["end"]] == initiative["exact"]
            for quantity in initiative["quantities"]:
                assert text[quantity["start"] : quantity["end"]] == quantity["text"]


def test_plan_as_json_has_what_scripts_rely_on():
    told = planned(text_of(references()[1]))
    assert {"sections", "segments", "unassigned", "encoding"} <= told.keys()
    section = told["sections"][0]
    assert set(SECTION.split()) <= section.keys()
    assert set(INITIATIVE.split()) <= section["initiatives"][0].keys()
    assert json.loads(json.dumps(told)) == told


def test_words_about_no_place_stay_unassigned():
    general = "下一步，全市将支持各区探索特色路径，市科委会同各区完善联动机制。"
    told = planned(f"8.1 区域创新\n\n普陀区\n\n海纳小镇建设提速。{WORDS}\n\n{general}\n")
    assert [left["text"] for left in told["unassigned"]] == [general]
    assert [section["body"].count(general) for section in told["sections"]] == [0]


def test_page_furniture_inside_a_paragraph_is_not_in_the_body():
    first = "海纳小镇建设提速，武宁创新共同体成立，中以（上海）创新园引入"
    second = f"一批国际资源。{WORDS}"
    text = f"8.1 区域创新\n\n普陀区\n\n{first}\n\n— 12 —\n\n{second}\n\n虹口区\n\n北外滩加快建设。{WORDS}\n"
    told = planned(text)
    assert told["sections"][0]["body"] == first + second
    for initiative in told["sections"][0]["initiatives"]:
        assert text[initiative["end"] - 1] == initiative["exact"][-1]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=12).map("".join))
def test_segments_tile_any_text_and_bodies_come_from_it(text):
    made = plan(text, GAZETTEER)
    assert "".join(text[segment.start : segment.end] for segment in made.segments) == text
    for section in made.sections:
        for piece in section.body.pieces:
            length = piece.end - piece.start
            assert section.body.text[piece.at : piece.at + length] == text[piece.start : piece.end]
    wire.to_json(made)
    list(wire.to_lines(made, GAZETTEER))


def test_lines_name_places_and_say_what_must_be_confirmed():
    lines = "\n".join(wire.to_lines(plan(text_of(references()[1]), GAZETTEER), GAZETTEER))
    assert "黄浦区  待确认 [auto" in lines
    assert "普陀区  [heading" in lines


def test_cutting_costs_one_pass_over_the_words_of_a_paragraph(monkeypatch):
    """A whole file may be one paragraph with a place in every sentence."""
    seen = []
    weigh = place_words.weigh_up_to

    def counted(hits, cuts, is_reached):
        return weigh(hits, cuts, lambda hit, cut: bool(seen.append(1)) or is_reached(hit, cut))

    monkeypatch.setattr(verdicts, "weigh_up_to", counted)
    sentences = 1_000
    plan(f"海纳小镇提速。{WORDS}北外滩提速。" * sentences, GAZETTEER)
    assert len(seen) <= 20 * sentences
