"""Reads. The first argument is the viewer, or the id of the member whose ties are meant.

The functions that return a `Q` speak of a field `member_id` of any table; they are what
visibility is made of.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from django.db.models import F, Q

from enishi.ground.errors import NotFound
from enishi.ground.take_out import Table
from enishi.rooms.connections.models import (
    Block,
    Connection,
    Invitation,
    InvitationQuerySet,
    TieChange,
)
from enishi.rooms.connections.types import Outcome, Relation, Standing, Tie, TieChangeSeen
from enishi.rooms.members.queries import PERSON, named, present_members
from enishi.rooms.members.types import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from django.db.models import Model, QuerySet

    from enishi.ground.take_out import Part, Row
    from enishi.rooms.members.models import Member

    #: Two queries of ids: a pair is kept once, with either of the two first.
    _Either = tuple[QuerySet[Model, object], QuerySet[Model, object]]

#: How many lines of the log a digest is made of.
TRAIL = 32


def connected_to(member_id: int, *, field: str = "member_id") -> Q:
    """Rows whose `field` is connected to `member_id`."""
    return _among(_connected(member_id), field)


def within_second_degree_of(member_id: int, *, field: str = "member_id") -> Q:
    """Rows whose `field` is connected to `member_id`, or to one of their connections."""
    near = _among(_connected(member_id), field) | _among(_beyond(member_id), field)
    return near & ~Q(**{field: member_id})


def hidden_from(member_id: int, *, field: str = "member_id") -> Q:
    """Rows whose `field` blocked `member_id` or was blocked by them."""
    return _among(_hidden(member_id), field)


def _among(ids: _Either, field: str) -> Q:
    one, other = ids
    return Q(**{f"{field}__in": one}) | Q(**{f"{field}__in": other})


# A page asks for these several times over, and to build a query takes longer than to answer it.
# They are only ever copied into others, and never answered themselves.
@lru_cache(maxsize=256)
def _connected(member_id: int) -> _Either:
    return (
        Connection.objects.filter(low_id=member_id).values("high_id"),
        Connection.objects.filter(high_id=member_id).values("low_id"),
    )


@lru_cache(maxsize=256)
def _beyond(member_id: int) -> _Either:
    low = connected_to(member_id, field="low_id")
    high = connected_to(member_id, field="high_id")
    return (
        Connection.objects.filter(low).values("high_id"),
        Connection.objects.filter(high).values("low_id"),
    )


@lru_cache(maxsize=256)
def _hidden(member_id: int) -> _Either:
    return (
        Block.objects.filter(blocker_id=member_id).values("blocked_id"),
        Block.objects.filter(blocked_id=member_id).values("blocker_id"),
    )


def hidden_ids(member_id: int) -> frozenset[int]:
    """The members hidden from `member_id` by a block, either way. One query."""
    pairs = Block.objects.filter(Q(blocker_id=member_id) | Q(blocked_id=member_id)).values_list(
        "blocker_id", "blocked_id"
    )
    return frozenset(one for pair in pairs for one in pair) - {member_id}


def are_hidden(one_id: int, other_id: int) -> bool:
    """Whether a block stands between two members."""
    return Block.objects.filter(
        Q(blocker_id=one_id, blocked_id=other_id) | Q(blocker_id=other_id, blocked_id=one_id)
    ).exists()


def is_any_hidden_among(member_ids: Iterable[int]) -> bool:
    """Whether a block stands between any two of `member_ids`. One query."""
    ids = list(member_ids)
    return Block.objects.filter(blocker_id__in=ids, blocked_id__in=ids).exists()


def connection_ids_of(member_id: int) -> frozenset[int]:
    """The members connected to `member_id`. One query."""
    pairs = Connection.objects.of(member_id).values_list("low_id", "high_id")
    return frozenset(one for pair in pairs for one in pair) - {member_id}


def ties_within(member_ids: Iterable[int]) -> list[tuple[int, int]]:
    """The connections whose ends are both among `member_ids`, as (low, high)."""
    ids = list(member_ids)
    return list(
        Connection.objects.filter(low_id__in=ids, high_id__in=ids).values_list(
            "low_id", "high_id"
        )
    )


def invitations_for(viewer: Member) -> InvitationQuerySet:
    """Open invitations `viewer` may answer, newest first."""
    return (
        Invitation.objects.open()
        .sent_to(viewer)
        .filter(inviter__status=Status.ACTIVE)
        .exclude(hidden_from(viewer.pk, field="inviter_id"))
        .select_related("inviter")
        .order_by("-pk")
    )


def get_invitation_for(viewer: Member, invitation_id: int) -> Invitation:
    """The invitation, open or not, if `viewer` is its invitee.

    Raises
    ------
    NotFound
        Also when it was sent to somebody else, or its inviter left or is hidden by a block.
    """
    invitation = (
        Invitation.objects.sent_to(viewer)
        .filter(inviter__status=Status.ACTIVE)
        .exclude(hidden_from(viewer.pk, field="inviter_id"))
        .filter(pk=invitation_id)
        .first()
    )
    if invitation is None:
        raise NotFound
    return invitation


def inviter_between(one_id: int, other_id: int) -> int | None:
    """Who of two connected members had asked the other; None if neither had."""
    accepted = Invitation.objects.between(one_id, other_id).filter(outcome=Outcome.ACCEPTED)
    return accepted.order_by("-answered_at").values_list("inviter_id", flat=True).first()


def sent_invitations(viewer: Member) -> InvitationQuerySet:
    """Invitations `viewer` sent and may withdraw, newest first.

    Those that were declined stand among them: a "no" is not told.
    """
    return (
        Invitation.objects.standing()
        .sent_by(viewer)
        .filter(invitee__status=Status.ACTIVE)
        .exclude(hidden_from(viewer.pk, field="invitee_id"))
        .order_by("-pk")
    )


def get_sent_invitation_for(viewer: Member, invitation_id: int) -> Invitation:
    """The invitation, open or not, if `viewer` sent it.

    Raises
    ------
    NotFound
        Also when somebody else sent it, or its invitee is hidden by a block.
    """
    invitation = (
        Invitation.objects.sent_by(viewer)
        .exclude(hidden_from(viewer.pk, field="invitee_id"))
        .filter(pk=invitation_id)
        .first()
    )
    if invitation is None:
        raise NotFound
    return invitation


def invited_by(
    member_id: int, *, field: str = "member_id", before: datetime | None = None
) -> Q:
    """Rows whose `field` has an invitation of `member_id`, or sent them one that is open.

    With `before` only invitations sent before it count.
    """
    invitations = Invitation.objects.standing()
    if before is not None:
        invitations = invitations.filter(sent_at__lt=before)
    sent = invitations.filter(inviter_id=member_id)
    received = invitations.open().filter(invitee_id=member_id)
    return Q(**{f"{field}__in": sent.values("invitee_id")}) | Q(
        **{f"{field}__in": received.values("inviter_id")}
    )


def invitations_around(viewer: Member) -> tuple[list[Invitation], list[Invitation]]:
    """What `invitations_for` and `sent_invitations` answer, in one query."""
    both = (
        Invitation.objects.filter(
            Q(pk__in=invitations_for(viewer).order_by().values("pk"))
            | Q(pk__in=sent_invitations(viewer).order_by().values("pk"))
        )
        .order_by("-pk")
        .iterator()
    )
    received: list[Invitation] = []
    sent: list[Invitation] = []
    for invitation in both:
        (sent if invitation.inviter_id == viewer.pk else received).append(invitation)
    return received, sent


def connections_of(viewer: Member) -> list[Tie]:
    """The connections of `viewer` who are in the house, in the order of their readings.

    One query. Readings are kana; who has none stands behind, by romaji.
    """
    names = ("family_kana", "given_kana", "family_romaji", "given_romaji", "status")
    rows = Connection.objects.of(viewer.pk).values_list(
        "low_id",
        "high_id",
        "since",
        *(f"low__{name}" for name in names),
        *(f"high__{name}" for name in names),
    )
    found: list[tuple[tuple[bool, str, str, int], Tie]] = []
    for low_id, high_id, since, *ends in rows:
        is_low = high_id == viewer.pk  # the other one is
        other_id, end = (low_id, ends[:5]) if is_low else (high_id, ends[5:])
        if end[-1] == Status.ACTIVE:
            found.append((_reading(*end[:-1], pk=other_id), Tie(other_id, since)))
    return [tie for _key, tie in sorted(found, key=lambda row: row[0])]


def blocked_by(viewer: Member) -> list[Tie]:
    """The members `viewer` blocked, and since when, newest first."""
    rows = Block.objects.filter(blocker=viewer).order_by("-at", "-pk")
    return [Tie(pk, at) for pk, at in rows.values_list("blocked_id", "at")]


def standing_between(viewer: Member, member_id: int) -> Standing:
    """How `viewer` stands with a member, with the invitation that is to be answered."""
    if member_id == viewer.pk:
        return Standing(Relation.SELF)
    if Connection.objects.between(viewer.pk, member_id).exists():
        return Standing(Relation.CONNECTED)
    invitations = Invitation.objects.between(viewer.pk, member_id).standing().order_by("-pk")
    for invitation in invitations:
        if invitation.inviter_id == viewer.pk:
            return Standing(Relation.INVITED, invitation.pk)
        if invitation.is_open:
            return Standing(Relation.INVITING, invitation.pk)
    return Standing(Relation.NONE)


def relation_between(viewer: Member, member_id: int) -> Relation:
    """How `viewer` stands with a member. At most two queries."""
    return standing_between(viewer, member_id).relation


def newest_tie_change() -> TieChangeSeen | None:
    """The last line of the log of ties. One indexed query."""
    return next(_changes(TieChange.objects.order_by("-pk")[:1]), None)


def tie_changes_from(change_id: int) -> list[TieChangeSeen]:
    """The lines of the log from `change_id` on, itself included, in order. One query."""
    return list(_changes(TieChange.objects.filter(pk__gte=change_id).order_by("pk")))


def trail_of(line: TieChangeSeen | None) -> str:
    """A digest of `line` and the lines before it, by which a log is known. One query.

    A log that was exchanged for another (a backup was restored, and people went on) may well
    have one line of the same number and words; hardly so many in a row.
    """
    if line is None:
        return ""
    before = TieChange.objects.filter(pk__lte=line.id).order_by("-pk")[:TRAIL]
    digest = blake2b(digest_size=8)
    for one in _changes(before):
        digest.update(repr(one).encode())
    return digest.hexdigest()


def names_every_change_since(line: TieChangeSeen | None) -> bool:
    """Whether no later line says that many ties changed at once. One query."""
    later = TieChange.objects.filter(pk__gt=line.id if line else 0)
    return not later.filter(low_id=F("high_id")).exists()


def has_ties() -> bool:
    """Whether anybody is connected to anybody. One query."""
    return Connection.objects.exists()


def count_ties() -> int:
    """How many connections there are in the house. One query, which counts every row."""
    return Connection.objects.count()


def every_tie() -> Iterator[tuple[int, int]]:
    """All connections of the house as (low, high), streamed. One query."""
    return (
        Connection.objects.order_by()
        .values_list("low_id", "high_id")
        .iterator(chunk_size=50_000)
    )


def own_data(member: Member, at: datetime) -> Iterator[Part]:  # noqa: ARG001 - as every teller
    """The member's ties for the take-out: whom they know, asked and blocked, as they see it."""
    hidden = hidden_from(member.pk, field="pk")
    ties = connections_of(member)
    yield Table(name="connections", columns=(*PERSON, "since"), rows=_named(ties, but=hidden))
    yield Table(
        name="invitations",
        columns=("direction", *PERSON, "note", "sent_at", "state", "answered_at"),
        rows=_told_invitations(member),
    )
    yield Table(name="blocks", columns=(*PERSON, "since"), rows=_named(blocked_by(member)))


