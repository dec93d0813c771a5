"""What this room hands out when a member takes everything with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.ground.paging import in_chunks
from enishi.ground.take_out import Table
from enishi.rooms.introductions.models import Introduction, NotAsked
from enishi.rooms.introductions.queries import see_all

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from enishi.ground.take_out import Part, Row
    from enishi.rooms.introductions.types import Called, SeenIntroduction
    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.quotes import Quote


def own_data(member: Member, at: datetime) -> Iterator[Part]:
    """Introductions the member asked for, or that reached them, as they know them at `at`."""
    yield Table(
        name="introductions",
        columns=(
            *("role", "standing", "people", "asked_at", "note", "message", "reasons"),
            *("said", "kind_words", "conversation"),
        ),
        rows=_told(member, at),
    )
    yield Table(
        name="not_asked",
        columns=("since",),
        rows=NotAsked.objects.filter(member=member).values_list("since"),
    )


def _told(member: Member, at: datetime) -> Iterator[Row]:
    rows = Introduction.objects.visible_to(member).through(member.pk)
    for page in in_chunks(rows.select_related("requester").prefetch_related("steps")):
        for seen in see_all(member, page, at=at):
            yield _row(seen)


def _row(seen: SeenIntroduction) -> Row:
    return (
        *(seen.role, seen.standing, [_person(one) for one in seen.called], seen.asked_at),
        *(seen.note, seen.message, [_reason(quote) for quote in seen.reasons]),
        [{"person": seen.called[one.place].handle, "words": one.words} for one in seen.said],
        *(seen.kind_words or "", seen.conversation_id),
    )


def _person(called: Called) -> dict[str, str]:
    name = called.name
    return {
        "handle": called.handle,
        "name_ja": name.written("ja"),
        "name_en": name.written("en"),
    }


def _reason(quote: Quote) -> dict[str, str]:
    return {"language": quote.language, "text": quote.text}
