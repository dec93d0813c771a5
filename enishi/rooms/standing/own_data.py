"""What this room hands out when a member takes everything with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from enishi.ground.paging import in_chunks
from enishi.ground.take_out import Table
from enishi.rooms.members.queries import PERSON, named, present_members
from enishi.rooms.standing.models import Asking, SavedSearch, SearchAnswer, StandingQuestion
from enishi.rooms.standing.types import Reply

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from enishi.ground.take_out import Part, Row
    from enishi.rooms.members.models import Member


def own_data(member: Member, at: datetime) -> Iterator[Part]:
    """What the member saved, asked and was asked, as far as they may know it at `at`."""
    yield Table(
        name="saved_searches",
        columns=("id", "name", "query", "narrowed", "is_told", "saved_at", "told_at"),
        rows=SavedSearch.objects.of(member)
        .order_by("pk")
        .values_list("pk", "name", "query", "narrowing", "is_told", "saved_at", "told_at"),
    )
    yield Table(
        name="search_answers",
        columns=("search", *PERSON, "found_at"),
        rows=_answers(member),
    )
    yield Table(
        name="questions",
        columns=(
            *("id", "query", "narrowed", "words", "is_anonymous", "budget_yen", "state"),
            *("asked_at", "ends_at", "said_yes"),
        ),
        rows=_questions(member, at),
    )
    yield Table(
        name="questions_put_to_me",
        columns=(
            *("id", *PERSON, "words", "budget_yen", "reasons", "asked_at", "ends_at"),
            *("reply", "replied_at", "conversation"),
        ),
        rows=_askings(member, at),
    )


def _answers(member: Member) -> Iterator[Row]:
    rows = SearchAnswer.objects.visible_to(member)
    for page in in_chunks(rows):
        people = present_members({row.found_id for row in page})
        for row in page:
            yield (row.search_id, *named(people.get(row.found_id)), row.found_at)


def _questions(member: Member, at: datetime) -> Iterator[Row]:
    for page in in_chunks(StandingQuestion.objects.filter(asker=member)):
        yes: dict[int, list[str]] = {row.pk: [] for row in page}
        answered = Asking.objects.answered_for(member).filter(question__in=page)
        told = answered.order_by("replied_at", "pk").values_list("question", "expert__handle")
        for question_id, handle in told:
            yes[question_id].append(handle)
        for row in page:
            yield (
                *(row.pk, row.query, row.narrowing, row.words, row.is_anonymous),
                *(row.budget_yen, row.state_at(at), row.asked_at, row.ends_at, yes[row.pk]),
            )


def _askings(member: Member, at: datetime) -> Iterator[Row]:
    rows = Asking.objects.put_to(member, at).select_related("question__asker")
    for page in in_chunks(rows):
        for row in page:
            question = row.question
            is_unnamed = question.is_anonymous and row.reply != Reply.YES
            reasons = [
                {"language": quote["language"], "text": quote["text"]} for quote in row.quotes
            ]
            yield (
                *(row.pk, *named(None if is_unnamed else question.asker), question.words),
                *(question.budget_yen, reasons, row.asked_at, question.ends_at),
                *(row.reply, row.replied_at, row.conversation_id),
            )
