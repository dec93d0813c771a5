"""Say how welcome approaches are, pause them all for a while, and what else is told."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from enishi.ground.rows import insert_rows
from enishi.rooms.approaches.domains import is_free_mail
from enishi.rooms.approaches.errors import NoDomainToShow
from enishi.rooms.approaches.models import GENERAL, Welcome
from enishi.rooms.approaches.policies import check_pause, check_welcome
from enishi.rooms.approaches.queries import own_domain
from enishi.rooms.approaches.types import USUAL_MINUTES, WelcomeTerms

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from enishi.rooms.members.models import Member


@transaction.atomic
def set_welcome(*, by: Member, said: WelcomeTerms) -> WelcomeTerms:
    """`by` says how welcome approaches for a purpose are.

    Raises
    ------
    FeeMissing, FeeTooLarge, MinutesOutOfRange, NoFeeForPurpose
        "For a fee" needs a fee that can be kept, and a purpose that has one.
    WeekOutOfRange
        So many a week are none, or no limit.
    """
    kept = replace(
        said,
        fee_yen=said.fee_yen if said.has_price else None,
        minutes=(said.minutes or USUAL_MINUTES) if said.has_price else None,
    )
    check_welcome(kept)
    Welcome.objects.update_or_create(
        member=by,
        purpose=kept.purpose,
        defaults={
            "terms": kept.terms,
            "second_degree": kept.second_degree or "",
            "connections": kept.connections or "",
            "fee_yen": kept.fee_yen,
            "minutes": kept.minutes,
            "per_week": kept.per_week,
        },
    )
    return kept


@transaction.atomic
def bulk_set_welcomes(*, welcomes: Iterable[tuple[int, WelcomeTerms]]) -> None:
    """The first terms of many members (by id), for a house that is filled by a program."""
    insert_rows(
        Welcome,
        ("member_id", "purpose", "terms", "fee_yen", "minutes", "per_week"),
        (
            (
                member_id,
                str(said.purpose),
                str(said.terms),
                said.fee_yen,
                said.minutes,
                said.per_week,
            )
            for member_id, said in welcomes
        ),
    )


def pause_welcome(*, by: Member, until: datetime, at: datetime) -> None:
    """Take no approaches until then, whatever is said for single purposes.

    Raises
    ------
    PauseOutOfRange
        It would be over already, or longer than a year.
    """
    check_pause(until, at=at)
    _say(by, opens_at=until)


def resume_welcome(*, by: Member) -> None:
    """Take approaches again, on the terms that were said."""
    _say(by, opens_at=None)


def show_pace(*, by: Member) -> None:
    """Let senders know how long an answer usually takes."""
    _say(by, shows_pace=True)


def hide_pace(*, by: Member) -> None:
    """Do not tell how long an answer usually takes."""
    _say(by, shows_pace=False)


def show_domain(*, by: Member) -> None:
    """Let the sender card of `by` say at which domain their confirmed address is.

    Raises
    ------
    NoDomainToShow
        None is confirmed, or it is one where anybody may have an address.
    """
    domain = own_domain(by)
    if not domain or is_free_mail(domain):
        raise NoDomainToShow
    _say(by, shows_domain=True)


def hide_domain(*, by: Member) -> None:
    """Do not tell from which domain `by` writes."""
    _say(by, shows_domain=False)


def _say(by: Member, **in_general: object) -> None:
    Welcome.objects.update_or_create(member=by, purpose=GENERAL, defaults=in_general)
