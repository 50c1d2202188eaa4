"""What is not public leaves no trace: no page, answer, count or address tells that it was or will be."""

import html
import re
from collections import Counter, deque
from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from initiatives import publishing
from initiatives.documents import ChapterDocument, PassageDocument, QuantityDocument, SectionDocument
from initiatives.models import Passage
from tests.documents import make_initiative, make_section

pytestmark = pytest.mark.django_db
ORIGIN = "http://testserver"
PAGES = (
    "/",
    "/nowhere/",
    "/search/?q=设立",
    "/districts/putuo/",
    "/districts/putuo/2017/",
    "/districts/xuhui/",
    "/zones/lingang/",
    "/reports/2017/",
    "/reports/2017/?view=printed",
    "/reports/2017/lingang/",
    "/reports/2023/xuhui/",
    "/initiatives/?zone=lingang",
    "/initiatives/?month=7",
    "/themes/finance/",
)
"""Where the hidden would show first; the walk begins there."""
STARTS = (*PAGES, *(f"/en{page}" for page in PAGES), "/api/v1/", "/api/v1/openapi.json")
SHELVES = frozenset({"en", "api", "districts", "zones", "reports", "sections", "initiatives", "themes"})
OF_A_KIND = 5
"""So many addresses of one kind are walked, such as pages of initiatives in English."""
ADDRESS = re.compile(rf'(?:href|action)="(/[^"#]*)|"{ORIGIN}(/[^"#\\]*)"|url=(/[^"#]*)')
# Lists narrowed twice over are the same lists again, in ever new combinations.
WALKED = re.compile(r"(?!/static/|/admin/)[^?]*(\?[^&]*)?")
YEAR = 2017


def secret(name: str, number: str = "01", **values) -> SectionDocument:
    """Return a section of which every field that can be shown holds the name, on a district and a zone."""
    clause = f"{name}设立三支基金"
    body = f"{name}开头。{clause}，另有{name}实验室揭牌。"
    quantity = QuantityDocument(
        "三支", Decimal(3), body.index("三支"), body.index("三支") + 2, qualifier="ordinal"
    )
    initiative = make_initiative(
        clause,
        body=body,
        uid=f"{YEAR}-{name}-{number}",
        title=f"{name}基金",
        title_en=f"{name} fund",
        zones=("lingang",),
        organisations=(f"{name}大学",),
        quantities=(quantity,),
        month=7,
        status="launched",
    )
    return make_section(
        **{
            "slug": name,
            "heading": f"{name}区",
            "heading_en": f"{name} district",
            "headline": f"{name}开头",
            "headline_en": f"{name} begins",
            "summary_en": f"{name} in English.",
            "body": body,
            "zones": ("lingang",),
            "evidence": ({"text": name, "start": 0, "end": len(name), "kind": "name"},),
            "initiatives": (initiative,),
        }
        | values
    )


def print_with_secrets(*names: str) -> None:
    """Add to the chapter as printed a heading, a body and a caption for each section."""
    rows = Passage.objects.current().filter(report__year=YEAR).order_by("position")
    passages = [PassageDocument(row.kind, row.text, row.text_en, row.section_slug) for row in rows]
    for name in names:
        passages += [
            PassageDocument(kind, f"{name}{kind}\n", "", name) for kind in ("heading", "body", "caption")
        ]
    source = "".join(passage.text for passage in passages)
    publishing.publish_chapter(ChapterDocument(YEAR, source, tuple(passages)))


def kind_of(path: str) -> tuple:
    address, _, query = path.partition("?")
    parts = address.split("/")
    return len(parts), *(part for part in parts if part in SHELVES), query.partition("=")[0]


def public_bytes() -> dict[str, tuple[int, bytes]]:
    """Return the answers found by following addresses, pages and API alike."""
    client, found, walked = Client(), {}, Counter()
    waiting = deque(STARTS)
    while waiting:
        path = waiting.popleft()
        if path in found or not WALKED.fullmatch(path) or walked[kind_of(path)] >= OF_A_KIND:
            continue
        walked[kind_of(path)] += 1
        answer = client.get(path)
        found[path] = answer.status_code, answer.content
        waiting += [html.unescape("".join(groups)) for groups in ADDRESS.findall(answer.content.decode())]
    return found


def schedule_and_withdraw() -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    publishing.publish([secret("quillback"), secret("osprey", position=91)])
    publishing.publish([secret("osprey", position=91, heading="osprey新区")])
    publishing.withdraw(year=YEAR, slug="quillback", note="有误")
    publishing.withdraw(year=YEAR, slug="osprey", note="有误")
    publishing.publish([secret("kestrel", position=92)], at=tomorrow, note="kestrel")
    publishing.publish([secret("osprey", position=91)], at=tomorrow, note="kestrel")
    publishing.withdraw(year=2023, slug="xuhui", note="kestrel", at=tomorrow)
    publishing.publish([secret("kestrel", "02", slug="lingang", position=1)], at=tomorrow, note="kestrel")


NAMES = ("quillback", "osprey", "kestrel")


def test_public_answers_are_the_same_bytes_with_and_without_what_is_not_public():
    print_with_secrets(*NAMES)
    before = public_bytes()
    schedule_and_withdraw()
    after = public_bytes()
    assert len(before) > 200
    assert before.keys() == after.keys()
    assert [path for path in before if before[path] != after[path]] == []
    assert [path for path, (_, body) in after.items() if any(name.encode() in body for name in NAMES)] == []


SAID = ("区", "开头", "设立", "实验室", "基金", "大学", " district", " begins", " in English", " fund")


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("name", ["quillback", "osprey"])
def test_what_was_withdrawn_is_gone_under_every_address_it_had(name, prefix):
    schedule_and_withdraw()
    section, client = f"{prefix}/reports/{YEAR}/{name}/", Client()
    for path in (section, f"{section}?version=1", f"{prefix}/initiatives/{YEAR}-{name}-01/"):
        answer = client.get(path)
        assert answer.status_code == 410
        assert [word for word in SAID if f"{name}{word}" in answer.content.decode()] == []


@pytest.mark.parametrize(
    "address",
    [
        "/search/?q={}",
        "/en/search/?q={}",
        "/initiatives/?q={}",
        "/en/initiatives/?q={}&counted=all",
        "/api/v1/initiatives/?q={}&count=true",
        "/api/v1/sections/?q={}&count=true",
    ],
)
@pytest.mark.parametrize("name", NAMES)
def test_a_search_for_it_answers_as_a_search_for_a_word_that_never_was(name, address):
    schedule_and_withdraw()
    assert told(address, name) == told(address, "nowhere")


@pytest.mark.parametrize(
    "address",
    [
        "/reports/2017/{}/",
        "/en/reports/2017/{}/?version=1",
        "/initiatives/2017-{}-01/",
        "/api/v1/sections/2017/{}/",
        "/api/v1/initiatives/2017-{}-01/",
    ],
)
def test_an_address_that_is_only_scheduled_answers_as_one_that_never_was(address):
    schedule_and_withdraw()
    assert told(address, "kestrel") == told(address, "nowhere")


def told(address: str, name: str) -> tuple[int, str]:
    """Return status and text of an answer, with the name that was asked for taken out."""
    answer = Client().get(address.format(name))
    return answer.status_code, answer.content.decode().replace(name, "")
