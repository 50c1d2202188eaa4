"""Amounts: value, unit and how exact; names made of numbers are none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.importing.quantities import find_quantities
from initiatives.choices import Qualifier
from tests.editorial.importing.chapters import CHAPTERS

NUMBERS = st.text(
    alphabet="0123456789一二十百千万亿近超余多个家项年月日.,+-—%级版第首至到两/分之成", max_size=40
)


@settings(deadline=None)
@given(st.one_of(st.text(), NUMBERS))
def test_any_text_is_read_and_amounts_lie_in_it_in_order(text):
    at = 0
    for found in find_quantities(text):
        assert at <= found.start < found.end <= len(text)
        assert found.text == text[found.start : found.end]
        assert found.value.is_finite()
        assert found.qualifier in {"", *Qualifier.values}
        at = found.end


@pytest.mark.parametrize(
    ("text", "value", "unit", "relation", "qualifier"),
    [
        ("引进企业5家", "5", "家", "", ""),
        ("引进企业３０家", "30", "家", "", ""),
        ("近百家机构", "100", "家", "<≈", "approx_below"),
        ("约200人次", "200", "人次", "≈", ""),
        ("3000余家企业", "3000", "家", "≥", ""),
        ("总投资超过1,200亿元", "120000000000", "元", ">", ""),
        ("10万吨级装置", "100000", "吨", "order", "magnitude"),
        ("一批百亿级项目", "10000000000", "元", "order", "magnitude"),
        ("三年行动", "3", "年", "", "duration"),
        ("到2030年建成", "2030", "年", "", "target_year"),
        ("全国首个平台", "1", "个", "", "ordinal"),
        ("第十届论坛", "10", "届", "", "ordinal"),
        ("规划3.0版", "3.0", "版", "", "ordinal"),
        ("园区1期", "1", "期", "", "ordinal"),
        ("成为第一大产业", "1", "位", "", "ordinal"),
        ("六大高地", "6", "个", "", ""),
        ("甲、乙、丙三地签署", "3", "地", "", ""),
        ("近七成为民营", "70", "%", "<≈", "approx_below"),
        ("百分之二十", "20", "%", "", ""),
        ("形成2000亿级集群", "200000000000", "元", "order", "magnitude"),
        ("投资一千五百亿元", "150000000000", "元", "", ""),
        ("一百二十余家企业", "120", "家", "≥", ""),
        ("占比50%以上", "50", "%", "≥", ""),
        ("增长8.5%", "8.5", "%", "", ""),
        ("占1/4", "0.25", "", "", ""),
        ("建筑面积12.5万平方米", "125000", "平方米", "", ""),
    ],
)
def test_one_amount_is_found(text, value, unit, relation, qualifier):
    (found,) = find_quantities(text)

    assert (str(found.value.normalize() + 0), found.unit) == (
        str(type(found.value)(value).normalize() + 0),
        unit,
    )
    assert (found.relation, found.qualifier) == (relation, qualifier)
    assert found.is_approximate == bool(relation)


def test_a_range_has_two_ends():
    span, count = find_quantities("2023—2025年引进5—10家")

    assert (span.value, span.value_to, span.qualifier) == (2023, 2025, "year_range")
    assert (count.value, count.value_to, count.unit) == (5, 10, "家")


@pytest.mark.parametrize(
    "text",
    [
        "1,2+3+4,5规划",
        "0—1—10—100全过程",
        "1+1+N体系",
        "G60走廊与5G基站",
        "一体两翼、一核多点、一廊九区",
        "三区联动、三城融合",
        "一网通办",
        "2023年7月28日",
        "一批项目、一个平台、一系列活动",
        "第三方机构",
        "第一时间",
        "成立联盟",
        "千人计划",
        "世界500强",
        "园区二期",
        "“五个一”工程",
        "7×24小时服务",
        "每万人口拥有量",
    ],
)
def test_names_dates_and_indefinite_words_are_no_amounts(text):
    assert find_quantities(text) == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=str)
def test_amounts_of_the_chapter_are_all_found_and_no_other(chapter):
    expected, found = set(), set()
    for section in chapter.sections:
        found |= {(section.start + q.start, q.value) for q in find_quantities(section.body)}
        expected |= {(start, value) for start, _, value in section.quantities}

    assert {value for _, value in expected} <= {value for _, value in found}
    assert len(found) == len(expected)
