"""Tables: Notice (shown in the house), OutgoingMail (sent by the worker), MailStop."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.members.types import Status
from enishi.rooms.notifications.types import NoticeKind

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member

#: A claim older than this was made by a process that died, or by a try that failed.
LEASE = timedelta(minutes=5)
#: A mail that could not be sent for so long has nothing new to tell.
GIVE_UP = timedelta(days=2)


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Sets of notices; chainable, no side effects."""

    def visible_to(self, viewer: Member) -> Self:
        """Keep what `viewer` is told about people who are there for them."""
        there = Q(about__status=Status.ACTIVE) & ~hidden_from(viewer.pk, field="about_id")
        return self.filter(Q(about=None) | there, member=viewer)


class Notice(models.Model):
    """One thing a member is told: an event's name and the ids it speaks of."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40, choices=NoticeKind)
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    subject_id = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["member", "-created_at"], name="notice_of_member")]

    def __str__(self) -> str:
        return self.kind


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """Sets of outgoing mail; chainable, no side effects."""

    def due(self, at: datetime) -> Self:
        """Keep what nobody sent and nobody is sending."""
        free = Q(claimed_at=None) | Q(claimed_at__lt=at - LEASE)
        return self.filter(free, sent_at=None, created_at__gt=at - GIVE_UP)


class OutgoingMail(models.Model):
    """A mail to send, written in the transaction of the fact it tells of."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40, choices=NoticeKind)
    context = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    objects: ClassVar[OutgoingMailQuerySet] = OutgoingMailQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(sent_at=None),
                name="outgoing_mail_unsent",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.member_id}"


class MailStop(models.Model):
    """A member wants no mail about what happens; the notices in the house go on."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"no mail to {self.member_id}"
