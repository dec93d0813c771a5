"""Say how welcome approaches are, and pause them all for a while."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from enishi.ground.rows import insert_rows
from enishi.rooms.approaches.models import GENERAL, Welcome
from enishi.rooms.approaches.policies import check_pause, check_welcome
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
    _set_pause(by, until)


def resume_welcome(*, by: Member) -> None:
    """Take approaches again, on the terms that were said."""
    _set_pause(by, None)


def show_pace(*, by: Member) -> None:
    """Let senders know how long an answer usually takes."""
    _set_pace(by, shown=True)


def hide_pace(*, by: Member) -> None:
    """Do not tell how long an answer usually takes."""
    _set_pace(by, shown=False)


def _set_pace(by: Member, *, shown: bool) -> None:
    Welcome.objects.update_or_create(member=by, purpose=GENERAL, defaults={"shows_pace": shown})


def _set_pause(by: Member, opens_at: datetime | None) -> None:
    Welcome.objects.update_or_create(
        member=by, purpose=GENERAL, defaults={"opens_at": opens_at}
    )
