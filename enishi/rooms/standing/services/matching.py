"""Which saved searches and standing questions a changed record newly answers, for whom."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from enishi.ground.events import announce
from enishi.rooms.approaches.queries import who_welcomes
from enishi.rooms.connections.queries import hidden_ids
from enishi.rooms.members.queries import present_members
from enishi.rooms.network.queries import degrees_for
from enishi.rooms.profiles.quotes import quote_lines
from enishi.rooms.profiles.types import LineRef
from enishi.rooms.standing.events import SearchAnswered
from enishi.rooms.standing.eyes import circle_of
from enishi.rooms.standing.models import Asking, SavedSearch, SearchAnswer, StandingQuestion
from enishi.rooms.standing.types import Key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from enishi.engines.search import Passage
    from enishi.engines.search.percolation import StoredQueries
    from enishi.rooms.discovery.types import Narrowed
    from enishi.rooms.network.types import Degree
    from enishi.rooms.standing.eyes import Eyes

    Row = SavedSearch | StandingQuestion

#: Degrees in a filter end here: the 3rd and everything beyond.
FARTHEST = 3
#: Rows read at a time.
CHUNK = 500


@dataclass
class Found:
    """What is to be written: stored queries, each with the lines of the record that answer."""

    member_id: int
    searches: list[tuple[SavedSearch, list[LineRef]]] = field(default_factory=list)
    questions: list[tuple[StandingQuestion, list[LineRef]]] = field(default_factory=list)

    def add(self, row: Row, lines: Iterable[Passage]) -> None:
        """One more stored query, if there are lines to show for it."""
        refs = [ref for line in lines if (ref := LineRef.parse(line.passage_id)) is not None]
        if refs and isinstance(row, SavedSearch):
            self.searches.append((row, refs))
        elif refs and isinstance(row, StandingQuestion):
            self.questions.append((row, refs))


def find_answers(
    *, member_id: int, eyes: Eyes, stored: StoredQueries[Key], at: datetime
) -> Found:
    """The stored queries that the record of `member_id` newly answers, each for its owner.

    A handful of queries, and two for five hundred that may be answered.
    """
    keys = eyes.candidates(stored) if len(stored) else []
    found = Found(member_id)
    rows = dict(_rows_of(keys, at)) if keys else {}
    degrees = _degrees_of(member_id, {row.owner_id for row in rows.values()})
    for key, row in rows.items():
        degree = degrees.get(row.owner_id)
        if degree is None or not eyes.newly_answers(key, stored, circle_of(degree)):
            continue
        if _passes(row.narrowed, member_id, degree, at):
            found.add(row, stored.evidence(key, eyes.record(circle_of(degree))))
    return found


def write_answers(*, found: Found, at: datetime) -> None:
    """Write down what was found, and tell the savers; within the caller's transaction.

    A search is told of a member once, and a question is put to them once, whatever else
    their record says later.
    """
    _write_searches(found, at)
    before = Asking.objects.filter(expert_id=found.member_id)
    known = set(before.values_list("question_id", flat=True))
    for question, lines in found.questions:
        # Once more through the gate: what the asker may not read moves nothing.
        quotes = quote_lines(question.asker, found.member_id, lines)
        if question.pk not in known and quotes:
            Asking.objects.create(
                question=question,
                expert_id=found.member_id,
                quotes=[asdict(quote) for quote in quotes],
                found_at=at,
                look_at=at,
            )


def _write_searches(found: Found, at: datetime) -> None:
    before = SearchAnswer.objects.filter(found_id=found.member_id)
    known = set(before.values_list("search_id", flat=True))
    for search, lines in found.searches:
        if search.pk in known:
            continue
        answer = SearchAnswer.objects.create(
            search=search,
            found_id=found.member_id,
            entry_id=lines[0].entry_id,
            lines=[str(line) for line in lines],
            found_at=at,
        )
        SavedSearch.objects.filter(pk=search.pk).update(told_at=at)
        announce(
            SearchAnswered(
                answer_id=answer.pk, member_id=search.member_id, found_id=found.member_id
            )
        )


def _rows_of(keys: list[Key], at: datetime) -> Iterator[tuple[Key, Row]]:
    """The stored queries of `keys` that still stand."""
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        searches = [key.id for key in chunk if key.kind == "search"]
        for search in SavedSearch.objects.told().filter(pk__in=searches):
            yield Key("search", search.pk), search
        questions = [key.id for key in chunk if key.kind == "question"]
        asked = StandingQuestion.objects.open(at).filter(pk__in=questions)
        for question in asked.select_related("asker"):
            yield Key("question", question.pk), question


def _degrees_of(member_id: int, owner_ids: set[int]) -> dict[int, Degree]:
    """How far each of them is from the member; without who is not there. Three queries."""
    if not owner_ids:
        return {}
    hidden = hidden_ids(member_id) | {member_id}
    people = present_members({member_id, *(owner_ids - hidden)})
    member = people.pop(member_id, None)
    return degrees_for(member, people) if member is not None and people else {}


def _passes(narrowed: Narrowed, member_id: int, degree: Degree, at: datetime) -> bool:
    """Whether the two stand as the searcher wants it: how far, and open to what."""
    near = min(int(degree), FARTHEST)
    welcomes = who_welcomes(narrowed.open_to, at=at)
    return (not narrowed.degrees or near in narrowed.degrees) and (
        welcomes is None or welcomes(member_id, near)
    )
