"""What the house remembers of suggestions to one member: shown, set aside, unwanted."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db.models import DateField, DateTimeField, F, Value

from enishi.rooms.profiles.colleagues import places_of
from enishi.rooms.suggestions.models import Dismissal, Showing, Silence
from enishi.rooms.suggestions.types import SetAside

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from enishi.rooms.members.models import Member


_SHOWN, _ASIDE, _SILENT, _PLACE = range(4)


@dataclass(slots=True)
class Memory:
    """All of it, as far as it is kept.

    Attributes
    ----------
    days
        The days each person was shown, in any order.
    aside
        Since when, and until when (None: for good), each person is set aside.
    is_silent
        The member wants nobody suggested to them.
    places
        The organizations of their record: where suggestions by it begin.
    """

    days: dict[int, list[date]] = field(default_factory=dict)
    aside: dict[int, tuple[datetime, datetime | None]] = field(default_factory=dict)
    is_silent: bool = False
    places: set[int] = field(default_factory=set)

    def is_aside(self, member_id: int, at: datetime) -> bool:
        """Whether somebody is set aside at `at`."""
        _since, until = self.aside.get(member_id, (at, at))
        return until is None or until > at

    def set_aside(self, at: datetime) -> tuple[SetAside, ...]:
        """Who is set aside at `at`, the latest first."""
        latest = sorted(self.aside, key=lambda pk: self.aside[pk][0], reverse=True)
        return tuple(SetAside(pk, self.aside[pk][1]) for pk in latest if self.is_aside(pk, at))


def memory_of(viewer: Member) -> Memory:
    """What the house remembers of suggestions to `viewer`. One query for all of it."""
    memory = Memory()
    for kind, key, on, since, until in _rows(viewer):
        if kind == _SHOWN:
            memory.days.setdefault(key, []).append(on)
        elif kind == _ASIDE:
            memory.aside[key] = (since, until)
        elif kind == _PLACE:
            memory.places.add(key)
        else:
            memory.is_silent = True
    return memory


def _rows(viewer: Member) -> Iterable[tuple[int, int, Any, Any, Any]]:
    """Kind, person or place, the day shown, since when and until when set aside."""
    moment = Value(None, output_field=DateTimeField())
    day = Value(None, output_field=DateField())
    shown = Showing.objects.filter(member=viewer).order_by()
    aside = Dismissal.objects.filter(member=viewer).order_by()
    silent = Silence.objects.filter(member=viewer).order_by()
    return shown.values_list(Value(_SHOWN), "suggested_id", F("on"), moment, moment).union(
        aside.values_list(Value(_ASIDE), "suggested_id", day, F("at"), F("until")),
        silent.values_list(Value(_SILENT), "member_id", day, F("since"), moment),
        places_of(viewer).values_list(Value(_PLACE), "organization_id", day, moment, moment),
        all=True,
    )
