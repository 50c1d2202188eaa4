"""Zones and organisations that a text names."""

import pytest

from editorial.importing.bodies import organisations_in, zones_in

ZONES = {"星河": "river", "星河谷": "valley", "星河大桥": ""}


def test_the_longest_name_wins_and_a_decoy_hides_what_is_in_it():
    assert zones_in("星河谷在星河大桥旁", ZONES) == ("valley",)
    assert zones_in("星河谷与星河", ZONES) == ("valley", "river")
    assert zones_in("星河", {}) == ()


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("星河大学、临江师范大学", ("星河大学", "临江师范大学")),
        ("由市政府与中国科学院星河分院", ("市政府", "中国科学院星河分院")),
        ("支持星河材料实验室建设", ("星河材料实验室",)),
        ("《星河研究院章程》", ()),
        ("国际科技创新中心", ()),
        ("各实验室", ()),
    ],
)
def test_organisations_go_by_the_endings_of_their_names(phrase, expected):
    assert organisations_in([phrase]) == expected
