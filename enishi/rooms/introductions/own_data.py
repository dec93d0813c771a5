"""What this room holds of a member, for the take-out: as far as they may know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.ground.paging import in_chunks
from enishi.ground.take_out import Facts, Table
from enishi.rooms.introductions.models import Introduction, NotAsked
from enishi.rooms.introductions.queries import see_all
from enishi.rooms.members.queries import PERSON, named, present_members

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from enishi.ground.take_out import Part, Row
    from enishi.rooms.introductions.types import Called, SeenIntroduction
    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.quotes import Quote


def own_data(member: Member, at: datetime) -> Iterator[Part]:
    """Every introduction `member` has a part in as they know it at `at`, and their wish."""
    left_alone = NotAsked.objects.filter(member=member).values_list("since", flat=True).first()
    yield Facts(name="wish", facts={"left_alone_since": left_alone})
    yield Table(
        name="introductions",
        columns=(
            *("role", "standing", "people", "note", "message", "reasons", "said"),
            *("kind_words", "asked_at", "ends_at", "conversation"),
        ),
        rows=_told(member, at),
    )


def _told(member: Member, at: datetime) -> Iterator[Row]:
    # `through` says once more in plain words what the gate says, so that indexes find them.
    rows = Introduction.objects.visible_to(member).through(member.pk)
    for page in in_chunks(rows.select_related("requester").prefetch_related("steps")):
        seen = see_all(member, page, at=at)
        live = {pk for one in seen if one.are_people_live for pk in one.present_ids}
        people = present_members(live)
        for one in seen:
            yield _row(one, people)


def _row(seen: SeenIntroduction, people: Mapping[int, Member]) -> Row:
    named_people = [
        dict(zip(PERSON, named(people.get(pk or 0)), strict=True))
        if seen.are_people_live
        else _as_called(called)
        for pk, called in zip(seen.member_ids, seen.called, strict=True)
    ]
    return (
        *(seen.role.value, seen.standing.value, named_people, seen.note, seen.message),
        [_reason(quote) for quote in seen.reasons],
        [{"place": said.place, "words": said.words} for said in seen.said],
        str(seen.kind_words or ""),
        *(seen.asked_at, seen.ends_at, seen.conversation_id),
    )


def _as_called(called: Called) -> dict[str, str]:
    cells = (called.handle, called.name.written("ja"), called.name.written("en"))
    return dict(zip(PERSON, cells, strict=True))


def _reason(quote: Quote) -> dict[str, str]:
    names = ("language", "text", "other_text", "organization", "starts", "ends")
    return {name: getattr(quote, name) for name in names}
