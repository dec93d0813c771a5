"""Verbs: ask, answer, part, block. Every change of a tie is logged where it is made."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import connection as database
from django.db import transaction
from django.db.models import Q

from enishi.ground.errors import NotFound
from enishi.ground.events import announce
from enishi.ground.rows import insert_rows
from enishi.rooms.connections.errors import (
    AlreadyConnected,
    InvitationAlreadyAnswered,
    InvitationAlreadySent,
    InvitationTooSoon,
    NotConnected,
    NoteTooLong,
    NotWithYourself,
)
from enishi.rooms.connections.events import (
    InvitationSent,
    MemberBlocked,
    MembersConnected,
    MembersDisconnected,
)
from enishi.rooms.connections.models import Block, Connection, Invitation, TieChange
from enishi.rooms.connections.queries import (
    are_hidden,
    connection_ids_of,
    get_invitation_for,
    get_sent_invitation_for,
)
from enishi.rooms.connections.types import Outcome
from enishi.rooms.members.queries import present_members

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from enishi.rooms.members.models import Member

#: How long an invitation rests, counted from the day it was sent and not from its answer:
#: the answer "no" must not be readable from a calendar.
REST = timedelta(days=30)
NOTE_LENGTH = 300
_TURN = 0x656E69736869  # any number, the same in every process


@transaction.atomic
def invite(*, by: Member, invitee_id: int, note: str = "", at: datetime) -> Invitation:
    """`by` asks another member to connect.

    Where the other had asked already, both want it, and the two are connected at once: the
    invitation returned is then theirs, accepted. An unanswered one older than thirty days is
    sent anew.

    Raises
    ------
    NotFound
        Nobody of this id is in the house, or a block stands between the two.
    NotWithYourself, NoteTooLong, AlreadyConnected, InvitationAlreadySent, InvitationTooSoon
        Nothing has changed.
    """
    _take_turn()
    _check_other(by, invitee_id)
    if len(note) > NOTE_LENGTH:
        raise NoteTooLong
    if Connection.objects.between(by.pk, invitee_id).exists():
        raise AlreadyConnected
    crossing = Invitation.objects.open().filter(inviter_id=invitee_id, invitee=by).first()
    if crossing is not None:
        accept_invitation(invitation_id=crossing.pk, by=by, at=at)
        crossing.refresh_from_db()
        return crossing
    invitation = _send(by, invitee_id, note.strip(), at)
    announce(
        InvitationSent(invitation_id=invitation.pk, inviter_id=by.pk, invitee_id=invitee_id)
    )
    return invitation


def _send(by: Member, invitee_id: int, note: str, at: datetime) -> Invitation:
    last = Invitation.objects.sent_by(by).filter(invitee_id=invitee_id).order_by("-pk").first()
    if last and last.outcome != Outcome.ACCEPTED and at < last.sent_at + REST:
        is_withdrawn = last.outcome == Outcome.WITHDRAWN
        raise InvitationTooSoon if is_withdrawn else InvitationAlreadySent
    if last and last.is_open:
        Invitation.objects.filter(pk=last.pk).update(note=note, sent_at=at)
        last.refresh_from_db()
        return last
    _settle(by.pk, invitee_id)
    return Invitation.objects.create(inviter=by, invitee_id=invitee_id, note=note, sent_at=at)


@transaction.atomic
def accept_invitation(*, invitation_id: int, by: Member, at: datetime) -> Connection:
    """`by` accepts an invitation sent to them, and the two are connected.

    Raises
    ------
    NotFound
        No such invitation was sent to `by`.
    InvitationAlreadyAnswered
        Somebody was quicker; nothing has changed.
    """
    _take_turn()
    invitation = get_invitation_for(by, invitation_id)
    _claim(invitation, Outcome.ACCEPTED, at)
    low_id, high_id = sorted((invitation.inviter_id, invitation.invitee_id))
    connection, is_new = Connection.objects.get_or_create(
        low_id=low_id, high_id=high_id, defaults={"since": at}
    )
    _settle(low_id, high_id)
    if is_new:
        TieChange.objects.create(low_id=low_id, high_id=high_id, is_added=True)
        announce(MembersConnected(low_id=low_id, high_id=high_id))
    return connection


@transaction.atomic
def decline_invitation(*, invitation_id: int, by: Member, at: datetime) -> None:
    """`by` declines an invitation sent to them; the inviter is not told, and cannot see it.

    Raises
    ------
    NotFound
        No such invitation was sent to `by`.
    InvitationAlreadyAnswered
        Somebody was quicker; nothing has changed.
    """
    _claim(get_invitation_for(by, invitation_id), Outcome.DECLINED, at)


@transaction.atomic
def reopen_invitation(*, invitation_id: int, by: Member) -> None:
    """`by` takes a decline back, and may answer again.

    Raises
    ------
    NotFound
        No such invitation was sent to `by`.
    InvitationAlreadyAnswered
        It is not a declined one (any more); nothing has changed.
    """
    _take_turn()
    invitation = get_invitation_for(by, invitation_id)
    reopened = Invitation.objects.filter(pk=invitation.pk, outcome=Outcome.DECLINED).update(
        outcome=Outcome.OPEN, answered_at=None
    )
    if not reopened:
        raise InvitationAlreadyAnswered


@transaction.atomic
def withdraw_invitation(*, invitation_id: int, by: Member, at: datetime) -> None:
    """`by` takes an invitation back.

    One that was declined is withdrawn like an open one, so that trying tells nothing.

    Raises
    ------
    NotFound
        `by` sent no such invitation.
    InvitationAlreadyAnswered
        It was accepted, or withdrawn before; nothing has changed.
    """
    invitation = get_sent_invitation_for(by, invitation_id)
    withdrawn = (
        Invitation.objects.standing()
        .filter(pk=invitation.pk)
        .update(outcome=Outcome.WITHDRAWN, answered_at=at)
    )
    if not withdrawn:
        raise InvitationAlreadyAnswered


@transaction.atomic
def disconnect(*, by: Member, member_id: int) -> None:
    """`by` parts from a member; nobody is told.

    Raises
    ------
    NotFound
        Nobody of this id is in the house, or a block stands between the two.
    NotConnected, NotWithYourself
        Nothing has changed.
    """
    _take_turn()
    _check_other(by, member_id)
    if not _part(by.pk, member_id):
        raise NotConnected


@transaction.atomic
def block(*, by: Member, member_id: int, at: datetime) -> None:
    """From now on the two do not exist for each other; what tied them is gone.

    Raises
    ------
    NotFound
        Nobody of this id is in the house, or a block stands between the two already.
    NotWithYourself
        Nothing has changed.
    """
    _take_turn()
    _check_other(by, member_id)
    _part(by.pk, member_id)
    Invitation.objects.open().between(by.pk, member_id).delete()
    Block.objects.create(blocker=by, blocked_id=member_id, at=at)
    announce(MemberBlocked(blocker_id=by.pk, blocked_id=member_id))


@transaction.atomic
def unblock(*, by: Member, member_id: int) -> None:
    """`by` lifts their block; the two may meet again, and are not connected.

    Raises
    ------
    NotFound
        `by` blocked nobody of this id.
    """
    deleted, _per_table = Block.objects.filter(blocker=by, blocked_id=member_id).delete()
    if not deleted:
        raise NotFound


@transaction.atomic
def erase_ties(*, member_id: int) -> None:
    """Forget whom somebody knew, asked and blocked: they left for good."""
    _take_turn()
    for other_id in connection_ids_of(member_id):
        _part(member_id, other_id)
    Invitation.objects.filter(Q(inviter_id=member_id) | Q(invitee_id=member_id)).delete()
    Block.objects.filter(Q(blocker_id=member_id) | Q(blocked_id=member_id)).delete()


@transaction.atomic
def note_many_changes() -> None:
    """Say in the log that many ties changed at once: whoever follows it reads them all again.

    For bulk writers (the demo, a restored backup, a member deleted with all they had) who do
    not write one line a tie.
    """
    _take_turn()
    TieChange.objects.create(low_id=0, high_id=0, is_added=True)


def _take_turn() -> None:
    """Write ties one at a time, so that the numbers of the log are committed in order.

    PostgreSQL hands out numbers before it commits, and a reader who saw 8 would never look
    for a late 7. SQLite has one writer anyway: our transactions begin as writers there. The
    same turn keeps two crossing invitations from missing each other.
    """
    if database.vendor == "postgresql":
        with database.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TURN])


def _check_other(by: Member, member_id: int) -> None:
    if member_id == by.pk:
        raise NotWithYourself
    if not present_members([member_id]) or are_hidden(by.pk, member_id):
        raise NotFound


def _claim(invitation: Invitation, outcome: Outcome, at: datetime) -> None:
    # A conditional update instead of a row lock: two tabs may answer at once, and SQLite
    # has no row locks.
    claimed = (
        Invitation.objects.open()
        .filter(pk=invitation.pk)
        .update(outcome=outcome, answered_at=at)
    )
    if not claimed:
        raise InvitationAlreadyAnswered


def _settle(one_id: int, other_id: int) -> None:
    """Let no earlier decline between two members stand beside something newer."""
    declined = Invitation.objects.between(one_id, other_id).filter(outcome=Outcome.DECLINED)
    declined.update(outcome=Outcome.WITHDRAWN)


def _part(one_id: int, other_id: int) -> bool:
    deleted, _per_table = Connection.objects.between(one_id, other_id).delete()
    if deleted:
        low_id, high_id = sorted((one_id, other_id))
        TieChange.objects.create(low_id=low_id, high_id=high_id, is_added=False)
        announce(MembersDisconnected(low_id=low_id, high_id=high_id))
    return bool(deleted)


@transaction.atomic
def bulk_add_connections(*, ties: Iterable[tuple[int, int, datetime]]) -> None:
    """Keep many ties between members who are not tied yet, with their log, in one go.

    For a house that is filled by a program: nothing is announced. Each tie is two different
    member ids and since when; pass at most some thousands.
    """
    ordered = [(min(one, other), max(one, other), since) for one, other, since in ties]
    _take_turn()
    insert_rows(Connection, ("low_id", "high_id", "since"), ordered)
    changes = ((low, high, True) for low, high, _ in ordered)
    insert_rows(TieChange, ("low_id", "high_id", "is_added"), changes)
