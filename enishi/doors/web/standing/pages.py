"""What the templates of saved searches and standing questions receive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from enishi.doors.web.approaches.pages import reason_lines
from enishi.doors.web.approaches.words import date_label, day_label, yen
from enishi.doors.web.discovery.forms import Asked
from enishi.doors.web.people import cards_for
from enishi.doors.web.standing.forms import SearchForm
from enishi.doors.web.standing.words import narrowing_words, reply_words, state_words
from enishi.ground.errors import NotFound
from enishi.rooms.organizations.queries import organizations
from enishi.rooms.standing import queries
from enishi.rooms.standing.types import Reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from enishi.doors.web.approaches.pages import ReasonLine
    from enishi.doors.web.standing.forms import QuestionForm
    from enishi.doors.web.ui.types import PersonCard
    from enishi.rooms.members.models import Member
    from enishi.rooms.standing.types import SeenAnswer, SeenAsking, SeenQuestion, SeenSearch


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPerson:
    """Somebody who newly answers, the best line, and their page with it underlined."""

    card: PersonCard
    url: str
    day: str
    line: ReasonLine


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchRow:
    """A saved search."""

    id: int
    title: str
    query: str
    url: str
    chips: list[str]
    is_told: bool
    told_day: str
    people: list[FoundPerson]
    form: SearchForm


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchesPage:
    """All saved searches of the viewer."""

    rows: list[SearchRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """A question in a list, asked by the viewer or put to them."""

    title: str
    about: str
    url: str
    day: str
    state: tuple[str, str]
    person: PersonCard | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsPage:
    """What waits for the viewer, what they replied to, and what they asked."""

    waiting: list[QuestionRow]
    replied: list[QuestionRow]
    own: list[QuestionRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskPage:
    """Asking a standing question: what the search was narrowed down to comes along."""

    chips: list[str]
    kept: list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage:
    """One's own question, and who said yes."""

    seen: SeenQuestion
    state: tuple[str, str]
    chips: list[str]
    budget: str
    day: str
    last_day: str
    people: list[tuple[PersonCard, int | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingPage:
    """A question as the expert it was put to reads it."""

    seen: SeenAsking
    person: PersonCard | None
    state: tuple[str, str]
    reasons: list[ReasonLine]
    budget: str
    day: str
    last_day: str
    can_reply: bool


def searches_page(
    viewer: Member, *, refused: tuple[int, SearchForm] | None = None
) -> SearchesPage:
    """Every saved search; `refused`: one that could not be changed, with what was typed."""
    seen = queries.saved_searches(viewer)
    cards = cards_for(viewer, {one.member_id for row in seen for one in row.answers})
    known = organizations({pk for row in seen for pk in row.narrowed.organization_ids})
    forms = dict([refused] if refused else [])
    return SearchesPage(
        rows=[
            SearchRow(
                id=row.id,
                title=row.name or row.query,
                query=row.query if row.name else "",
                url=Asked(row.query, row.narrowed).url,
                chips=list(narrowing_words(row.narrowed, known)),
                is_told=row.is_told,
                told_day=day_label(row.told_at) if row.told_at else "",
                people=list(_people(row, cards)),
                form=forms.get(row.id) or _form_of(row),
            )
            for row in seen
        ]
    )


def questions_page(viewer: Member, at: datetime) -> QuestionsPage:
    """What was put to `viewer`, and what they asked."""
    put = queries.askings_of(viewer, at=at)
    cards = cards_for(viewer, askers_of(put), headlines={})
    return QuestionsPage(
        waiting=asking_rows([one for one in put if one.waits], cards),
        replied=asking_rows([one for one in put if not one.waits], cards),
        own=[
            QuestionRow(
                title=one.query,
                about=one.words,
                url=reverse("web:question", args=[one.id]),
                day=day_label(one.asked_at),
                state=state_words(one.state),
            )
            for one in queries.questions_of(viewer, at=at)
        ],
    )


def askers_of(askings: Iterable[SeenAsking]) -> set[int]:
    """Whoever asks by name."""
    return {one.asker_id for one in askings if one.asker_id}


def asking_rows(
    askings: Iterable[SeenAsking], cards: Mapping[int, PersonCard]
) -> list[QuestionRow]:
    """Questions that were put to the viewer as lines of a list. No query."""
    return [
        QuestionRow(
            title=one.words,
            about=yen(one.budget_yen) if one.budget_yen else "",
            url=reverse("web:asking", args=[one.id]),
            day=day_label(one.asked_at),
            state=reply_words(one),
            person=cards.get(one.asker_id or 0),
        )
        for one in askings
    ]


def ask_page(form: QuestionForm) -> AskPage:
    """What stands around the form."""
    narrowed = form.narrowed
    known = organizations(narrowed.organization_ids)
    return AskPage(
        chips=list(narrowing_words(narrowed, known)),
        kept=Asked("", narrowed).narrowing_pairs,
    )


def question_page(viewer: Member, question_id: int, at: datetime) -> QuestionPage:
    """One's own question."""
    seen = queries.get_question_for(viewer, question_id, at=at)
    cards = cards_for(viewer, [expert_id for expert_id, _talk in seen.said_yes])
    known = organizations(seen.narrowed.organization_ids)
    return QuestionPage(
        seen=seen,
        state=state_words(seen.state),
        chips=list(narrowing_words(seen.narrowed, known)),
        budget=yen(seen.budget_yen) if seen.budget_yen else "",
        day=date_label(seen.asked_at),
        last_day=date_label(seen.ends_at),
        people=[
            (cards[expert_id], talk) for expert_id, talk in seen.said_yes if expert_id in cards
        ],
    )


def asking_page(viewer: Member, asking_id: int, at: datetime) -> AskingPage:
    """A question that was put to `viewer`."""
    seen = queries.get_asking_for(viewer, asking_id, at=at)
    cards = cards_for(viewer, [seen.asker_id] if seen.asker_id else [])
    if seen.asker_id and seen.asker_id not in cards:
        raise NotFound
    return AskingPage(
        seen=seen,
        person=cards.get(seen.asker_id or 0),
        state=reply_words(seen),
        reasons=reason_lines(seen.quotes),
        budget=yen(seen.budget_yen) if seen.budget_yen else "",
        day=date_label(seen.asked_at),
        last_day=date_label(seen.ends_at),
        can_reply=seen.reply is not Reply.YES,
    )


def _people(row: SeenSearch, cards: Mapping[int, PersonCard]) -> Iterable[FoundPerson]:
    for one in row.answers:
        if one.member_id in cards:
            card = cards[one.member_id]
            yield FoundPerson(
                card=card,
                url=_page_of(card, row.query, one),
                day=day_label(one.found_at),
                line=reason_lines(one.quotes)[0],
            )


def _page_of(card: PersonCard, query: str, answer: SeenAnswer) -> str:
    came_by = {"q": query, "line": [str(quote.ref) for quote in answer.quotes]}
    page = reverse("web:person", args=[card.handle])
    return f"{page}?{urlencode(came_by, doseq=True)}"


def _form_of(row: SeenSearch) -> SearchForm:
    return SearchForm(
        initial={"name": row.name, "is_told": row.is_told}, auto_id=f"id_{row.id}_%s"
    )
