"""Writing entries. What is written already moves nothing, not even a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from enishi.engines.formats.public_ids import public_id
from enishi.rooms.organizations.services import resolve_organization
from enishi.rooms.organizations.types import OrganizationKind
from enishi.rooms.profiles.errors import (
    EntryRefused,
    KindAlreadyWritten,
    PostsComeByFeed,
    RecordIsFull,
)
from enishi.rooms.profiles.events import EntryChange
from enishi.rooms.profiles.models import Entry
from enishi.rooms.profiles.policies import complaints, tidy
from enishi.rooms.profiles.services.common import (
    arrange,
    entries_changed,
    own_entry,
    profile_of,
    record_changed,
)
from enishi.rooms.profiles.types import SINGLE, Kind, NewEntry, Visibility

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.types import EntryFields

MOST_ENTRIES = 2_000
_WRITTEN = (
    "title_ja",
    "title_en",
    "organization_ja",
    "organization_en",
    "place_ja",
    "place_en",
    "text_ja",
    "text_en",
    "url",
    "starts",
    "ends",
    "is_current",
)
#: What says who sees an entry, and nothing of what it says.
_SHOWN = frozenset({"visibility", "text_visibility", "confirmed_on"})
#: Kinds whose entries stand newest first; the others stand as they were written.
_DATED = frozenset(
    {Kind.POSITION, Kind.EDUCATION, Kind.CERTIFICATE, Kind.PUBLICATION, Kind.PROJECT}
    | {Kind.VOLUNTEERING, Kind.AWARD}
)


def add_entry(*, by: Member, kind: Kind, fields: EntryFields, at: datetime) -> Entry:
    """Write one entry; among those of its kind it stands where its dates put it.

    Raises
    ------
    EntryRefused
        With a sentence for each field that cannot be kept.
    KindAlreadyWritten
        A second headline, summary or place.
    RecordIsFull
        The record has as many entries as it may have.
    PostsComeByFeed
        Nobody writes a post by hand.
    """
    _check_is_no_post(kind)
    return add_entries(by=by, entries=[NewEntry(kind, fields)], at=at)[0]


@transaction.atomic
def add_entries(*, by: Member, entries: Sequence[NewEntry], at: datetime) -> list[Entry]:
    """Write several entries, all or none; refuses as `add_entry` does.

    The cost is a few queries for all of them, and two for each organization named.
    """
    tidied = [NewEntry(entry.kind, _checked(entry.kind, entry.fields)) for entry in entries]
    if not tidied:
        return []
    before = list(Entry.objects.of(by.pk))
    if len(before) + len(tidied) > MOST_ENTRIES:
        raise RecordIsFull
    standard = Visibility(profile_of(member=by).default_visibility)
    organizations = _Organizations()
    added = [_made(by, entry, standard, organizations, at) for entry in tidied]
    for kind in {entry.kind for entry in added}:
        arrange(entries=_placed([e for e in before if e.kind == kind], added, kind))
    try:
        with transaction.atomic():
            Entry.objects.bulk_create(added)
    except IntegrityError as error:
        # The database alone knows: another tab may have written the headline meanwhile.
        raise KindAlreadyWritten from error
    entries_changed(member=by, entries=added, change=EntryChange.ADDED, at=at)
    return added


@transaction.atomic
def edit_entry(*, by: Member, entry_id: int, fields: EntryFields, at: datetime) -> Entry:
    """Write an entry anew. What is the same as before moves nothing.

    Raises
    ------
    NotFound
        Absent, or somebody else's.
    EntryRefused
        With a sentence for each field that cannot be kept.
    PostsComeByFeed
        A post says what the blog says.
    """
    entry = own_entry(by=by, entry_id=entry_id)
    _check_is_no_post(entry.kind)
    fields = _checked(entry.kind, fields)
    return _rewrite(by, entry, fields, _columns(fields) | _chosen(fields, entry.kind), at)


@transaction.atomic
def put_entry_back(*, by: Member, entry_id: int, fields: EntryFields, at: datetime) -> Entry:
    """Write an entry as it once was; a confirmation it did not have then goes.

    Raises
    ------
    NotFound
        Absent, or somebody else's.
    EntryRefused
        What was kept once can be kept no longer.
    """
    entry = own_entry(by=by, entry_id=entry_id)
    fields = _checked(entry.kind, fields)
    values = _columns(fields) | _chosen(fields, entry.kind)
    return _rewrite(by, entry, fields, values | {"confirmed_on": fields.confirmed_on}, at)


def _rewrite(
    by: Member, entry: Entry, fields: EntryFields, values: Mapping[str, object], at: datetime
) -> Entry:
    changed = {name: value for name, value in values.items() if getattr(entry, name) != value}
    if not changed:
        return entry
    if changed.keys() & {"organization_ja", "organization_en"}:
        changed["organization_id"] = _Organizations().id_of(entry.kind, fields)
    _write(entry, changed, at)
    if changed.keys() == {"confirmed_on"}:
        record_changed(member=by, at=at)
    else:
        change = EntryChange.REWRITTEN if changed.keys() - _SHOWN else EntryChange.SHOWN
        entries_changed(member=by, entries=[entry], change=change, at=at)
    return entry


@transaction.atomic
def set_visibility(
    *,
    by: Member,
    entry_id: int,
    visibility: Visibility,
    text_visibility: Visibility,
    at: datetime,
) -> Entry:
    """Say who sees an entry and who sees its text; the narrower of both counts for the text.

    Raises
    ------
    NotFound
        Absent, or somebody else's.
    """
    entry = own_entry(by=by, entry_id=entry_id)
    if entry.kind in SINGLE:
        text_visibility = visibility
    chosen = {"visibility": visibility, "text_visibility": text_visibility}
    changed = {name: value for name, value in chosen.items() if getattr(entry, name) != value}
    if changed:
        _write(entry, changed, at)
        entries_changed(member=by, entries=[entry], change=EntryChange.SHOWN, at=at)
    return entry


def _check_is_no_post(kind: str) -> None:
    if kind == Kind.POST:
        raise PostsComeByFeed


def _checked(kind: str, fields: EntryFields) -> EntryFields:
    fields = tidy(fields)
    found = complaints(kind, fields)
    if found:
        raise EntryRefused(found)
    return fields


def _write(entry: Entry, changed: Mapping[str, object], at: datetime) -> None:
    for name, value in changed.items():
        setattr(entry, name, value)
    entry.updated_at = at
    entry.save(update_fields=[*changed, "updated_at"])


def _columns(fields: EntryFields) -> dict[str, object]:
    written: dict[str, object] = {name: getattr(fields, name) for name in _WRITTEN}
    return written | {"details": dict(fields.details), "public_id": public_id(fields.url)}


def _chosen(fields: EntryFields, kind: str) -> dict[str, object]:
    """What may be left unsaid: None keeps what is there."""
    chosen = {
        "visibility": fields.visibility,
        "text_visibility": fields.visibility if kind in SINGLE else fields.text_visibility,
        "confirmed_on": fields.confirmed_on,
    }
    return {name: value for name, value in chosen.items() if value is not None}


def _made(
    by: Member,
    new: NewEntry,
    standard: Visibility,
    organizations: _Organizations,
    at: datetime,
) -> Entry:
    visibility = new.fields.visibility or standard
    columns = {"visibility": visibility, "text_visibility": visibility}
    columns |= _columns(new.fields) | _chosen(new.fields, new.kind)  # type: ignore[arg-type]
    return Entry(
        member=by,
        kind=new.kind,
        organization_id=organizations.id_of(new.kind, new.fields),
        created_at=at,
        updated_at=at,
        **columns,
    )


def _placed(before: list[Entry], added: list[Entry], kind: str) -> list[Entry]:
    """Entries of one kind in their order, each new one before the first that is older."""
    placed = list(before)
    for entry in added:
        if entry.kind != kind:
            continue
        older = (
            number
            for number, other in enumerate(placed)
            if kind in _DATED and _newness(other) < _newness(entry)
        )
        placed.insert(next(older, len(placed)), entry)
    return placed


def _newness(entry: Entry) -> tuple[bool, str, str]:
    return (entry.is_current, entry.ends or entry.starts, entry.starts)


class _Organizations:
    """Organizations by the names entries give them; each name is looked up once."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, str], int | None] = {}

    def id_of(self, kind: str, fields: EntryFields) -> int | None:
        """The organization an entry speaks of; None when it names none."""
        school = kind == Kind.EDUCATION
        sort = OrganizationKind.SCHOOL if school else OrganizationKind.COMPANY
        names = (fields.organization_ja, fields.organization_en, sort.value)
        if not any(names[:2]):
            return None
        if names not in self._known:
            found = resolve_organization(name_ja=names[0], name_en=names[1], kind=sort)
            self._known[names] = found.pk if found else None
        return self._known[names]
