"""What follows from the rows. Pure functions: no database, no clock."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from datetime import timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

from enishi.rooms.insights.policies import crowd_of, told
from enishi.rooms.insights.types import CROWD, Board, Brought, Chain, Outcome, Week

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from enishi.rooms.approaches.queries import PickedLine, ReceivedApproach
    from enishi.rooms.insights.types import Crowd, Edited, Finding, Sighting

R = TypeVar("R", "Sighting", "Finding")
WEEKS = 13
MOST_BROUGHT = 5
MOST_QUERIES = 3
_WEEK = timedelta(days=7)


@lru_cache(maxsize=4096)
def same_words(query: str) -> str:
    """What two spellings of one query share: width, case and spaces do not count.

    Examples
    --------
    >>> same_words("ＡＢＣ　営業") == same_words("abc 営業 ")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", query).casefold().split())


def reckon(
    now: datetime,
    sightings: Sequence[Sighting],
    findings: Sequence[Finding],
    approaches: Sequence[ReceivedApproach],
    edits: Sequence[Edited],
) -> Board:
    """The board of the thirteen weeks up to `now`, whose time zone is the member's."""
    first = first_week(now)

    def week_of(at: datetime) -> int:
        return (at.astimezone(now.tzinfo).date() - first) // _WEEK

    found, people = _searches_by_week(sightings, now, first)
    viewed = Counter(week_of(finding.at) for finding in findings)
    approached = Counter(week_of(one.received_at) for one in approaches)
    answered = Counter(week_of(one.answered_at) for one in approaches if one.answered_at)
    within = [one for one in approaches if week_of(one.received_at) >= 0]
    return Board(
        weeks=tuple(
            Week(
                starts_on=first + number * _WEEK,
                found=found[number] if told(people[number]) else 0,
                is_few=0 < people[number] < CROWD,
                viewed=viewed[number],
                approached=approached[number],
                answered=answered[number],
            )
            for number in range(WEEKS)
        ),
        approaches=tuple(within),
        edits=tuple(edit for edit in edits if week_of(edit.at) >= 0),
        brought=tuple(what_brought(sightings, findings, within)),
        approached_before=len(approaches) - len(within),
    )


def first_week(now: datetime) -> date:
    """The Monday on which the board begins."""
    today = now.date()
    return today - timedelta(days=today.weekday()) - (WEEKS - 1) * _WEEK


