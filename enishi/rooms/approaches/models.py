"""Tables: Welcome (terms), Approach, Reason (why this person), Passing, SavedDraft."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from enishi.rooms.approaches.types import (
    LIFETIME,
    LONGEST_DETAIL,
    LONGEST_MESSAGE,
    LONGEST_SUBJECT,
    UNDO_WINDOW,
    Consent,
    Course,
    KindWords,
    Origin,
    Purpose,
    State,
    Terms,
    WelcomeTerms,
    Written,
)
from enishi.rooms.connections.queries import hidden_from
from enishi.rooms.members.types import Status
from enishi.rooms.profiles.quotes import Quoted
from enishi.rooms.profiles.types import LineRef

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member


#: The purpose of the row that holds what is said for every purpose at once.
GENERAL = ""


class Welcome(models.Model):
    """What a member says about being approached for one purpose, or for all (`GENERAL`).

    One row a purpose, so that everything one member says is read in one query.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=12, choices=Purpose, blank=True)
    terms = models.CharField(max_length=9, choices=Terms, default=Terms.OPEN)
    second_degree = models.CharField(max_length=9, choices=Terms, blank=True, db_default="")
    connections = models.CharField(max_length=9, choices=Terms, blank=True, db_default="")
    fee_yen = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    per_week = models.PositiveSmallIntegerField(null=True, blank=True)
    opens_at = models.DateTimeField(null=True, blank=True, help_text="The end of a pause.")
    shows_pace = models.BooleanField(default=False, db_default=False)
    shows_domain = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "purpose"], name="welcome_once"),
            models.CheckConstraint(
                condition=~(
                    Q(terms=Terms.PRICED)
                    | Q(second_degree=Terms.PRICED)
                    | Q(connections=Terms.PRICED)
                )
                | Q(fee_yen__gt=0),
                name="welcome_priced_has_fee",
            ),
            models.CheckConstraint(
                condition=Q(opens_at=None, shows_pace=False, shows_domain=False)
                | Q(purpose=GENERAL),
                name="welcome_pause_is_general",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose or 'all'}: {self.terms}"

    @property
    def said(self) -> WelcomeTerms:
        """The terms, as they leave the room."""
        return WelcomeTerms(
            purpose=Purpose(self.purpose),
            terms=Terms(self.terms),
            second_degree=Terms(self.second_degree) if self.second_degree else None,
            connections=Terms(self.connections) if self.connections else None,
            fee_yen=self.fee_yen,
            minutes=self.minutes,
            per_week=self.per_week,
        )


class ApproachQuerySet(models.QuerySet["Approach"]):
    """Sets of approaches; chainable, no side effects."""

    def visible_to(self, viewer: Member) -> Self:
        """Keep those between `viewer` and somebody who is there for them.

        What its sender took back was never there for its recipient.
        """
        sent = Q(sender=viewer, recipient__status=Status.ACTIVE) & ~hidden_from(
            viewer.pk, field="recipient_id"
        )
        received = Q(recipient=viewer, sender__status=Status.ACTIVE) & ~hidden_from(
            viewer.pk, field="sender_id"
        )
        return self.filter(sent | (received & ~Q(state=State.WITHDRAWN)))

    def waiting(self, at: datetime) -> Self:
        """Keep those that can still be answered."""
        return self.filter(state=State.SENT, sent_at__gt=at - LIFETIME)

    def lapsed(self, at: datetime) -> Self:
        """Keep those that time has ended, and nobody has written that down yet."""
        return self.filter(state=State.SENT, sent_at__lte=at - LIFETIME)

    def undecided(self, at: datetime) -> Self:
        """Keep those that, for all their sender may know, still wait: see `Course`."""
        untold = (
            Q(state__in=(State.SENT, State.REPORTED))
            | Q(state=State.PASSED_ON, answered_at=None)
            | Q(state=State.DECLINED, kind_words="")
            | Q(state=State.DECLINED, answered_at__gt=at - UNDO_WINDOW)
        )
        return self.filter(untold, sent_at__gt=at - LIFETIME)

    def with_neighbours(self) -> Self:
        """Read along what each goes on with or from, if it was passed on."""
        return self.select_related("continues", "continued_by")

    def sent_to(self, member: Member) -> Self:
        """Keep those `member` received."""
        return self.filter(recipient=member)

    def sent_by(self, member: Member) -> Self:
        """Keep those `member` wrote."""
        return self.filter(sender=member)


