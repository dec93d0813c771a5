"""What members say about being approached, and how one sender would be received."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from enishi.ground.errors import NotFound
from enishi.rooms.approaches.models import GENERAL, Approach, Welcome
from enishi.rooms.approaches.types import (
    UNSAID,
    WEEK,
    Purpose,
    Reception,
    Welcomes,
    WelcomeTerms,
)
from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.members.queries import get_present_member, present_members
from enishi.rooms.network.types import Degree

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import datetime

    from enishi.rooms.members.models import Member

    Receptions = dict[Purpose, Reception]


def get_recipient_for(viewer: Member, handle: str) -> Member:
    """Whom `viewer` may write to, by handle. One query.

    Raises
    ------
    NotFound
        They are not in the house, or hidden by a block.
    """
    return get_present_member(handle, but=hidden_from(viewer.pk, field="pk"))


def get_welcomes_for(viewer: Member, member_id: int, *, at: datetime) -> Welcomes:
    """Everything `member_id` says about being approached. Two queries.

    Raises
    ------
    NotFound
        They are not in the house, or hidden by a block.
    """
    if not present_members([member_id], but=hidden_from(viewer.pk, field="pk")):
        raise NotFound
    return welcomes_of([member_id], at=at)[member_id]


def own_welcomes(viewer: Member, *, at: datetime) -> Welcomes:
    """What `viewer` says themself. One query."""
    return welcomes_of([viewer.pk], at=at)[viewer.pk]


def receptions_of(degrees: Mapping[int, Degree], *, at: datetime) -> dict[int, Receptions]:
    """How the viewer would be received by members they were already found to see. One query.

    Parameters
    ----------
    degrees
        How far each of them is from the viewer.
    """
    said = welcomes_of(degrees, at=at)
    return {one: said[one].towards(degree, at) for one, degree in degrees.items()}


def who_welcomes(
    purposes: Collection[Purpose], *, at: datetime
) -> Callable[[int, int], bool] | None:
    """Whether a member of such a degree is open to one of `purposes`. One query.

    A full week is no refusal: it is over in days. None, without a query, for no purpose.
    """
    if not purposes:
        return None
    unsaid = {one: WelcomeTerms(purpose=one, terms=UNSAID[one]) for one in purposes}
    said: dict[int, dict[Purpose, WelcomeTerms]] = {}
    paused = set()
    telling = Q(purpose__in=list(purposes)) | Q(purpose=GENERAL, opens_at__gt=at)
    for row in Welcome.objects.filter(telling):
        if row.purpose == GENERAL:
            paused.add(row.member_id)
        else:
            said.setdefault(row.member_id, {})[Purpose(row.purpose)] = row.said

    def welcomes(member_id: int, degree: int) -> bool:
        terms = unsaid | said.get(member_id, {})
        open_to = any(not one.towards(Degree(degree)).is_closed for one in terms.values())
        return open_to and member_id not in paused

    return welcomes


def welcomes_of(member_ids: Iterable[int], *, at: datetime) -> dict[int, Welcomes]:
    """What each of `member_ids` says, whether the viewer may see them or not. One query."""
    rows: dict[int, list[Welcome]] = {member_id: [] for member_id in member_ids}
    for row in Welcome.objects.filter(member_id__in=list(rows)).annotate(came=_came(at)):
        rows[row.member_id].append(row)
    return {member_id: _together(said) for member_id, said in rows.items()}


def _came(at: datetime) -> Coalesce:
    """How many approaches of the row's purpose came within a week."""
    received = Approach.objects.filter(
        recipient=OuterRef("member"), purpose=OuterRef("purpose"), sent_at__gt=at - WEEK
    )
    counts = received.order_by().values("recipient").values_list(Count("pk"))
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)


def _together(rows: Iterable[Welcome]) -> Welcomes:
    terms = {
        purpose: WelcomeTerms(purpose=purpose, terms=unsaid)
        for purpose, unsaid in UNSAID.items()
    }
    general, this_week = Welcome(), {}
    for row in rows:
        if row.purpose == GENERAL:
            general = row
        else:
            said = row.said
            terms[said.purpose] = said
            this_week[said.purpose] = row.came  # type: ignore[attr-defined]
    return Welcomes(
        terms=terms,
        opens_at=general.opens_at,
        this_week=this_week,
        shows_pace=general.shows_pace,
        shows_domain=general.shows_domain,
    )
