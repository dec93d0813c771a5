"""What the search page receives."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language

from enishi.doors.web.discovery.forms import Asked
from enishi.doors.web.discovery.words import State, purpose_words, reasons_of, welcome_states
from enishi.doors.web.people import cards_for
from enishi.doors.web.profiles.shown import EVENTS
from enishi.engines.text import industry_name, place_name
from enishi.rooms.approaches.queries import receptions_of
from enishi.rooms.approaches.types import Purpose
from enishi.rooms.discovery import queries
from enishi.rooms.discovery.types import DEGREES
from enishi.rooms.members.queries import count_present
from enishi.rooms.network.types import Degree
from enishi.rooms.organizations.queries import organizations
from enishi.rooms.profiles.types import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from enishi.doors.web.ui.types import PersonCard
    from enishi.engines.search import ReadAs
    from enishi.rooms.discovery.types import Answer, Evidence, Found
    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.types import SeenEntry

MOST_ORGANIZATIONS = 8
MOST_PLACES = 6
MOST_INDUSTRIES = 6


@dataclass(frozen=True, slots=True)
class Choice:
    """One box of a filter, and how many people it would leave; None for few or uncounted."""

    value: int | str
    count: int | None
    is_chosen: bool
    label: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of evidence, and where one may ask about it; of a post, what it is and where."""

    text: str
    spans: tuple[tuple[int, int], ...]
    lang: str
    organization: str
    starts: str
    ends: str
    is_current: bool
    ask_url: str
    source: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody who knows.

    Attributes
    ----------
    reasons
        Why they stand where they stand, in words.
    other_language
        The language all of the evidence is written in, when it is not the page's.
    person_url
        Their page, with the lines that were found underlined.
    """

    card: PersonCard
    lines: tuple[Line, ...]
    welcomes: tuple[State, ...]
    person_url: str
    reasons: tuple[str, ...] = ()
    is_related: bool = False
    other_language: str = ""


@dataclass(frozen=True, slots=True)
class Smaller:
    """A smaller query that somebody does answer, and its address."""

    query: str
    total: int
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """The answer, or the question waiting to be asked."""

    query: str = ""
    hits: tuple[Hit, ...] = ()
    found: tuple[Found, ...] = ()
    named: tuple[PersonCard, ...] = ()
    total: int = 0
    is_total_exact: bool = True
    is_loosened: bool = False
    read_as: tuple[ReadAs, ...] = ()
    degrees: tuple[Choice, ...] = ()
    organizations: tuple[Choice, ...] = ()
    places: tuple[Choice, ...] = ()
    industries: tuple[Choice, ...] = ()
    purposes: tuple[Choice, ...] = ()
    asked: Asked = field(default_factory=Asked)
    is_narrowed: bool = False
    widest_url: str = ""
    next_url: str = ""
    first_url: str = ""
    has_words: bool = True
    nearby: tuple[Smaller, ...] = ()
    records: int = 0
    findable: int | None = None


def search_page(viewer: Member, asked: Asked, *, at: datetime) -> SearchPage:
    """Everything the page shows for one search."""
    if not asked.query:
        return SearchPage(findable=queries.count_findable())
    answer = queries.search(
        viewer,
        asked.query,
        narrowed=asked.narrowed,
        order=asked.order,
        cursor=asked.cursor,
        at=at,
    )
    degrees = answer.named | {one.member_id: one.degree for one in answer.found}
    cards = cards_for(viewer, degrees, degrees=degrees, headlines=answer.headlines)
    page = SearchPage(
        query=asked.query,
        hits=tuple(_hits(asked, answer, cards, at)),
        found=answer.found,
        named=tuple(cards[one] for one in answer.named if one in cards),
        total=answer.total,
        is_total_exact=answer.is_total_exact,
        is_loosened=answer.is_loosened,
        read_as=answer.read_as,
        degrees=tuple(_degree_choices(asked, answer)),
        organizations=tuple(_organization_choices(asked, answer)),
        places=tuple(_place_choices(asked, answer)),
        industries=tuple(_industry_choices(asked, answer)),
        purposes=tuple(_purpose_choices(asked)),
        asked=asked,
        is_narrowed=bool(asked.narrowed),
        widest_url=Asked(asked.query).url,
        next_url=asked.at(answer.next_cursor).url if answer.next_cursor else "",
        first_url=asked.at("").url if asked.cursor else "",
        has_words=bool(answer.words),
        findable=queries.count_findable(),
    )
    return page if page.hits or page.is_narrowed else _with_ways_on(viewer, page, answer)


def names_page(viewer: Member, beginning: str) -> list[PersonCard]:
    """People whose name begins so, as rows under the search field. Three queries."""
    named = queries.people_named(viewer, beginning)
    cards = cards_for(viewer, named, degrees=named, headlines={}) if named else {}
    return [cards[one] for one in named if one in cards]


def _with_ways_on(viewer: Member, page: SearchPage, answer: Answer) -> SearchPage:
    """An empty answer says what was read, and which smaller queries have one."""
    nearby = tuple(
        Smaller(one.query, one.total, Asked(one.query).url)
        for one in queries.nearby_queries(viewer, answer.words)
    )
    return replace(page, nearby=nearby, records=count_present())


def _hits(
    asked: Asked, answer: Answer, cards: dict[int, PersonCard], at: datetime
) -> Iterable[Hit]:
    language = (get_language() or "ja")[:2]
    degrees = {
        pk: Degree.BEYOND if card.degree is None else Degree(card.degree)
        for pk, card in cards.items()
    }
    welcomes = receptions_of(degrees, at=at)
    for one in answer.found:
        card = cards.get(one.member_id)
        if card is None:
            continue
        written = {evidence.line.language for evidence in one.evidence}
        yield Hit(
            card=card,
            lines=tuple(_line(evidence, card, asked) for evidence in one.evidence),
            welcomes=tuple(welcome_states(welcomes.get(one.member_id, {}))),
            person_url=_person_url(one.evidence, card, asked),
            reasons=tuple(reasons_of(one)),
            is_related=one.is_related,
            other_language=written.pop() if language not in written else "",
        )


def _person_url(found: Iterable[Evidence], card: PersonCard, asked: Asked) -> str:
    came_by = {"q": asked.query, "line": [str(evidence.line) for evidence in found]}
    page = reverse("web:person", args=(card.handle,))
    return f"{page}?{urlencode(came_by, doseq=True)}"


def _line(evidence: Evidence, card: PersonCard, asked: Asked) -> Line:
    entry, language = evidence.entry, evidence.line.language
    ask = {
        "to": card.handle,
        "line": str(evidence.line),
        "origin": "search",
        "q": asked.query,
    }
    return Line(
        text=evidence.text,
        spans=evidence.spans,
        lang=language,
        organization=entry.written("organization", language),
        starts=entry.starts,
        ends=entry.ends or (entry.starts if entry.kind in EVENTS else ""),
        is_current=entry.is_current,
        ask_url=f"{reverse('web:new_approach')}?{urlencode(ask)}",
        source=_source(entry),
        url=entry.url if entry.kind is Kind.POST else "",
    )


def _source(entry: SeenEntry) -> str:
    """The blog a post stands in, or its address."""
    return str(entry.details.get("blog") or entry.url) if entry.kind is Kind.POST else ""


def _degree_choices(asked: Asked, answer: Answer) -> Iterable[Choice]:
    for degree in DEGREES:
        yield Choice(degree, answer.degrees.get(degree, 0), degree in asked.narrowed.degrees)


def _organization_choices(asked: Asked, answer: Answer) -> Iterable[Choice]:
    """The organizations most of them have been at, and those already chosen."""
    chosen = asked.narrowed.organization_ids
    offered = dict.fromkeys([*chosen, *list(answer.organizations)[:MOST_ORGANIZATIONS]])
    known = organizations(offered)
    language = (get_language() or "ja")[:2]
    for one in offered:
        if one in known:
            name = known[one].written(language)
            yield Choice(one, answer.organizations.get(one), one in chosen, name)


def _place_choices(asked: Asked, answer: Answer) -> Iterable[Choice]:
    """The places most of them are or were in, and those already chosen."""
    chosen = asked.narrowed.places
    language = (get_language() or "ja")[:2]
    for key in dict.fromkeys([*sorted(chosen), *list(answer.places)[:MOST_PLACES]]):
        name = place_name(key, language)
        yield Choice(key, answer.places.get(key), key in chosen, name)


def _industry_choices(asked: Asked, answer: Answer) -> Iterable[Choice]:
    """The industries most of them work or worked in, and those already chosen."""
    chosen = asked.narrowed.industries
    language = (get_language() or "ja")[:2]
    offered = dict.fromkeys([*sorted(chosen), *list(answer.industries)[:MOST_INDUSTRIES]])
    for key in offered:
        name = industry_name(key, language)
        yield Choice(key, answer.industries.get(key), key in chosen, name)


def _purpose_choices(asked: Asked) -> Iterable[Choice]:
    for purpose in Purpose:
        is_chosen = purpose in asked.narrowed.open_to
        yield Choice(purpose.value, None, is_chosen, purpose_words(purpose))