def _searches_by_week(
    sightings: Iterable[Sighting], now: datetime, first: date
) -> tuple[Counter[int], Counter[int]]:
    """By number of the week: pairs of person and day, and different people."""
    days = {(one.viewer_id, one.at.astimezone(now.tzinfo).date()) for one in sightings}
    found = Counter((day - first) // _WEEK for _viewer_id, day in days)
    people = Counter(
        number for _viewer, number in {(who, (day - first) // _WEEK) for who, day in days}
    )
    return found, people


def what_brought(
    sightings: Sequence[Sighting],
    findings: Sequence[Finding],
    approaches: Sequence[ReceivedApproach],
) -> list[Brought]:
    """The entries that brought most: approaches first, then visits, then searches."""
    found, viewed = _by_entry(sightings), _by_entry(findings)
    asked: dict[int, list[ReceivedApproach]] = defaultdict(list)
    for one in approaches:
        for entry_id in {line.entry_id for line in one.reasons} - {None}:
            asked[entry_id or 0].append(one)
    brought = [
        _brought(pk, found.get(pk, []), viewed.get(pk, []), asked.get(pk, []))
        for pk in sorted({*found, *viewed, *asked})
    ]
    brought = [one for one in brought if one.approached or one.viewed or one.found]
    return sorted(
        brought, key=lambda one: (one.approached, one.viewed, one.found), reverse=True
    )[:MOST_BROUGHT]


def _by_entry(rows: Iterable[R]) -> dict[int, list[R]]:
    """The rows of each entry that still stands in the record."""
    grouped: dict[int, list[R]] = {}
    for one in rows:
        if one.entry_id is not None:
            grouped.setdefault(one.entry_id, []).append(one)
    return grouped


def _brought(
    entry_id: int,
    sightings: Sequence[Sighting],
    findings: Sequence[Finding],
    approaches: Sequence[ReceivedApproach],
) -> Brought:
    picked: Counter[PickedLine] = Counter(
        line for one in approaches for line in one.reasons if line.entry_id == entry_id
    )
    return Brought(
        entry_id=entry_id,
        line=picked.most_common(1)[0][0] if picked else None,
        queries=_told_queries(sightings, findings, approaches),
        found=told(len({one.viewer_id for one in sightings})),
        viewed=len(findings),
        approached=len(approaches),
        answered=sum(one.answered_at is not None for one in approaches),
    )


def _told_queries(
    sightings: Sequence[Sighting],
    findings: Sequence[Finding],
    approaches: Sequence[ReceivedApproach],
) -> tuple[str, ...]:
    """Words somebody gave with their name, or that three people asked; each once."""
    said = [one.origin_query for one in approaches] + [one.query for one in findings]
    queries = {same_words(query): query for query in reversed(said) if query.strip()}
    for query, crowd in asked_by_many(sightings).items():
        if told(crowd):
            queries.setdefault(query, query)
    return tuple(queries.values())[:MOST_QUERIES]


def asked_by_many(sightings: Iterable[Sighting]) -> dict[str, int]:
    """How many people asked for the same words, most first."""
    askers: dict[str, set[int]] = defaultdict(set)
    for one in sightings:
        askers[same_words(one.query)].add(one.viewer_id)
    ranked = sorted(askers.items(), key=lambda row: (-len(row[1]), row[0]))
    return {query: len(who) for query, who in ranked}


def chain_of(
    approach: ReceivedApproach,
    edits: Sequence[Edited],
    sightings: Sequence[Sighting],
    findings: Sequence[Finding],
) -> Chain:
    """Why `approach` came when it did; `edits` and `findings` newest first."""
    visit = next(
        (
            one
            for one in findings
            if one.viewer_id == approach.sender_id and one.at <= approach.received_at
        ),
        None,
    )
    looked_at = visit.at if visit else approach.received_at
    entries = {line.entry_id for line in approach.reasons}
    edit = next((one for one in edits if one.entry_id in entries and one.at <= looked_at), None)
    if edit is None:
        return Chain(approach, visit=visit)
    others = [one for one in sightings if one.viewer_id != approach.sender_id]
    return Chain(approach, edit, newly_found(edit, others, approach.received_at), visit)


def newly_found(edit: Edited, sightings: Iterable[Sighting], until: datetime) -> Crowd:
    """How many people met the edited entry since, by words that had not led to it before."""
    here = [one for one in sightings if one.entry_id == edit.entry_id]
    before = {same_words(one.query) for one in here if one.at < edit.at}
    return crowd_of(
        len(
            {
                one.viewer_id
                for one in here
                if edit.at <= one.at <= until and same_words(one.query) not in before
            }
        )
    )


def outcomes_of(
    edits: Sequence[Edited],
    sightings: Sequence[Sighting],
    findings: Sequence[Finding],
    approaches: Sequence[ReceivedApproach],
) -> list[Outcome]:
    """What came after the newest change of each entry; `edits` newest first."""
    newest: dict[int, Edited] = {}
    for edit in edits:
        newest.setdefault(edit.entry_id, edit)
    last = max((one.at for one in sightings), default=None)
    return [
        Outcome(
            edit,
            newly_found(edit, sightings, last or edit.at),
            sum(one.entry_id == entry_id and one.at >= edit.at for one in findings),
            sum(
                one.received_at >= edit.at
                and entry_id in {line.entry_id for line in one.reasons}
                for one in approaches
            ),
        )
        for entry_id, edit in newest.items()
    ]
