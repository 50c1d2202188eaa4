"""Short titles: what is done to what, at most thirty characters."""

import pytest

from editorial.importing.initiatives import propose


def title(clause: str) -> str:
    return propose(f"前言从略，如下。{clause}。", {})[0].title


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("6月，星河园正式开园", "星河园开园"),
        ("着力打造星河数字底座平台", "打造星河数字底座平台"),
        ("该区率先发布星河人才政策", "发布星河人才政策"),
        ("星河园区获评国家级孵化器", "星河园区获评国家级孵化器"),
        ("星河园区被授予“示范园区”称号", "星河园区被授予“示范园区”称号"),
        ("加氢站建成6座", "加氢站建成6座"),
        ("实施孵化器和加速器升级计划", "实施孵化器和加速器升级计划"),
    ],
)
def test_day_adverbs_and_empty_subjects_are_left_out(clause, expected):
    assert title(clause) == expected


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        (
            "引进甲研究院华东总部、乙材料公司、丙智能科技、丁生物医药等一批百亿级重大项目",
            "引进甲研究院华东总部等一批百亿级重大项目",
        ),
        ("打造质量标准、双创活跃、产城融合、先进制造、人才集聚、科创环境六大平台", "打造六大平台"),
        ("建成一座面向全球开放、聚焦下一代信息通信、辐射整个流域的新型实验室", "建成新型实验室"),
        ("推出全国首个覆盖从研发到量产整个过程的开放社区——“星河湾”创新社区", "“星河湾”创新社区"),
        (
            "制定《星河区中小企业科技创新活力区三年（2023—2025）行动规划》",
            "《星河区中小企业科技创新活力区三年行动规划》",
        ),
    ],
)
def test_a_long_title_is_cut_by_sense(clause, expected):
    assert title(clause) == expected
