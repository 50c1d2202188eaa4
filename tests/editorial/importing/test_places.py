import pytest

from editorial.importing.places import place
from editorial.importing.segment import blocks

from .known_chapters import full_gazetteer, needs_published, published_text, references, text_of

GAZETTEER = full_gazetteer()
FILLER = "围绕成果转化和企业培育，创新服务体系不断完善，一批重点项目加快推进并陆续投入使用。"


def read(text):
    """Return the sections that name a place or should."""
    placed = place(text, blocks(text, GAZETTEER.titles), GAZETTEER)
    return [section for section in placed if section.reading.verdict not in {"general", "lead"}]


def places(text):
    return [section.reading.places for section in read(text)]


def verdicts(text):
    return [section.reading.verdict for section in read(text)]


@pytest.mark.parametrize("chapter", references(), ids=lambda chapter: str(chapter["year"]))
def test_every_section_of_our_chapters_has_its_place(chapter):
    wanted = [tuple(section["place"].values()) for section in chapter["sections"]]
    assert places(text_of(chapter)) == wanted


@needs_published
@pytest.mark.parametrize("chapter", references(), ids=lambda chapter: str(chapter["year"]))
def test_every_section_of_the_published_chapters_has_its_place(chapter):
    wanted = [tuple(section["place"].values()) for section in chapter["sections"]]
    assert places(published_text(chapter["year"])) == wanted


@pytest.mark.parametrize("chapter", references(), ids=lambda chapter: str(chapter["year"]))
def test_only_a_printed_heading_needs_no_confirmation(chapter):
    for section, known in zip(read(text_of(chapter)), chapter["sections"], strict=True):
        assert section.needs_confirmation is (known["heading_span"] is None)


@pytest.mark.parametrize("chapter", references(), ids=lambda chapter: str(chapter["year"]))
def test_evidence_is_a_slice_of_the_text_within_its_section(chapter):
    text = text_of(chapter)
    for section in read(text):
        segments = section.passage.segments
        assert section.reading.evidence
        for found in section.reading.evidence:
            assert text[found.start : found.end] == found.text
            assert segments[0].start <= found.start < found.end <= segments[-1].end


def test_heading_against_the_words_below_it_is_a_conflict():
    text = f"8.1 区域创新\n\n松江区\n\n长三角数字干线全面启动，西岑科创中心和青浦新城加快建设。{FILLER}\n"
    assert verdicts(text) == ["conflict"]
    assert read(text)[0].needs_confirmation


def test_mention_of_a_partner_does_not_split_a_section():
    text = f"8.1 区域创新\n\n普陀区\n\n海纳小镇建设提速。与虹口区、杨浦区共建走廊。{FILLER}\n"
    assert (places(text), verdicts(text)) == ([("310107",)], ["heading"])


def test_section_under_two_names_stays_one():
    text = f"8.1 区域创新\n\n普陀区、嘉定区\n\n桃浦智创城与南翔、江桥联动发展。{FILLER}\n"
    assert (places(text), verdicts(text)) == ([("310107", "310114")], ["heading"])


def test_paragraph_about_two_districts_without_heading_offers_both_and_asks():
    text = f"8.1 区域创新\n\n青浦区、嘉定区联合设立氢能示范走廊，两区共同出资组建基金。{FILLER}\n"
    (section,) = read(text)
    assert section.reading.places == ("310118", "310114")
    assert (section.reading.verdict, section.needs_confirmation) == ("suggest", True)


def test_two_sections_in_one_paragraph_are_offered_a_cut():
    first = "徐汇滨江加快建设，西岸智慧谷投入使用，漕河泾开发区提质增效，科创绣带品牌更响，人才加速集聚。"
    second = "上海硅巷持续擦亮，虹桥临空经济示范区引进总部，中山公园商圈更新启动，愚园路面貌一新。"
    (section,) = read(f"8.1 区域创新\n\n{first}{second}\n")
    assert (section.reading.places, section.reading.verdict) == ((), "mixed")
    assert section.reading.cut == len("8.1 区域创新\n\n") + len(first)


def test_paragraph_about_the_whole_city_belongs_to_no_section():
    general = "下一步，全市将支持各区探索特色路径，市科委会同各区完善联动机制。"
    text = f"8.1 区域创新\n\n普陀区\n\n海纳小镇建设提速。{FILLER}\n\n{general}\n"
    placed = place(text, blocks(text, GAZETTEER.titles), GAZETTEER)
    assert [section.reading.verdict for section in placed] == ["heading", "general"]


def test_paragraph_without_any_place_word_is_never_certain():
    first, second = f"普陀区\n\n海纳小镇提速。{FILLER}", f"虹口区\n\n北外滩加快建设。{FILLER}"
    text = f"8.1 区域创新\n\n{first}\n\n{FILLER}\n\n{second}\n"
    assert verdicts(text)[0::2] == ["heading", "heading"]
    assert verdicts(text)[1] not in {"heading", "auto"}


def test_longer_name_is_not_the_shorter_one():
    text = f"8.1 区域创新\n\n北外滩科创总部集聚区加快建设，北外滩金融集聚，北中环科创集聚带成形。{FILLER}\n"
    assert places(text) == [("310109",)]


def test_later_paragraphs_go_with_their_heading_where_sections_have_several():
    parts = [
        ("黄浦区", "外滩金融集聚。"),
        ("静安区", "苏河湾加快建设。"),
        ("徐汇区", "西岸提质。"),
        ("长宁区", "上海硅巷更亮。"),
    ]
    text = "8.1 区域创新\n\n" + "".join(f"{name}\n\n{words}{FILLER}\n\n{FILLER}\n\n" for name, words in parts)
    assert places(text) == [("310101",), ("310106",), ("310104",), ("310105",)]
    assert verdicts(text)[:3] == ["heading"] * 3


@pytest.mark.parametrize("text", ["", "\n\n", "普陀区", "。", "普陀区\n\n虹口区\n"])
def test_hardly_any_text_is_no_harm(text):
    place(text, blocks(text, GAZETTEER.titles), GAZETTEER)
