"""A plan as JSON-ready data, and as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from .gazetteer import Gazetteer
from .initiatives import Proposal
from .plan import Body, Plan, PlannedSection
from .quantities import Quantity
from .spans import Segment

Json = dict[str, Any]


def to_json(plan: Plan) -> Json:
    """Return the plan as plain data. Offsets are code points of the source, ``in_body`` of the body."""
    return {
        "year": plan.year,
        "encoding": plan.encoding,
        "characters": len(plan.text),
        "sections": [section_json(section) for section in plan.sections],
        "segments": [asdict(segment) for segment in plan.segments],
        "unassigned": [_with_text(segment, plan.text) for segment in plan.unassigned],
    }


def _with_text(segment: Segment, text: str) -> Json:
    return {"start": segment.start, "end": segment.end, "text": text[segment.start : segment.end]}


def section_json(section: PlannedSection) -> Json:
    reading = section.reading
    return {
        "start": section.start,
        "end": section.end,
        "heading": section.heading,
        "body": section.body.text,
        "body_start": section.body.pieces[0].start,
        "places": list(reading.places),
        "verdict": reading.verdict,
        "confidence": round(reading.confidence, 3),
        "needs_confirmation": section.needs_confirmation,
        "candidates": [{"place": key, "confidence": chance} for key, chance in reading.candidates],
        "cut": reading.cut,
        "evidence": [asdict(evidence) for evidence in reading.evidence],
        "initiatives": [initiative_json(proposal, section.body) for proposal in section.initiatives],
    }


def initiative_json(proposal: Proposal, body: Body) -> Json:
    start, end = body.span(proposal.start, proposal.end)
    return {
        "start": start,
        "end": end,
        "in_body": {"start": proposal.start, "end": proposal.end},
        "exact": proposal.exact,
        "title": proposal.title,
        "kind": proposal.kind,
        "themes": list(proposal.themes),
        "month": proposal.month,
        "zones": list(proposal.zones),
        "organisations": list(proposal.organisations),
        "quantities": [quantity_json(quantity, body) for quantity in proposal.quantities],
        "score": round(proposal.score, 2),
        "ticked": proposal.ticked,
        "why": list(proposal.why),
    }


def quantity_json(quantity: Quantity, body: Body) -> Json:
    """``value`` is a number, or two for a range, as in the reference data."""
    start, end = body.span(quantity.start, quantity.end)
    value = number(quantity.value)
    return {
        "text": quantity.text,
        "start": start,
        "end": end,
        "value": value if quantity.value_to is None else [value, number(quantity.value_to)],
        "unit": quantity.unit,
        "relation": quantity.relation,
        "approximate": quantity.is_approximate,
        "qualifier": quantity.qualifier or None,
    }


def number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def to_lines(plan: Plan, gazetteer: Gazetteer) -> Iterator[str]:
    """The plan for a reader: one line a section, its evidence, its proposals, and what is left over."""
    yield f"{len(plan.text)} characters, {plan.encoding}, {len(plan.sections)} sections"
    for position, section in enumerate(plan.sections, 1):
        yield from _section_lines(position, section, gazetteer)
    for segment in plan.unassigned:
        yield f"未归属 {segment.start}–{segment.end}: {plan.text[segment.start : segment.end]}"


def _section_lines(position: int, section: PlannedSection, gazetteer: Gazetteer) -> Iterator[str]:
    reading = section.reading
    names = "、".join(place_name(key, gazetteer) for key in reading.places) or "?"
    mark = "待确认 " if section.needs_confirmation else ""
    verdict = f"[{reading.verdict} {reading.confidence:.2f}]"
    yield f"\n{position:2}. {names}  {mark}{verdict}  {section.start}–{section.end}"
    yield f"    依据: {'、'.join(dict.fromkeys(e.text for e in reading.evidence)) or '—'}"
    if not reading.places:
        told = "、".join(f"{place_name(key, gazetteer)} {chance:.2f}" for key, chance in reading.candidates)
        yield f"    候选: {told}"
    for proposal in section.initiatives:
        month = f" {proposal.month}月" if proposal.month else ""
        yield f"    [{'x' if proposal.ticked else ' '}] {proposal.kind}{month}: {proposal.title}"


def place_name(key: str, gazetteer: Gazetteer) -> str:
    return gazetteer.names[key].formal_name if key in gazetteer.names else key
