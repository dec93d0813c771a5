"""Verbs: remember who found whom and what was edited, and forget it in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from enishi.ground.errors import NotFound
from enishi.rooms.insights.models import Appearance, Edit, Glance, Looking, Visit
from enishi.rooms.insights.policies import token_of, week_of
from enishi.rooms.insights.queries import encounter_of
from enishi.rooms.insights.types import KEPT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from enishi.rooms.insights.types import Aim, Encounter, Look
    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.events import EntryChange

_QUERY_LENGTH = 200
_CHUNK = 500


@transaction.atomic
def set_looking(*, by: Member, look: Look) -> None:
    """Say how one looks at others from now on; what was, stays as it was."""
    Looking.objects.update_or_create(
        member=by, defaults={"manner": look.manner, "aim": look.aim}
    )


@transaction.atomic
def record_visit(
    *,
    viewer: Member,
    member_id: int,
    query: str = "",
    entry_id: int | None = None,
    at: datetime,
) -> Look:
    """Remember that `viewer` opened a member's page, once a day; answer how they looked.

    Of who looks privately no row says that it was they. Who looks by name is shown if the
    member did so too on that day: a day is as its first visit was.

    The search they say they come from is believed only when it did show them this member:
    an address anybody can write must not become a message to somebody.
    """
    known = encounter_of(viewer.pk, member_id, at)
    if member_id == viewer.pk:
        return known.look
    if known.look.is_private:
        if not known.has_glanced:
            _keep_glance(viewer, member_id, at)
        return known.look
    if known.aim is None:
        _keep_visit(viewer, member_id, known, at)
    found = _appearance(viewer, member_id, query, entry_id) if query else None
    if found is not None:
        Visit.objects.filter(
            viewer=viewer, member_id=member_id, on=at.astimezone(UTC).date(), query=""
        ).update(query=found.query, entry_id=found.entry_id)
    return replace(known.look, aim=known.aim or known.look.aim)


def _keep_visit(viewer: Member, member_id: int, known: Encounter, at: datetime) -> None:
    visit = Visit(
        viewer=viewer,
        member_id=member_id,
        aim=known.look.aim,
        is_shown=not known.their_look.is_private,
        at=at,
        on=at.astimezone(UTC).date(),
    )
    # Two tabs may open it at once.
    Visit.objects.bulk_create([visit], ignore_conflicts=True)


def _keep_glance(viewer: Member, member_id: int, at: datetime) -> None:
    token = token_of(viewer.pk, member_id)
    glance = Glance(member_id=member_id, token=token, week_on=week_of(at))
    Glance.objects.bulk_create([glance], ignore_conflicts=True)


def _appearance(
    viewer: Member, member_id: int, query: str, entry_id: int | None
) -> Appearance | None:
    shown = Appearance.objects.filter(
        viewer=viewer, member_id=member_id, query=query[:_QUERY_LENGTH]
    )
    by_entry = shown.filter(entry_id=entry_id).first() if entry_id else None
    return by_entry or shown.order_by("-at").first()


@transaction.atomic
def say_aim(*, by: Member, member_id: int, aim: Aim, at: datetime) -> None:
    """Say what one's visit of today is for.

    Raises
    ------
    NotFound
        One did not open this page today, or not by name.
    """
    today = Visit.objects.filter(
        viewer=by, member_id=member_id, on=at.astimezone(UTC).date()
    ).update(aim=aim)
    if not today:
        raise NotFound


@transaction.atomic
def record_appearances(
    *, viewer_id: int, query: str, hits: Iterable[tuple[int, int]], at: datetime
) -> None:
    """Remember whom a search showed, and by which entry; once a day, person and query."""
    day = at.astimezone(UTC).date()
    query = query.strip()[:_QUERY_LENGTH]
    Appearance.objects.bulk_create(
        [
            Appearance(
                viewer_id=viewer_id,
                member_id=member_id,
                entry_id=entry_id,
                query=query,
                at=at,
                on=day,
            )
            for member_id, entry_id in hits
            if query and member_id != viewer_id
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def record_edits(
    *, member_id: int, entry_ids: Iterable[int], change: EntryChange, at: datetime
) -> None:
    """Remember which entries a member changed; of a day the first change of each kind."""
    day = at.astimezone(UTC).date()
    Edit.objects.bulk_create(
        [
            Edit(member_id=member_id, entry_id=entry_id, change=change, at=at, on=day)
            for entry_id in entry_ids
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def forget_old_views(*, at: datetime) -> int:
    """Forget what is older than ninety days; returns how much that was."""
    before = at - KEPT
    forgotten = [
        *(table.objects.filter(at__lt=before).delete() for table in (Appearance, Visit, Edit)),
        Glance.objects.filter(week_on__lt=week_of(before)).delete(),
    ]
    return sum(rows for rows, _by_table in forgotten)


@transaction.atomic
def erase_views(*, member_id: int) -> None:
    """Forget who found somebody and whom they looked at: they left for good."""
    for table in (Appearance, Visit):
        table.objects.filter(Q(member_id=member_id) | Q(viewer_id=member_id)).delete()
    for own in (Edit, Glance, Looking):
        own.objects.filter(member_id=member_id).delete()
    forget_glances(viewer_id=member_id)


@transaction.atomic
def forget_glances(*, viewer_id: int) -> None:
    """Forget whom somebody looked at privately, as they are not in the house any more."""
    looked_at = list(Glance.objects.order_by().values_list("member_id", flat=True).distinct())
    for start in range(0, len(looked_at), _CHUNK):
        members = looked_at[start : start + _CHUNK]
        tokens = [token_of(viewer_id, member_id) for member_id in members]
        Glance.objects.filter(member_id__in=members, token__in=tokens).delete()
