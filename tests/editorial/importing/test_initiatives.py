"""Proposals: what an editor would record is found and ticked, mottos are not, and nothing is invented."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editorial.importing.initiatives import Proposal, propose
from editorial.importing.scoring import SHOWN, TICKED
from initiatives.choices import InitiativeKind
from tests.editorial.importing.chapters import CHAPTERS, SEEDS, ZONES

SOFT = {"statement", "goal", "layout", "cluster"}
WORDS = (
    "7月，|成立|“星河”|创新中心|《行动方案》|发布|，|。|；|加快推进|建设|3家|的|（一期）|将|近百家|：|\n| |"
    "５项|举办|论坛|落地|“|《|在|为|1+1+N|获批|达到|持续|生态"
)
PHRASES = st.lists(st.sampled_from(WORDS.split("|")), max_size=30).map("".join)


def only(body: str) -> Proposal:
    (found,) = propose(body, {})
    return found


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(), PHRASES))
def test_any_text_gives_spans_inside_it_in_order_that_do_not_overlap(body):
    found = propose(body, {"创新中心": "centre"})

    for one in found:
        assert 0 <= one.start < one.end <= len(body)
        assert one.exact == body[one.start : one.end]
        assert 0 < len(one.title) <= 30
        assert one.kind in InitiativeKind.values
        assert one.month is None or 1 <= one.month <= 12
        assert all(one.start <= q.start < q.end <= one.end for q in one.quantities)
        assert not one.ticked or (one.score >= TICKED and one.kind != "statement")
        assert one.score >= SHOWN or one.kind in SOFT
    assert all(first.end <= second.start for first, second in pairwise(found))


@pytest.mark.parametrize(
    ("clause", "kind"),
    [
        ("区里发布《星河谷建设三年行动方案》", "plan"),
        ("出台《关于支持初创企业的若干措施》", "policy"),
        ("星河材料实验室揭牌成立", "platform"),
        ("设立总规模20亿元的星河产业基金", "fund"),
        ("组建星河算力创新联盟", "alliance"),
        ("与三所高校签署战略合作协议", "agreement"),
        ("成功举办星河创新创业大赛", "event"),
        ("星河园区获评国家级科技企业孵化器", "honour"),
        ("星河科技园二期正式开园", "project"),
        ("一批青年科学家入驻星河谷", "talent"),
        ("全区高新技术企业突破2000家", "result"),
        ("建立区校对接服务机制", "mechanism"),
        ("《星河谷建设三年行动方案》由区里印发", "plan"),
        ("推动星河材料实验室落地", "platform"),
    ],
)
def test_a_doing_is_ticked_with_its_kind(clause, kind):
    found = only(f"这里是开头，内容从略。{clause}。")

    assert found.ticked
    assert found.kind == kind


@pytest.mark.parametrize(
    "clause",
    [
        "不断优化创新生态",
        "提升区域创新能级",
        "持续激发创新主体活力",
        "努力建成具有全球影响力的创新高地",
        "力争到2030年建成一流科学城",
    ],
)
def test_slogans_and_aims_are_never_ticked(clause):
    assert not any(one.ticked for one in propose(f"这里是开头，内容从略。{clause}。", {}))


def test_a_motto_that_opens_a_section_is_a_statement():
    found = only("全力建设星河科创走廊。")

    assert (found.kind, found.ticked) == ("statement", False)


def test_the_month_is_carried_to_what_follows_in_the_sentence_only():
    months = [one.month for one in propose("6月，星河谷开园，创新联盟成立。设立星河基金。", {})]

    assert months == [6, 6, None]


@pytest.mark.parametrize(
    "clause", ["到6月建成星河平台", "发布《2023年7月星河大会宣言》", "3—5月举办星河论坛"]
)
def test_a_deadline_a_title_and_a_range_give_no_month(clause):
    assert {one.month for one in propose(f"前言从略，如下。{clause}。", {})} == {None}


def test_two_works_in_a_row_are_two_proposals():
    first, second = propose("前言，如下。印发《星河谷人才办法》《星河谷金融办法》。", {})

    assert (first.exact, second.exact) == ("印发《星河谷人才办法》", "《星河谷金融办法》")
    assert (first.title, second.title) == ("印发《星河谷人才办法》", "印发《星河谷金融办法》")


def test_what_prepares_and_what_follows_belongs_to_its_doing():
    found = only("围绕产业升级，成立星河创新中心，用于支撑企业研发。")

    assert found.exact == "围绕产业升级，成立星河创新中心，用于支撑企业研发"
    assert found.title == "成立星河创新中心"


def test_zones_go_by_the_longest_name_and_decoys_hide_what_is_in_them():
    zones = {"星河谷": "valley", "星河": "river", "星河大桥": ""}

    assert propose("在星河大桥旁成立联合实验室。", zones)[0].zones == ()
    assert propose("在星河谷成立联合实验室，紧邻星河大桥。", zones)[0].zones == ("valley",)


def test_organisations_and_amounts_come_with_a_proposal():
    body = "前言从略，如下。6月，星河大学与星河新材料研究院共建联合实验室，引进团队5个。"
    founded, landed = propose(body, {})

    assert founded.organisations[:2] == ("星河大学", "星河新材料研究院")
    assert [(q.text, q.value, q.unit) for q in landed.quantities] == [("5个", 5, "个")]


def test_a_wrapped_and_spaced_text_gives_the_same_proposals_as_a_plain_one():
    plain = "前言从略，如下。发布星河谷行动方案，引进30家企业。"
    wrapped = "前言从略，如下。发布星河\n谷行动 方案，引进３０家企业。"

    one, other = propose(plain, {}), propose(wrapped, {})
    assert [(p.title, p.kind, p.score) for p in one] == [(p.title, p.kind, p.score) for p in other]
    assert all(p.exact == wrapped[p.start : p.end] for p in other)


def overlap(one: Proposal, span: tuple[int, int]) -> float:
    shared = min(one.end, span[1]) - max(one.start, span[0])
    return shared / (max(one.end, span[1]) - min(one.start, span[0]))


def paired(found: list[Proposal], spans: list[tuple[int, int]]) -> dict[int, Proposal]:
    """Return which proposal stands for which marked clause: best overlaps first, from a half up."""
    rated = sorted(
        ((overlap(one, span), i, j) for i, one in enumerate(found) for j, span in enumerate(spans)),
        reverse=True,
    )
    by_clause: dict[int, int] = {}
    for value, i, j in rated:
        if value >= 0.5 and j not in by_clause and i not in by_clause.values():
            by_clause[j] = i
    return {j: found[i] for j, i in by_clause.items()}


@pytest.fixture(scope="module")
def readings():
    """Return for every section of the fixtures what is marked, what is proposed, and how the two pair."""
    found = []
    for section in (section for chapter in CHAPTERS for section in chapter.sections):
        proposed = propose(section.body, ZONES)
        ticked = [one for one in proposed if one.ticked]
        found.append(
            (section, proposed, ticked, paired(proposed, section.spans), paired(ticked, section.spans))
        )
    return found


def concrete(section) -> set[int]:
    return {j for j, one in enumerate(section.initiatives) if one["kind"] not in SOFT}


def test_ticked_proposals_reach_the_floor_against_the_marked_chapters(readings):
    marked = sum(len(concrete(section)) for section, *_ in readings)
    ticked = sum(len(ticked) for _, _, ticked, _, _ in readings)
    right = sum(len(concrete(section) & by.keys()) for section, _, _, _, by in readings)
    precision, recall = right / ticked, right / marked

    assert 2 * precision * recall / (precision + recall) >= 0.88
    assert sum(len(by) for *_, by in readings) / ticked >= 0.95


def test_nearly_every_concrete_clause_is_at_least_shown(readings):
    marked = sum(len(concrete(section)) for section, *_ in readings)

    assert sum(len(concrete(section) & by.keys()) for section, _, _, by, _ in readings) / marked >= 0.97


def test_months_are_all_right_and_kinds_mostly(readings):
    pairs = [(one, section.initiatives[j]) for section, _, _, by, _ in readings for j, one in by.items()]

    assert [(one.exact, one.month) for one, mark in pairs if one.month != mark["month"]] == []
    assert sum(one.kind == mark["kind"] for one, mark in pairs) / len(pairs) >= 0.8


def test_zones_found_are_zones_marked(readings):
    pairs = [(one, section.initiatives[j]) for section, _, _, by, _ in readings for j, one in by.items()]

    assert all(set(one.zones) <= set(mark["zones"]) for one, mark in pairs)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the published chapters are not part of the project")
@pytest.mark.parametrize(("name", "fewest"), [("2017-4.2.txt", 18), ("2023-8.1.txt", 50)])
def test_published_chapters_give_their_doings_and_tick_no_opening_motto(name, fewest):
    paragraphs = [part for part in (SEEDS / name).read_bytes().decode("utf-8").split("\n") if len(part) > 60]
    found = [propose(part, {}) for part in paragraphs]

    assert sum(one.ticked for part in found for one in part) >= fewest
    assert not any(one.ticked and one.kind == "statement" for part in found for one in part)
