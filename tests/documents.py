"""Documents for tests: a valid one, of which a test says only what it is about."""

from typing import Any

from initiatives.documents import InitiativeDocument, SectionDocument

BODY = "全区设立三支基金，推动成果转化。七月，又一座实验室揭牌。"


def make_initiative(exact: str = "设立三支基金", *, body: str = BODY, **values: Any) -> InitiativeDocument:
    start = body.index(exact)
    fixed = {"uid": "2017-test-01", "title": exact, "kind": "fund", "themes": ("finance",)}
    return InitiativeDocument(**fixed | {"start": start, "end": start + len(exact), "exact": exact} | values)


def make_section(**values: Any) -> SectionDocument:
    body = values.get("body", BODY)
    fixed = {
        "year": 2017,
        "slug": "test",
        "position": 90,
        "heading": "普陀",
        "body": body,
        "place_basis": "stated",
        "source_sha256": "0" * 64,
        "source_start": 0,
        "source_end": len(body),
        "districts": ("310107",),
    }
    if "initiatives" not in values:
        fixed["initiatives"] = (make_initiative(body=body),) if body == BODY else ()
    return SectionDocument(**fixed | values)