def _named(ties: list[Tie], *, but: Q | None = None) -> Iterator[Row]:
    people = present_members((tie.member_id for tie in ties), but=but)
    return (
        (*named(people[tie.member_id]), tie.since) for tie in ties if tie.member_id in people
    )


def _told_invitations(member: Member) -> Iterator[Row]:
    """Invitations both ways, without anything that would tell a silent "no".

    To its inviter a declined one waits. What was withdrawn is left out: a decline that a newer
    invitation settled is kept as withdrawn too, so that telling one would tell the other; and
    they stand by their dates, because an invitation sent anew after a decline has a new id.
    """
    told = Invitation.objects.exclude(outcome=Outcome.WITHDRAWN)
    told = told.order_by("sent_at", "inviter_id", "invitee_id")
    sent, received = list(told.sent_by(member)), list(told.sent_to(member))
    others = {row.invitee_id for row in sent} | {row.inviter_id for row in received}
    people = present_members(others, but=hidden_from(member.pk, field="pk"))
    for row in sent:
        if other := people.get(row.invitee_id):
            accepted = row.outcome == Outcome.ACCEPTED
            state, answered = ("accepted", row.answered_at) if accepted else ("waiting", None)
            yield ("sent", *named(other), row.note, row.sent_at, state, answered)
    for row in received:
        if other := people.get(row.inviter_id):
            state = row.outcome or "waiting"
            yield ("received", *named(other), row.note, row.sent_at, state, row.answered_at)


def _changes(rows: QuerySet[TieChange]) -> Iterator[TieChangeSeen]:
    for row in rows.values_list("pk", "low_id", "high_id", "is_added"):
        yield TieChangeSeen(*row)


def _reading(
    family_kana: str, given_kana: str, family_romaji: str, given_romaji: str, *, pk: int
) -> tuple[bool, str, str, int]:
    kana, romaji = family_kana + given_kana, f"{family_romaji} {given_romaji}".casefold()
    return (not kana, kana, romaji, pk)
