"""What the templates of notices receive."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import get_language

from enishi.doors.web.approaches.words import day_label
from enishi.doors.web.notifications.words import sentence_of, sentence_of_many
from enishi.doors.web.people import cards_for
from enishi.rooms.notifications.queries import notices_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.members.models import Member
    from enishi.rooms.notifications.types import SeenNotice


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedNotice:
    """A notice and the person it is about."""

    id: int
    person: PersonCard


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """One line of the list: one notice, or several that say the same.

    Attributes
    ----------
    id
        The notice the line opens; None where each person's name opens theirs.
    people
        Those whose names may be said; `sentence` counts all.
    """

    sentence: str
    at: datetime
    is_new: bool
    id: int | None
    people: list[NamedNotice]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDay:
    """The notices of one day."""

    name: str
    rows: list[NoticeRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesPage:
    """What the viewer was told, newest first.

    Attributes
    ----------
    mark
        Tells one state of the page from another, for programs that ask again.
    """

    days: list[NoticeDay]
    has_news: bool
    next_cursor: str
    is_first: bool
    mark: str


def notices_page(viewer: Member, cursor: str) -> NoticesPage:
    """What `viewer` was told, from `cursor` on."""
    page = notices_for(viewer, cursor=cursor)
    about = {one.about_id for one in page.items if one.about_id}
    cards = cards_for(viewer, about, headlines={})  # names and portraits are shown, no more
    shown = [one for one in page.items if one.about_id is None or one.about_id in cards]
    days = [
        NoticeDay(name=name, rows=_rows(notices, cards))
        for name, notices in groupby(shown, key=lambda one: day_label(one.created_at))
    ]
    return NoticesPage(
        days=days,
        has_news=any(one.is_new for one in shown),
        next_cursor=page.next_cursor,
        is_first=not cursor,
        mark=_mark(get_language(), bool(page.next_cursor), days),
    )


def _mark(*told: object) -> str:
    return hashlib.sha256(repr(told).encode()).hexdigest()[:20]


def _rows(notices: Iterable[SeenNotice], cards: Mapping[int, PersonCard]) -> list[NoticeRow]:
    """Acts each by themselves, of one conversation the newest; tidings of a day together.

    What tells of nobody by name is opened by itself too.
    """
    together: dict[object, list[SeenNotice]] = {}
    for one in notices:
        if one.kind.is_act or one.about_id is None:
            together.setdefault((one.kind, one.subject_id), [one])
        else:
            together.setdefault(one.kind, []).append(one)
    return [_row(group, cards) for group in together.values()]


def _row(group: list[SeenNotice], cards: Mapping[int, PersonCard]) -> NoticeRow:
    newest = group[0]
    people = [
        NamedNotice(id=one.id, person=cards[one.about_id])
        for one in group
        if one.about_id is not None and one.about_id in cards
    ]
    is_one = len(group) == 1 and len(people) == bool(newest.about_id)
    return NoticeRow(
        sentence=sentence_of(newest.kind, people[0].person.honorific if people else "")
        if is_one
        else sentence_of_many(newest.kind, len(group)),
        at=timezone.localtime(newest.created_at),
        is_new=any(one.is_new for one in group),
        id=newest.id if len(group) == 1 else None,
        people=people,
    )
