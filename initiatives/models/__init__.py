"""Models of the record, by what they hold."""

from initiatives.models.changes import Change, Tally
from initiatives.models.links import (
    InitiativeDistrict,
    InitiativeTheme,
    InitiativeZone,
    SectionDistrict,
    SectionZone,
)
from initiatives.models.record import Initiative, Passage, Quantity, Section
from initiatives.models.reference import YEARS, Report, Theme

__all__ = [
    "YEARS",
    "Change",
    "Initiative",
    "InitiativeDistrict",
    "InitiativeTheme",
    "InitiativeZone",
    "Passage",
    "Quantity",
    "Report",
    "Section",
    "SectionDistrict",
    "SectionZone",
    "Tally",
    "Theme",
]
