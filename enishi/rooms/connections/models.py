"""Tables: Invitation (asked), Connection (agreed), Block (one-way), TieChange (the log)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from enishi.rooms.connections.types import Outcome

if TYPE_CHECKING:
    from enishi.rooms.members.models import Member


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Sets of invitations; chainable, no side effects."""

    def open(self) -> Self:
        """Keep the unanswered ones."""
        return self.filter(outcome=Outcome.OPEN)

    def standing(self) -> Self:
        """Keep what its inviter sees as unanswered: a decline is not shown to them."""
        return self.filter(outcome__in=(Outcome.OPEN, Outcome.DECLINED))

    def sent_to(self, member: Member) -> Self:
        """Keep those `member` may answer."""
        return self.filter(invitee=member)

    def sent_by(self, member: Member) -> Self:
        """Keep those `member` may withdraw."""
        return self.filter(inviter=member)

    def between(self, one_id: int, other_id: int) -> Self:
        """Keep those between two members, either way."""
        return self.filter(
            Q(inviter_id=one_id, invitee_id=other_id)
            | Q(inviter_id=other_id, invitee_id=one_id)
        )


class Invitation(models.Model):
    """One member asks another to connect."""

    inviter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    invitee = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    note = models.TextField(blank=True, max_length=300)
    sent_at = models.DateTimeField()
    outcome = models.CharField(max_length=9, choices=Outcome, default=Outcome.OPEN, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[InvitationQuerySet] = InvitationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(inviter=models.F("invitee")), name="invitation_not_to_self"
            ),
            models.UniqueConstraint(
                fields=["inviter", "invitee"],
                condition=Q(outcome=Outcome.OPEN),
                name="invitation_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inviter_id} → {self.invitee_id}"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for an answer."""
        return self.outcome == Outcome.OPEN


class ConnectionQuerySet(models.QuerySet["Connection"]):
    """Sets of connections; chainable, no side effects."""

    def of(self, member_id: int) -> Self:
        """Keep those that `member_id` is part of."""
        return self.filter(Q(low_id=member_id) | Q(high_id=member_id))

    def between(self, one_id: int, other_id: int) -> Self:
        """Keep the one between two members, if there is one."""
        return self.filter(low_id=min(one_id, other_id), high_id=max(one_id, other_id))


class Connection(models.Model):
    """Two members who agreed to know each other; `low_id < high_id`."""

    low = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    high = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()

    objects: ClassVar[ConnectionQuerySet] = ConnectionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["low", "high"], name="connection_once"),
            models.CheckConstraint(
                condition=Q(low__lt=models.F("high")), name="connection_ordered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.low_id} — {self.high_id}"


class Block(models.Model):
    """One member wants nothing to do with another, who never learns of it."""

    blocker = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    blocked = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="block_once"),
            models.CheckConstraint(
                condition=~Q(blocker=models.F("blocked")), name="block_not_self"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.blocker_id} ⊘ {self.blocked_id}"


class TieChange(models.Model):
    """The append-only log of connections made and unmade; written with the fact itself.

    Plain numbers, no foreign keys: the log outlives the members it speaks of.
    """

    low_id = models.BigIntegerField()
    high_id = models.BigIntegerField()
    is_added = models.BooleanField()

    def __str__(self) -> str:
        return f"{'+' if self.is_added else '-'} {self.low_id} — {self.high_id}"
