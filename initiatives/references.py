"""Reference data (places, their names, themes, reports) counts as public data: an edit is a Change.

Whoever saves a row knows nothing of the record; the signals here note whose row it was, and one Change for
each place, theme or report is written in the same transaction. Bulk writes send no signals and so are not
used on these tables.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.utils import timezone

from districts.models import District, PlaceName, Zone, ZoneDistrict
from initiatives import changelog
from initiatives.documents import canonical_digest
from initiatives.models import Report, Theme

Owner = District | Zone | Theme | Report
Edited = dict[str, tuple[type[models.Model], int]]
"""Keys of owners that may have changed, with what it takes to read them again."""

_edited: ContextVar[Edited | None] = ContextVar("edited", default=None)


@contextmanager
def batched() -> Iterator[None]:
    """Make one transaction of the edits inside, with one Change for each owner they changed.

    Inside another ``batched`` it is part of that one. Without it, each saved row is an edit of its own.
    """
    with transaction.atomic():
        if _edited.get() is not None:
            yield
            return
        edited: Edited = {}
        token = _edited.set(edited)
        try:
            yield
        finally:
            _edited.reset(token)
        for key, (model, pk) in edited.items():
            write_down(key, model, pk)


def write_down(key: str, model: type[models.Model], pk: int) -> None:
    """Write the Change of an owner as it now stands; none when it says what it said."""
    owner = model._default_manager.filter(pk=pk).first()
    if owner is None:
        changelog.record_reference_deleted(key, timezone.now())
    else:
        changelog.record_reference(key, canonical_digest(document_of(owner)), timezone.now())


def key_of(owner: Owner) -> str:
    """Return the key a Change is filed under."""
    match owner:
        case District(code=code):
            return f"district:{code}"
        case Zone(slug=slug):
            return f"zone:{slug}"
        case Theme(slug=slug):
            return f"theme:{slug}"
        case Report(year=year):
            return f"report:{year}"
    raise TypeError(f"{owner!r} is not reference data")


def owner_of(instance: models.Model) -> Owner:
    """Return whose Change an edit of the row is: names and memberships belong to their place."""
    if isinstance(instance, PlaceName):
        return instance.district or instance.zone
    return instance.zone if isinstance(instance, ZoneDistrict) else instance


def document_of(owner: Owner) -> dict[str, Any]:
    """Return all that is said about a place, theme or report, as it is digested."""
    document = {f.name: getattr(owner, f.attname) for f in owner._meta.concrete_fields if not f.primary_key}
    if isinstance(owner, District | Zone):
        document["names"] = sorted(owner.names.values_list("text", "is_decoy"))
    if isinstance(owner, Zone):
        document["districts"] = sorted(owner.memberships.values_list("district__code", "is_partial"))
    return document


def note(owner: Owner) -> None:
    with batched():
        _edited.get()[key_of(owner)] = (type(owner), owner.pk)


def note_moving(instance: models.Model, **_: Any) -> None:
    """Remember the place that a name or membership may be leaving: it changes as well."""
    before = type(instance)._default_manager.filter(pk=instance.pk).first() if instance.pk else None
    instance.left_owner = owner_of(before) if before else None


def note_saved(instance: models.Model, **_: Any) -> None:
    owner, left = owner_of(instance), getattr(instance, "left_owner", None)
    with batched():
        note(owner)
        if left and left != owner:
            note(left)


def note_deleted(instance: models.Model, **_: Any) -> None:
    note(owner_of(instance))


def watch() -> None:
    """Connect the signals. Called once, when the app registry is ready."""
    for model in (PlaceName, ZoneDistrict):
        pre_save.connect(note_moving, sender=model, dispatch_uid=f"reference-moving-{model.__name__}")
    for model in (District, Zone, ZoneDistrict, PlaceName, Theme, Report):
        post_save.connect(note_saved, sender=model, dispatch_uid=f"reference-saved-{model.__name__}")
        post_delete.connect(note_deleted, sender=model, dispatch_uid=f"reference-deleted-{model.__name__}")
