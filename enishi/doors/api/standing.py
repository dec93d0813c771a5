"""Saved searches, and standing questions: one's own, and those put to one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from ninja import Router, Status

from enishi.doors.api.access import MemberRequest, needs
from enishi.doors.api.people import people_for
from enishi.doors.api.schemas import REFUSALS, Reason
from enishi.doors.api.search import Narrowing
from enishi.doors.api.standing_schemas import (
    Asking,
    Askings,
    ChangedSearch,
    NewSearch,
    Question,
    Questions,
    QuestionSent,
    SaidYes,
    SavedSearch,
    SavedSearches,
    SearchAnswer,
    Yes,
)
from enishi.ground.errors import NotFound
from enishi.rooms.discovery.types import Narrowed
from enishi.rooms.members.types import Scope
from enishi.rooms.profiles.quotes import Quote
from enishi.rooms.standing import queries, services
from enishi.rooms.standing.types import NewQuestion
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from enishi.rooms.members.models import Member
    from enishi.rooms.standing.types import SeenAsking, SeenQuestion, SeenSearch

router = Router(tags=["standing"])


@router.get(
    "/me/searches",
    response={200: SavedSearches, **REFUSALS},
    auth=needs(Scope.SEARCH_READ),
    summary="Searches I saved",
)
def read_searches(request: MemberRequest) -> SavedSearches:
    """Saved searches, each with whose records newly answered it."""
    return SavedSearches(items=_searches(request.user, queries.saved_searches(request.user)))


@router.post(
    "/me/searches",
    response={201: SavedSearch, **REFUSALS},
    auth=needs(Scope.SEARCH_WRITE, Limit.SETTINGS),
    summary="Save a search",
)
def save_search(request: MemberRequest, new: NewSearch) -> Status[SavedSearch]:
    """Keep a search; new answers are told. The same search is kept once."""
    row = services.save_search(
        by=request.user,
        query=new.query,
        narrowed=new.narrowing.narrowed if new.narrowing else Narrowed(),
        name=new.name,
        at=timezone.now(),
    )
    return Status(201, _search(request.user, row.pk))


@router.put(
    "/me/searches/{search_id}",
    response={200: SavedSearch, **REFUSALS},
    auth=needs(Scope.SEARCH_WRITE, Limit.SETTINGS),
    summary="Name a saved search, and say whether it tells",
)
def change_search(
    request: MemberRequest, search_id: int, changed: ChangedSearch
) -> SavedSearch:
    """Name it, and say whether new answers are told."""
    services.change_search(
        by=request.user, search_id=search_id, name=changed.name, is_told=changed.is_told
    )
    return _search(request.user, search_id)


@router.delete(
    "/me/searches/{search_id}",
    response={204: None, **REFUSALS},
    auth=needs(Scope.SEARCH_WRITE, Limit.SETTINGS),
    summary="Remove a saved search",
)
def remove_search(request: MemberRequest, search_id: int) -> Status[None]:
    """Remove it; for an hour it can be put back."""
    services.remove_search(by=request.user, search_id=search_id, at=timezone.now())
    return Status(204, None)


@router.post(
    "/me/searches/{search_id}/restore",
    response={200: SavedSearch, **REFUSALS},
    auth=needs(Scope.SEARCH_WRITE, Limit.SETTINGS),
    summary="Put a removed search back",
)
def restore_search(request: MemberRequest, search_id: int) -> SavedSearch:
    """Put it back, within an hour."""
    services.restore_search(by=request.user, search_id=search_id, at=timezone.now())
    return _search(request.user, search_id)


@router.get(
    "/questions",
    response={200: Questions, **REFUSALS},
    auth=needs(Scope.QUESTIONS_READ),
    summary="Standing questions I asked",
)
def read_questions(request: MemberRequest) -> Questions:
    """What one asked, and who said yes; the newest fifty."""
    seen = queries.questions_of(request.user, at=timezone.now())
    return Questions(items=_questions(request.user, seen))


@router.post(
    "/questions",
    response={201: Question, **REFUSALS},
    auth=needs(Scope.QUESTIONS_WRITE, Limit.APPROACHES),
    summary="Ask a standing question",
)
def ask_question(request: MemberRequest, sent: QuestionSent) -> Status[Question]:
    """It waits until a record newly answers; then its owner is asked first."""
    question = NewQuestion(
        query=sent.query,
        words=sent.words,
        days=sent.days,
        narrowed=sent.narrowing.narrowed if sent.narrowing else Narrowed(),
        is_anonymous=sent.is_anonymous,
        budget_yen=sent.budget_yen,
    )
    row = services.ask_question(by=request.user, question=question, at=timezone.now())
    return Status(201, _question(request.user, row.pk))


@router.get(
    "/questions/asked",
    response={200: Askings, **REFUSALS},
    auth=needs(Scope.QUESTIONS_READ),
    summary="Standing questions that were put to me",
)
def read_askings(request: MemberRequest) -> Askings:
    """Those that are open, and those one said yes to; the newest fifty."""
    seen = queries.askings_of(request.user, at=timezone.now())
    return Askings(items=_askings(request.user, seen))


@router.get(
    "/questions/asked/{asking_id}",
    response={200: Asking, **REFUSALS},
    auth=needs(Scope.QUESTIONS_READ),
    summary="One question that was put to me",
)
def read_asking(request: MemberRequest, asking_id: int) -> Asking:
    """The question, the lines that answer it, and who asks unless they are anonymous."""
    return _asking(request.user, asking_id)


@router.post(
    "/questions/asked/{asking_id}/yes",
    response={200: Asking, **REFUSALS},
    auth=needs(Scope.QUESTIONS_WRITE, Limit.ANSWERS),
    summary="Say yes",
)
def say_yes(request: MemberRequest, asking_id: int, said: SaidYes) -> Asking:
    """Both learn of each other, and a conversation begins."""
    services.say_yes(
        by=request.user, asking_id=asking_id, message=said.message, at=timezone.now()
    )
    return _asking(request.user, asking_id)


@router.post(
    "/questions/asked/{asking_id}/no",
    response={200: Asking, **REFUSALS},
    auth=needs(Scope.QUESTIONS_WRITE, Limit.ANSWERS),
    summary="Say no",
)
def say_no(request: MemberRequest, asking_id: int) -> Asking:
    """Nobody is told."""
    services.say_no(by=request.user, asking_id=asking_id, at=timezone.now())
    return _asking(request.user, asking_id)


@router.post(
    "/questions/asked/{asking_id}/later",
    response={200: Asking, **REFUSALS},
    auth=needs(Scope.QUESTIONS_WRITE, Limit.ANSWERS),
    summary="Put it off",
)
def say_later(request: MemberRequest, asking_id: int) -> Asking:
    """It waits again in a week."""
    services.say_later(by=request.user, asking_id=asking_id, at=timezone.now())
    return _asking(request.user, asking_id)


@router.get(
    "/questions/{question_id}",
    response={200: Question, **REFUSALS},
    auth=needs(Scope.QUESTIONS_READ),
    summary="One standing question of mine",
)
def read_question(request: MemberRequest, question_id: int) -> Question:
    """What one asked, and who said yes."""
    return _question(request.user, question_id)


@router.post(
    "/questions/{question_id}/close",
    response={200: Question, **REFUSALS},
    auth=needs(Scope.QUESTIONS_WRITE, Limit.ANSWERS),
    summary="Close my question",
)
def close_question(request: MemberRequest, question_id: int) -> Question:
    """Nobody else is asked."""
    services.close_question(by=request.user, question_id=question_id, at=timezone.now())
    return _question(request.user, question_id)


@router.post(
    "/questions/{question_id}/withdraw",
    response={200: Question, **REFUSALS},
    auth=needs(Scope.QUESTIONS_WRITE, Limit.ANSWERS),
    summary="Take my question back",
)
def withdraw_question(request: MemberRequest, question_id: int) -> Question:
    """For whoever has not said yes it was never there."""
    services.withdraw_question(by=request.user, question_id=question_id, at=timezone.now())
    return _question(request.user, question_id)


def _search(viewer: Member, search_id: int) -> SavedSearch:
    (shown,) = _searches(viewer, [queries.get_search_for(viewer, search_id)])
    return shown


def _searches(viewer: Member, seen: Iterable[SeenSearch]) -> list[SavedSearch]:
    rows = list(seen)
    people = people_for(viewer, {one.member_id for row in rows for one in row.answers})
    return [
        SavedSearch(
            id=row.id,
            name=row.name,
            query=row.query,
            narrowing=_narrowing(row.narrowed),
            is_told=row.is_told,
            told_at=row.told_at,
            answers=[
                SearchAnswer(
                    person=people[one.member_id],
                    lines=[_reason(quote) for quote in one.quotes],
                    found_at=one.found_at,
                )
                for one in row.answers
                if one.member_id in people
            ],
        )
        for row in rows
    ]


def _question(viewer: Member, question_id: int) -> Question:
    seen = queries.get_question_for(viewer, question_id, at=timezone.now())
    (shown,) = _questions(viewer, [seen])
    return shown


def _questions(viewer: Member, seen: Iterable[SeenQuestion]) -> list[Question]:
    rows = list(seen)
    people = people_for(viewer, {pk for row in rows for pk, _talk in row.said_yes})
    return [
        Question(
            id=row.id,
            query=row.query,
            narrowing=_narrowing(row.narrowed),
            words=row.words,
            is_anonymous=row.is_anonymous,
            budget_yen=row.budget_yen,
            state=row.state,
            asked_at=row.asked_at,
            ends_at=row.ends_at,
            said_yes=[
                Yes(person=people[pk], conversation_id=talk)
                for pk, talk in row.said_yes
                if pk in people
            ],
        )
        for row in rows
    ]


def _asking(viewer: Member, asking_id: int) -> Asking:
    seen = queries.get_asking_for(viewer, asking_id, at=timezone.now())
    for shown in _askings(viewer, [seen]):
        return shown
    raise NotFound  # whoever asks went away since it was read


def _askings(viewer: Member, seen: Iterable[SeenAsking]) -> list[Asking]:
    rows = list(seen)
    people = people_for(viewer, {row.asker_id for row in rows if row.asker_id})
    return [
        Asking(
            id=row.id,
            asker=people[row.asker_id] if row.asker_id else None,
            words=row.words,
            query=row.query,
            budget_yen=row.budget_yen,
            reasons=[_reason(quote) for quote in row.quotes],
            reply=row.reply,
            is_put_off=row.is_put_off,
            asked_at=row.asked_at,
            ends_at=row.ends_at,
            conversation_id=row.conversation_id,
        )
        for row in rows
        if row.asker_id is None or row.asker_id in people
    ]


def _narrowing(narrowed: Narrowed) -> Narrowing:
    return Narrowing(
        degree=sorted(narrowed.degrees),
        organization=sorted(narrowed.organization_ids),
        place=sorted(narrowed.places),
        industry=sorted(narrowed.industries),
        open_to=sorted(narrowed.open_to),
        language="ja" if narrowed.language == "ja" else "en" if narrowed.language else "",
        from_year=narrowed.first_year,
        to_year=narrowed.last_year,
    )


def _reason(quote: Quote) -> Reason:
    names = ("text", "language", "organization", "starts", "ends")
    return Reason(**{name: getattr(quote, name) for name in names})
