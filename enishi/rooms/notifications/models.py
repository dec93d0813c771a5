"""Tables: Notice (one thing told), OutgoingMail (for some of them), MailSetting, MailStop."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.members.types import Status
from enishi.rooms.notifications.types import (
    MOST_MAILS,
    MailTerms,
    NoticeKind,
    Waiting,
    Weekday,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from enishi.rooms.members.models import Member

#: A mail that could not be sent for so long is not tried any more; its notices stay.
GIVE_UP = timedelta(days=14)
DEFAULTS = MailTerms()


def days_mask(days: Iterable[Weekday]) -> int:
    """Days of the week as bits, Monday the lowest."""
    return sum(1 << day for day in days)


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Sets of notices; chainable, no side effects."""

    def visible_to(self, viewer: Member) -> Self:
        """Keep what `viewer` is told about people who are there for them."""
        there = Q(about__status=Status.ACTIVE) & ~hidden_from(viewer.pk, field="about_id")
        return self.filter(Q(about=None) | there, member=viewer)

    def unread(self) -> Self:
        """Keep what was not opened in the house."""
        return self.filter(read_at=None)

    def for_mail(self) -> Self:
        """Keep what a mail is to tell of."""
        return self.filter(mail_at__isnull=False)


class Notice(models.Model):
    """One thing a member is told: an event's name and the ids it speaks of."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    #: A `NoticeKind`; without `choices`, so that a new kind needs no migration.
    kind = models.CharField(max_length=40)
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    subject_id = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    #: When to see next whether a mail can carry it; None: none is to, or one does.
    mail_at = models.DateTimeField(null=True, blank=True)
    #: The mail that carries it; at most one ever does.
    mail = models.ForeignKey(
        "OutgoingMail", models.SET_NULL, null=True, blank=True, related_name="notices"
    )

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(fields=["member", "-created_at"], name="notice_of_member"),
            models.Index(fields=["created_at"], name="notice_by_age"),
            models.Index(
                fields=["mail_at"], condition=Q(mail_at__isnull=False), name="notice_for_mail"
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def known_kind(self) -> NoticeKind:
        """The kind, with what is known of it."""
        return NoticeKind(self.kind)

    @property
    def subject(self) -> tuple[NoticeKind, int]:
        """What the notice is about."""
        return self.known_kind, self.subject_id or 0

    @property
    def waiting(self) -> Waiting:
        """The notice as the planner knows it."""
        kind = self.known_kind
        return Waiting(
            id=self.pk, is_act=kind.is_act, since=self.created_at, is_aside=kind.is_aside
        )


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """Sets of outgoing mail; chainable, no side effects."""

    def due(self, at: datetime) -> Self:
        """Keep what nobody sent and nobody is sending."""
        return self.filter(sent_at=None, due_at__lte=at, created_at__gt=at - GIVE_UP)


class OutgoingMail(models.Model):
    """A mail to send, planned within its reader's budget, for the notices that name it."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    #: A `NoticeKind`, or `DIGEST`.
    kind = models.CharField(max_length=40)
    created_at = models.DateTimeField()
    #: From when on it may be tried: whoever tries moves it ahead first.
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    objects: ClassVar[OutgoingMailQuerySet] = OutgoingMailQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(sent_at=None), name="outgoing_mail_unsent"
            ),
            models.Index(fields=["created_at"], name="outgoing_mail_by_age"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.member_id}"


class MailSetting(models.Model):
    """What a member said about mail: how many, when, of what not."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    mails_a_week = models.PositiveSmallIntegerField(default=DEFAULTS.mails_a_week)
    days = models.PositiveSmallIntegerField(
        default=days_mask(DEFAULTS.days), help_text="Bits, Monday the lowest."
    )
    hour = models.PositiveSmallIntegerField(default=DEFAULTS.hour)
    stopped_kinds = models.JSONField(default=list, blank=True)
    planned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(mails_a_week__lte=MOST_MAILS, days__gte=1, days__lte=127)
                & Q(hour__lte=23),
                name="mail_setting_can_be_kept",
            )
        ]

    def __str__(self) -> str:
        return f"{self.mails_a_week} mails a week to {self.member_id}"

    @property
    def terms(self) -> MailTerms:
        """The terms, as they leave the room."""
        return MailTerms(
            mails_a_week=self.mails_a_week,
            days=frozenset(day for day in Weekday if self.days >> day & 1),
            hour=self.hour,
            stopped=frozenset(kind for kind in NoticeKind if kind.value in self.stopped_kinds),
        )


class MailStop(models.Model):
    """A member wants no mail about what happens; the notices in the house go on."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"no mail to {self.member_id}"
