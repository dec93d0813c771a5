"""How what notices tell of stands with their reader, through the gates of its rooms.

A handful of queries, whatever the number and the kinds of notices.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Value
from django.utils import timezone

from enishi.rooms.approaches.queries import letters_among
from enishi.rooms.approaches.types import State
from enishi.rooms.connections.queries import invitations_for
from enishi.rooms.conversations.queries import conversations_of
from enishi.rooms.introductions.queries import asked_by, brought_to, waiting_for
from enishi.rooms.notifications.types import NoticeKind
from enishi.rooms.standing.queries import told_among
from enishi.rooms.trust.queries import reports_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.db.models import QuerySet

    from enishi.rooms.members.models import Member

    #: A kind of notice, and the id of what it is about.
    Subject = tuple[NoticeKind, int]
    Ids = dict[NoticeKind, list[int]]
    #: Whether a subject still asks for its reader; or the conversation that says so, while it
    #: has messages they have not read. What is in neither is not there for them.
    Standing = tuple[dict[Subject, bool], dict[Subject, int]]

#: Unread messages are looked for in the liveliest conversations only.
TALKS = 100


def standing_of(viewer: Member, subjects: Iterable[Subject]) -> dict[Subject, bool]:
    """Those of `subjects` that are there for `viewer`, and whether each still asks for them."""
    asked = list(subjects)
    ids: Ids = defaultdict(list)
    for kind, subject_id in asked:
        ids[kind].append(subject_id)
    told = {kind for kinds, _gate in _GATES for kind in kinds}
    standing = dict.fromkeys((one for one in asked if one[0] not in told), True)
    talks: dict[Subject, int] = {}
    for kinds, gate in _GATES:
        if any(ids.get(kind) for kind in kinds):
            settled, talked_of = gate(viewer, ids)
            standing |= settled
            talks |= talked_of
    return standing | _unread(viewer, talks)


def _unread(viewer: Member, talks: dict[Subject, int]) -> dict[Subject, bool]:
    if not talks:
        return {}
    unread = {talk.id for talk in conversations_of(viewer, limit=TALKS) if talk.unread}
    return {subject: talk in unread for subject, talk in talks.items()}


def _approaches(viewer: Member, ids: Ids) -> Standing:
    """Received, sent and handed on: one query for all of them."""
    now = timezone.now()
    kinds = (NoticeKind.APPROACH, NoticeKind.ANSWER, NoticeKind.TAKEN_OVER)
    letters = [pk for kind in kinds for pk in ids[kind]]
    asked = ids[NoticeKind.PASSING]
    standing: Standing = ({}, {})
    for row in letters_among(viewer, letters, asked, at=now):
        if row.recipient_id == viewer.pk:
            waits = row.state_for(viewer, now) is State.SENT
            standing[0][NoticeKind.APPROACH, row.pk] = waits
        elif row.sender_id == viewer.pk:
            if row.conversation_id is not None:
                standing[1][NoticeKind.ANSWER, row.pk] = row.conversation_id
            standing[0][NoticeKind.TAKEN_OVER, row.pk] = True
        else:
            standing[0][NoticeKind.PASSING, row.passing.pk] = True
    return standing


def _messages(_viewer: Member, ids: Ids) -> Standing:
    return {}, {(NoticeKind.MESSAGE, pk): pk for pk in ids[NoticeKind.MESSAGE]}


def _invitations_and_decisions(viewer: Member, ids: Ids) -> Standing:
    """One query of two tables, as a page with every kind has none to spare."""
    waiting = invitations_for(viewer).filter(pk__in=ids[NoticeKind.INVITATION])
    decided = reports_by(viewer).filter(pk__in=ids[NoticeKind.DECISION])
    rows = _named(NoticeKind.INVITATION, waiting).union(
        _named(NoticeKind.DECISION, decided), all=True
    )
    return {(NoticeKind(kind), pk): True for kind, pk in rows}, {}


def _named(kind: NoticeKind, rows: QuerySet[Any]) -> QuerySet[Any, tuple[str, int]]:
    return rows.order_by().values_list(Value(str(kind)), "pk")


def _introductions(viewer: Member, ids: Ids) -> Standing:
    to_decide = {
        (kind, pk)
        for kind in (NoticeKind.INTRODUCER, NoticeKind.INTRODUCTION)
        for pk in ids[kind]
    }
    together = ids[NoticeKind.TOGETHER]
    known = [*(pk for _kind, pk in to_decide), *together]
    mine = brought_to(viewer).filter(pk__in=known) | asked_by(viewer).filter(pk__in=known)
    waits = Exists(waiting_for(viewer, at=timezone.now()).filter(pk=OuterRef("pk")))
    rows = list(mine.annotate(waits=waits).values_list("pk", "conversation_id", "waits"))
    there = {pk: talk for pk, talk, _waits in rows}
    waiting = {pk for pk, _talk, is_waiting in rows if is_waiting}
    return (
        {one: one[1] in waiting for one in to_decide if one[1] in there},
        {(NoticeKind.TOGETHER, pk): talk for pk in together if (talk := there.get(pk))},
    )


def _questions_and_searches(viewer: Member, ids: Ids) -> Standing:
    told = told_among(
        viewer,
        asked=ids[NoticeKind.QUESTION],
        answered=ids[NoticeKind.QUESTION_ANSWERED],
        found=ids[NoticeKind.SEARCH_ANSWERED],
        at=timezone.now(),
    )
    standing = {(NoticeKind.QUESTION, pk): waits for pk, waits in told.waits.items()}
    standing |= {(NoticeKind.SEARCH_ANSWERED, pk): True for pk in told.found}
    return standing, {
        (NoticeKind.QUESTION_ANSWERED, pk): talk for pk, talk in told.talks.items()
    }


#: For each family of kinds, who says how they stand. A kind in none of them always asks for
#: its reader, until its notice is opened.
_GATES: tuple[tuple[tuple[NoticeKind, ...], Callable[[Member, Ids], Standing]], ...] = (
    (
        (
            NoticeKind.APPROACH,
            NoticeKind.ANSWER,
            NoticeKind.PASSING,
            NoticeKind.TAKEN_OVER,
        ),
        _approaches,
    ),
    ((NoticeKind.MESSAGE,), _messages),
    ((NoticeKind.INVITATION, NoticeKind.DECISION), _invitations_and_decisions),
    ((NoticeKind.INTRODUCER, NoticeKind.INTRODUCTION, NoticeKind.TOGETHER), _introductions),
    (
        (NoticeKind.QUESTION, NoticeKind.QUESTION_ANSWERED, NoticeKind.SEARCH_ANSWERED),
        _questions_and_searches,
    ),
)
