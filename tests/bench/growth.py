"""Makes a city of any size through the door, so that what is measured is what publishing writes."""

import hashlib
import math
import random
import time
from collections.abc import Iterator

from districts.choices import ZoneKind
from districts.models import District, Zone, ZoneDistrict
from initiatives import publishing
from initiatives.choices import InitiativeKind, Status
from initiatives.documents import InitiativeDocument, SectionDocument
from initiatives.models import Report, Theme

PER_SECTION = 12
BATCH = 500
"""Sections a publish."""

DOERS = ["本区", "园区", "高校", "院所", "龙头企业", "科技园", "产业联盟", "街镇", "专项小组", "投资机构"]
VERBS = ["建成", "启动", "发布", "引进", "设立", "签署", "升级", "布局", "推动", "举办"]
OBJECTS = [
    *("概念验证中心", "中试基地", "成果转化基金", "算力平台", "数字孪生场景", "开放实验室", "人才公寓"),
    *("三年行动方案", "创新联合体", "绿色低碳示范项目", "知识产权服务站", "高质量孵化器", "技术交易市场"),
]
DETAILS = ["服务中小企业", "面向长三角", "联动周边校区", "填补产业空白", "聚焦前沿技术", "惠及青年人才"]


def factor(total: int) -> int:
    """Return how many times the places and years grow: twice for every ten times the initiatives."""
    return 2 ** max(0, round(math.log10(total / 1_000)))


def grow(total: int) -> float:
    """Fill an empty database with ``total`` initiatives; return initiatives published a second."""
    times = factor(total)
    districts, zones = make_places(16 * times, 48 * times)
    years = list(range(2023 - 4 * times + 1, 2024))
    for year in years:
        Report.objects.create(
            year=year,
            title="年度报告",
            title_en="Yearly report",
            chapter_title="区域创新",
            chapter_number="8.1",
        )
    themes = [make_theme(number) for number in range(1, 15)]
    documents = make_sections(total, years, districts, zones, themes)
    started = time.process_time()
    while batch := [document for document, _ in zip(documents, range(BATCH), strict=False)]:
        publishing.publish(batch)
    return total / (time.process_time() - started)


def make_places(number: int, zone_number: int) -> tuple[list[District], list[Zone]]:
    districts = [
        District.objects.create(
            code=f"{310100 + i}",
            slug=f"district-{i}",
            name=f"第{i}区",
            name_en=f"District {i}",
            position=i,
            tile_row=(i - 1) // 4 + 1 if i <= 16 else None,
            tile_col=(i - 1) % 4 + 1 if i <= 16 else None,
        )
        for i in range(1, number + 1)
    ]
    kinds = list(ZoneKind)
    zones = [
        Zone.objects.create(
            slug=f"zone-{i}", name=f"第{i}园", name_en=f"Zone {i}", kind=kinds[i % len(kinds)], position=i
        )
        for i in range(1, zone_number + 1)
    ]
    for i, zone in enumerate(zones):
        ZoneDistrict.objects.create(zone=zone, district=districts[i % number])
    return districts, zones


def make_theme(number: int) -> Theme:
    return Theme.objects.create(
        slug=f"theme-{number}", name=f"主题{number}", name_en=f"Theme {number}", position=number
    )


def make_sections(
    total: int, years: list[int], districts: list[District], zones: list[Zone], themes: list[Theme]
) -> Iterator[SectionDocument]:
    """Yield sections spread evenly over years and districts until they hold ``total`` initiatives."""
    chance = random.Random(20170423)
    slots = [(year, district) for year in years for district in districts]
    for number in range(math.ceil(total / PER_SECTION)):
        year, district = slots[number % len(slots)]
        size = min(PER_SECTION, total - number * PER_SECTION)
        yield make_section(chance, number, year, district, zones, themes, size)


def make_section(
    chance: random.Random,
    number: int,
    year: int,
    district: District,
    zones: list[Zone],
    themes: list[Theme],
    size: int,
) -> SectionDocument:
    headline = f"{district.name}把创新写进第{number}号日程。"
    body, initiatives = headline, []
    for position in range(1, size + 1):
        zone = chance.choice(zones)
        exact = (
            f"{chance.choice(DOERS)}{chance.choice(VERBS)}{zone.name}{chance.choice(OBJECTS)}"
            f"{chance.randint(2, 99)}个，{chance.choice(DETAILS)}"
        )
        start = len(body)
        body += exact + "；"
        initiatives.append(
            InitiativeDocument(
                uid=f"{year}-{district.slug}-{number}-{position:02d}",
                title=exact[:20],
                kind=chance.choice(list(InitiativeKind)),
                status=chance.choice(["", *Status]),
                month=chance.choice([None, *range(1, 13)]),
                start=start,
                end=start + len(exact),
                exact=exact,
                themes=(chance.choice(themes).slug,),
                zones=(zone.slug,),
            )
        )
    return SectionDocument(
        year=year,
        slug=f"{district.slug}-{number}",
        position=number % 90_000 + 1,
        heading=district.name,
        headline=headline,
        body=body,
        place_basis="stated",
        source_sha256=hashlib.sha256(body.encode()).hexdigest(),
        source_start=0,
        source_end=len(body),
        districts=(district.code,),
        initiatives=tuple(initiatives),
    )