class Approach(models.Model):
    """A first message to somebody one may not simply write to."""

    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=12, choices=Purpose)
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    message = models.TextField(max_length=LONGEST_MESSAGE)
    detail = models.CharField(max_length=LONGEST_DETAIL, blank=True)
    fee_yen = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    degree = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="How far the two were apart when it was sent."
    )
    origin = models.CharField(max_length=17, choices=Origin, default=Origin.PAGE)
    origin_query = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.SENT)
    sent_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    kind_words = models.CharField(max_length=6, choices=KindWords, blank=True)
    continues = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="continued_by"
    )
    conversation = models.OneToOneField(
        "conversations.Conversation", models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[ApproachQuerySet] = ApproachQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(sender=F("recipient")), name="approach_not_to_self"
            ),
            models.UniqueConstraint(
                fields=["sender", "recipient"],
                condition=Q(state=State.SENT),
                name="approach_waiting_once",
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "state", "-sent_at"], name="approach_received"),
            models.Index(fields=["sender", "-sent_at"], name="approach_sent"),
        ]

    def __str__(self) -> str:
        return f"{self.sender_id} → {self.recipient_id}"

    @property
    def course(self) -> Course:
        """What became of it."""
        return Course(
            sent_at=self.sent_at,
            state=State(self.state),
            ended_at=self.answered_at,
            is_silent=not self.kind_words,
        )

    def state_for(self, viewer: Member, at: datetime) -> State:
        """Where it stands, as far as `viewer` may know."""
        is_own = viewer.pk == self.sender_id
        return self.course.seen_by_sender(at) if is_own else self.course.seen_by_recipient(at)

    def other_id(self, viewer: Member) -> int:
        """The member `viewer` shares it with."""
        return self.recipient_id if viewer.pk == self.sender_id else self.sender_id


class Reason(Quoted, models.Model):
    """A line of the recipient's record that an approach points at, as it read that day.

    `other_text` is the same line in the other language, where the record had it.
    """

    approach = models.ForeignKey(Approach, models.CASCADE, related_name="reasons")
    entry = models.ForeignKey("profiles.Entry", models.SET_NULL, null=True, related_name="+")
    order = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=2)
    line = models.SmallIntegerField(help_text="Number in the text; −1: the title.")
    text = models.TextField()
    other_text = models.TextField(blank=True)
    organization = models.CharField(max_length=200, blank=True)
    other_organization = models.CharField(max_length=200, blank=True)
    starts = models.CharField(max_length=10, blank=True)
    ends = models.CharField(max_length=10, blank=True)
    is_current = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["approach", "order"], name="reason_order_once")
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def ref(self) -> LineRef | None:
        """Where the line stands in the record, while its entry exists."""
        if self.entry_id is None:
            return None
        return LineRef(self.entry_id, self.language, self.line)


class PassingQuerySet(models.QuerySet["Passing"]):
    """Sets of passings; chainable, no side effects."""

    def open_to(self, viewer: Member, at: datetime) -> Self:
        """Keep those `viewer` is asked to take over, between people who are there for them."""
        hidden = hidden_from(viewer.pk, field="approach__sender_id") | hidden_from(
            viewer.pk, field="approach__recipient_id"
        )
        return self.filter(
            ~hidden,
            to=viewer,
            consent=Consent.OPEN,
            approach__state=State.PASSED_ON,
            approach__sent_at__gt=at - LIFETIME,
            approach__sender__status=Status.ACTIVE,
            approach__recipient__status=Status.ACTIVE,
        )


class Passing(models.Model):
    """The recipient of an approach named somebody better, who is asked before all else."""

    approach = models.OneToOneField(Approach, models.CASCADE, related_name="passing")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    consent = models.CharField(max_length=7, choices=Consent, default=Consent.OPEN)
    answered_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[PassingQuerySet] = PassingQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["to", "consent"], name="passing_to")]

    def __str__(self) -> str:
        return f"{self.approach_id} to {self.to_id}"


class Upheld(models.Model):
    """A report of a member that an operator upheld; it weighs on slots and card."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    report_id = models.BigIntegerField(unique=True, help_text="Whoever keeps the reports.")

    class Meta:
        indexes = [models.Index(fields=["member", "at"], name="upheld_of_member")]

    def __str__(self) -> str:
        return f"report {self.report_id}"


class SavedDraft(models.Model):
    """What a member has begun to write to somebody; one each."""

    sender = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    written = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "recipient"], name="draft_once")
        ]

    def __str__(self) -> str:
        return f"{self.sender_id} → {self.recipient_id}"

    @property
    def said(self) -> Written:
        """What was typed, as it leaves the room."""
        known = {field: self.written[field] for field in self.written if field in _WRITTEN}
        return Written(**{**known, "lines": tuple(known.get("lines", ()))})


_WRITTEN = frozenset(field.name for field in fields(Written))
