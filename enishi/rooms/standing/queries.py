"""Reads. The first argument is the viewer; what they may know is decided here, for all doors.

Nothing an asker is shown depends on whether an expert was asked, said no or is silent: only on
what they wrote, on who said yes, and on the clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import BigIntegerField, Case, Value, When

from enishi.ground.errors import NotFound
from enishi.rooms.profiles.queries import entries_for, is_visible_to
from enishi.rooms.profiles.quotes import Quote, quote_line
from enishi.rooms.profiles.types import LineRef
from enishi.rooms.standing.errors import TooManyQuestions
from enishi.rooms.standing.models import Asking, SavedSearch, SearchAnswer, StandingQuestion
from enishi.rooms.standing.policies import refusals_about
from enishi.rooms.standing.types import (
    MOST_OPEN,
    Reply,
    SeenAnswer,
    SeenAsking,
    SeenQuestion,
    SeenSearch,
    Told,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from enishi.rooms.approaches.errors import Refusal
    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.types import SeenEntry
    from enishi.rooms.standing.models import AskingQuerySet
    from enishi.rooms.standing.types import NewQuestion

_NOUGHT, _ONE = (Value(one, output_field=BigIntegerField()) for one in (0, 1))
#: Newest answers that stand with a saved search.
MOST_ANSWERS = 5
#: Rows of a list of questions.
MOST_ROWS = 50


def saved_searches(viewer: Member) -> list[SeenSearch]:
    """The saved searches of `viewer`, the newest first, with whom they newly found.

    Three queries.
    """
    return _seen_searches(viewer, list(SavedSearch.objects.of(viewer).order_by("-pk")))


def get_search_for(viewer: Member, search_id: int) -> SeenSearch:
    """One saved search.

    Raises
    ------
    NotFound
        Also when it was removed, or is somebody else's.
    """
    rows = list(SavedSearch.objects.of(viewer).filter(pk=search_id))
    for seen in _seen_searches(viewer, rows):
        return seen
    raise NotFound


def get_answer_for(viewer: Member, answer_id: int) -> tuple[SeenAnswer, str]:
    """Somebody whose record newly answered a search of `viewer`, and its query.

    Raises
    ------
    NotFound
        Also when the person, the search or every line is not there for them any more.
    """
    rows = SearchAnswer.objects.visible_to(viewer).filter(pk=answer_id)
    for row in rows.select_related("search"):
        for answer in _seen_answers(viewer, [row]).get(row.search_id, []):
            return answer, row.search.query
    raise NotFound


def _seen_searches(viewer: Member, rows: list[SavedSearch]) -> list[SeenSearch]:
    answers = SearchAnswer.objects.visible_to(viewer).filter(search__in=rows)
    by_search = _seen_answers(viewer, answers.order_by("-pk")[: MOST_ANSWERS * len(rows)])
    return [
        SeenSearch(
            id=row.pk,
            name=row.name,
            query=row.query,
            narrowed=row.narrowed,
            is_told=row.is_told,
            told_at=row.told_at,
            answers=tuple(by_search.get(row.pk, [])[:MOST_ANSWERS]),
        )
        for row in rows
    ]


def _seen_answers(viewer: Member, rows: Iterable[SearchAnswer]) -> dict[int, list[SeenAnswer]]:
    """Each with those of its lines that `viewer` sees now, by search. One query."""
    answers = list(rows)
    refs = {
        row.pk: [ref for one in row.lines if (ref := LineRef.parse(one))] for row in answers
    }
    entries = entries_for(viewer, {ref.entry_id for row in refs.values() for ref in row})
    found: dict[int, list[SeenAnswer]] = {}
    for row in answers:
        quotes = _quotes(refs[row.pk], entries)
        if quotes:
            seen = SeenAnswer(
                id=row.pk, member_id=row.found_id, found_at=row.found_at, quotes=quotes
            )
            found.setdefault(row.search_id, []).append(seen)
    return found


def _quotes(refs: Iterable[LineRef], entries: Mapping[int, SeenEntry]) -> tuple[Quote, ...]:
    return tuple(
        quote
        for ref in refs
        if ref.entry_id in entries
        and (quote := quote_line(entries[ref.entry_id], ref)) is not None
    )


# What one asks.


def refusals_of(by: Member, question: NewQuestion, *, at: datetime) -> tuple[Refusal, ...]:
    """Everything that keeps `by` from asking; empty when it can go. One query."""
    open_ = StandingQuestion.objects.open(at).filter(asker=by).count()
    too_many = (TooManyQuestions(),) if open_ >= MOST_OPEN else ()
    return (*too_many, *refusals_about(question))


def questions_of(viewer: Member, *, at: datetime) -> list[SeenQuestion]:
    """What `viewer` asked, the newest first. Two queries."""
    rows = StandingQuestion.objects.filter(asker=viewer).order_by("-pk")[:MOST_ROWS]
    return _seen_questions(viewer, list(rows), at)


def get_question_for(viewer: Member, question_id: int, *, at: datetime) -> SeenQuestion:
    """One question of `viewer`.

    Raises
    ------
    NotFound
        Also when it is somebody else's: an expert reads the asking, not the question.
    """
    rows = StandingQuestion.objects.filter(asker=viewer, pk=question_id)
    for seen in _seen_questions(viewer, list(rows), at):
        return seen
    raise NotFound


def conversations_begun(viewer: Member, asking_ids: Iterable[int]) -> dict[int, int]:
    """Of the questions of `viewer`: the conversation of each of `asking_ids` that has one."""
    yes = Asking.objects.answered_for(viewer).filter(pk__in=list(asking_ids))
    begun = yes.filter(conversation__isnull=False)
    return {pk: talk for pk, talk in begun.values_list("pk", "conversation_id") if talk}


def _seen_questions(
    viewer: Member, rows: list[StandingQuestion], at: datetime
) -> list[SeenQuestion]:
    said_yes: dict[int, list[tuple[int, int | None]]] = {row.pk: [] for row in rows}
    answered = Asking.objects.answered_for(viewer).filter(question__in=rows)
    told = answered.order_by("replied_at", "pk")
    for pk, *yes in told.values_list("question_id", "expert_id", "conversation_id"):
        said_yes[pk].append((yes[0], yes[1]))
    return [
        SeenQuestion(
            id=row.pk,
            query=row.query,
            narrowed=row.narrowed,
            words=row.words,
            is_anonymous=row.is_anonymous,
            budget_yen=row.budget_yen,
            state=row.state_at(at),
            asked_at=row.asked_at,
            ends_at=row.ends_at,
            said_yes=tuple(said_yes[row.pk]),
        )
        for row in rows
    ]


# What one is asked.


def askings_of(viewer: Member, *, at: datetime) -> list[SeenAsking]:
    """The questions that were put to `viewer`, the newest first. One query."""
    rows = Asking.objects.put_to(viewer, at).order_by("-asked_at", "-pk")[:MOST_ROWS]
    return _seen_askings(rows, at)


def waiting_askings(viewer: Member, *, at: datetime) -> list[SeenAsking]:
    """Those that wait for a reply and were not put off. One query."""
    rows = Asking.objects.put_to(viewer, at).waiting(at).order_by("-asked_at", "-pk")
    return _seen_askings(rows[:MOST_ROWS], at)


def get_asking_for(viewer: Member, asking_id: int, *, at: datetime) -> SeenAsking:
    """One question as it was put to `viewer`. One query.

    Raises
    ------
    NotFound
        Also when it is not open any more, unless they said yes.
    """
    for seen in _seen_askings(Asking.objects.put_to(viewer, at).filter(pk=asking_id), at):
        return seen
    raise NotFound


def told_among(
    viewer: Member,
    *,
    asked: Iterable[int],
    answered: Iterable[int],
    found: Iterable[int],
    at: datetime,
) -> Told:
    """How what notices tell of stands with `viewer`. One query of two tables.

    Parameters
    ----------
    asked, answered
        Askings: of the viewer as an expert, and of their own questions.
    found
        Answers to saved searches.
    """
    put = Asking.objects.put_to(viewer, at).filter(pk__in=list(asked))
    waits = Case(When(reply=Reply.WAITING, then=_ONE), default=_NOUGHT)
    yes = Asking.objects.answered_for(viewer).filter(pk__in=list(answered))
    begun = yes.filter(conversation__isnull=False)
    answers = SearchAnswer.objects.visible_to(viewer).filter(pk__in=list(found))
    seen = answers.filter(is_visible_to(viewer, entry="entry_id"))
    rows = put.values_list(Value("asked"), "pk", waits).union(
        begun.values_list(Value("answered"), "pk", "conversation_id"),
        seen.values_list(Value("found"), "pk", _ONE),
        all=True,
    )
    told = Told()
    for kind, pk, number in rows:
        if kind == "asked":
            told.waits[pk] = bool(number)
        elif kind == "answered":
            told.talks[pk] = number
        else:
            told.found.add(pk)
    return told


def _seen_askings(rows: AskingQuerySet, at: datetime) -> list[SeenAsking]:
    return [_see(row, at) for row in rows.select_related("question")]


def _see(row: Asking, at: datetime) -> SeenAsking:
    question = row.question
    is_unnamed = question.is_anonymous and row.reply != Reply.YES
    return SeenAsking(
        id=row.pk,
        asker_id=None if is_unnamed else question.asker_id,
        words=question.words,
        query=question.query,
        budget_yen=question.budget_yen,
        asked_at=row.asked_at or row.found_at,
        ends_at=question.ends_at,
        quotes=tuple(Quote(**said) for said in row.quotes),
        reply=Reply(row.reply),
        conversation_id=row.conversation_id,
        is_put_off=row.later_at is not None and row.later_at > at,
    )
