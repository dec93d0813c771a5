"""The rows everything here is computed from: of people who are there for the member."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from django.db.models import CharField, F, Value

from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.insights.models import Appearance, Edit, Glance, Looking, Visit
from enishi.rooms.insights.policies import token_of, week_of
from enishi.rooms.insights.types import Aim, Edited, Encounter, Finding, Look, Manner, Sighting
from enishi.rooms.members.types import Status
from enishi.rooms.profiles.events import EntryChange

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from enishi.rooms.members.models import Member


def visits(member: Member, since: datetime) -> QuerySet[Visit]:
    """Visits by name that `member` may know of: both looked at others by name that day."""
    return Visit.objects.filter(
        member=member, is_shown=True, at__gte=since, viewer__status=Status.ACTIVE
    ).exclude(hidden_from(member.pk, field="viewer_id"))


def appearances(member: Member, since: datetime) -> QuerySet[Appearance]:
    """Searches, by people who are there for `member`, that showed them."""
    return Appearance.objects.filter(
        member=member, at__gte=since, viewer__status=Status.ACTIVE
    ).exclude(hidden_from(member.pk, field="viewer_id"))


def findings_of(member: Member, since: datetime) -> list[Finding]:
    """The visits since then, newest first. One query."""
    rows = visits(member, since).order_by("-at", "-pk")
    return [
        Finding(viewer_id, at, query, entry_id, Aim(aim))
        for viewer_id, at, query, entry_id, aim in rows.values_list(
            "viewer_id", "at", "query", "entry_id", "aim"
        )
    ]


def sightings_of(member: Member, since: datetime) -> list[Sighting]:
    """The searches since then, oldest first. One query."""
    rows = appearances(member, since).order_by("at", "pk")
    return [Sighting(*row) for row in rows.values_list("viewer_id", "at", "query", "entry_id")]


def edits_of(member: Member, since: datetime) -> list[Edited]:
    """What `member` changed since then, newest first. One query."""
    rows = Edit.objects.filter(member=member, at__gte=since).order_by("-at", "-pk")
    return [
        Edited(entry_id, EntryChange(change), at)
        for entry_id, change, at in rows.values_list("entry_id", "change", "at")
    ]


def encounter_of(viewer_id: int, member_id: int, at: datetime) -> Encounter:
    """How both look at others, and what is remembered of `viewer_id` today. One query.

    Every reading of a page asks this, so it is asked in one breath.
    """
    looks = Looking.objects.filter(member_id__in=(viewer_id, member_id))
    visit = Visit.objects.filter(
        viewer_id=viewer_id, member_id=member_id, on=at.astimezone(UTC).date()
    )
    glance = Glance.objects.filter(
        member_id=member_id, token=token_of(viewer_id, member_id), week_on=week_of(at)
    )
    rows = looks.values_list(_said("look"), "member_id", "manner", F("aim")).union(
        visit.values_list(_said("visit"), "viewer_id", _said(""), F("aim")),
        glance.values_list(_said("glance"), "member_id", _said(""), _said("")),
        all=True,
    )
    said = {(what, whose): (manner, aim) for what, whose, manner, aim in rows}
    own, other = (
        Look(Manner(said["look", pk][0]), Aim(said["look", pk][1]))
        if ("look", pk) in said
        else Look()
        for pk in (viewer_id, member_id)
    )
    today = said.get(("visit", viewer_id))
    return Encounter(
        look=own,
        their_look=other,
        aim=Aim(today[1]) if today else None,
        has_glanced=("glance", member_id) in said,
    )


def _said(word: str) -> Value:
    return Value(word, output_field=CharField())
