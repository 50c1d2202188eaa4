import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editorial.importing import reference
from editorial.importing.gazetteer import Entry, Name, build, stem
from editorial.importing.text import fold

from .known_chapters import FIXTURES, full_gazetteer

GAZETTEER = full_gazetteer()


def found(text):
    return [mention.term.text for mention in GAZETTEER.mentions(fold(text).text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("北外滩不是外滩", ["北外滩", "外滩"]),
        ("黄浦江两岸，黄浦提速", ["黄浦"]),
        ("金山银山与金山区", ["金山区"]),
        ("上海湾区科创城", ["上海湾区科创城"]),
        ("奉贤区域联动", ["奉贤"]),
        ("张江高新区徐汇园", ["徐汇"]),
        ("⻓宁区与⻘浦区", ["长宁区", "青浦区"]),
        ("浦 东\n新 区", ["浦东新区"]),
        ("Ｇ６０科创走廊和G600", ["g60科创走廊"]),
        ("建设镇建设一流城区", ["建设镇"]),
    ],
)
def test_longest_name_that_stands_there_as_a_word(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    ("street", "name"),
    [("安亭镇", "安亭"), ("南翔镇", "南翔"), ("建设镇", ""), ("三星镇", ""), ("安亭", ""), ("唐镇", "")],
)
def test_street_has_a_stem_only_where_it_is_no_common_word(street, name):
    assert stem(street) == name


@pytest.mark.parametrize(
    ("heading", "places"),
    [
        ("五、松江区", ("310117",)),
        ("普陀区、虹口区", ("310107", "310109")),
        ("张江", ("zhangjiang-science-city",)),
        ("临港", ("lingang",)),
        ("浦 东 新 区", ("310115",)),
        ("虹桥", ()),
    ],
)
def test_heading_names_places(heading, places):
    assert GAZETTEER.heading_places(heading) == places


def test_later_entry_replaces_an_earlier_one():
    names = {"1": Name("甲地", "甲地区", 1), "2": Name("乙地", "乙地区", 2)}
    gazetteer = build([Entry("东方谷", {"1": 2.0}), Entry("东方谷", {"2": 1.0})], names)
    assert gazetteer.terms["东方谷"].weights == {"2": 1.0}


def test_decoy_hides_a_name_but_not_another_places_name():
    names = {"1": Name("甲地", "甲地区", 1), "2": Name("乙地", "乙地区", 2)}
    entries = [
        Entry("甲地江", {}, is_decoy=True),
        Entry("北甲地", {}, is_decoy=True),
        Entry("北甲地", {"2": 2.0}),
    ]
    found = build(entries, names).mentions("甲地江，北甲地，甲地")
    assert [sorted(mention.term.weights) for mention in found] == [["2"], ["1"]]


def test_general_list_names_known_districts_and_every_name_once():
    general = json.loads((FIXTURES / "gazetteer.json").read_text(encoding="utf-8"))
    names = [name for group in general["groups"] for name in group["names"]]
    assert len(names) == len(set(names))
    assert {group["place"] for group in general["groups"]} == set(GAZETTEER.districts)
    assert {place for shared in general["shared"] for place in shared["places"]} <= set(GAZETTEER.districts)
    assert not set(general["decoys"]) & {*names, *(shared["text"] for shared in general["shared"])}


def test_zone_in_no_district_is_left_out():
    zone = {"slug": "z", "name": "某谷", "order": 1, "districts": [], "partly_in": []}
    assert reference.zone_names([zone]) == {}


@given(
    st.text(alphabet=st.one_of(st.characters(), st.sampled_from("北外滩黄浦江区张临港、与G60")), max_size=60)
)
def test_mentions_lie_in_the_text_in_order_and_say_what_stands_there(text):
    view = fold(text)
    reached = 0
    for mention in GAZETTEER.mentions(view.text):
        assert reached <= mention.start < mention.end <= len(view.text)
        assert view.text[mention.start : mention.end] == mention.term.text
        reached = mention.end
