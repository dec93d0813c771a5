"""Tables: Report (somebody's word about something) and AuditLine (what was decided)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from enishi.rooms.trust.types import LONGEST_WORDS, Decision, Subject, Why

if TYPE_CHECKING:
    from enishi.rooms.members.models import Member


class ReportQuerySet(models.QuerySet["Report"]):
    """Sets of reports; chainable, no side effects."""

    def open(self) -> Self:
        """Keep the undecided ones."""
        return self.filter(decision=Decision.OPEN)

    def not_about(self, operator: Member) -> Self:
        """Keep those in which `operator` has no part."""
        return self.exclude(Q(reporter=operator) | Q(reported=operator))


class Report(models.Model):
    """One member's word about something another wrote, with what it was, as it read then."""

    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    reported = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    subject = models.CharField(max_length=12, choices=Subject)
    subject_id = models.BigIntegerField()
    why = models.CharField(max_length=11, choices=Why)
    words = models.TextField(max_length=LONGEST_WORDS, blank=True)
    read = models.JSONField(default=list, help_text="The lines an operator reads.")
    reported_at = models.DateTimeField()
    decision = models.CharField(max_length=9, choices=Decision, default=Decision.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects: ClassVar[ReportQuerySet] = ReportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "subject", "subject_id"], name="report_once"
            ),
            models.CheckConstraint(
                condition=~Q(reporter=F("reported")), name="report_of_another"
            ),
        ]
        indexes = [models.Index(fields=["decision", "reported_at"], name="report_queue")]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id}"


class AuditLine(models.Model):
    """Who decided what about whom, when. Never changed, only added."""

    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    act = models.CharField(max_length=40)
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    report_id = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["-at"], name="audit_newest")]

    def __str__(self) -> str:
        return f"{self.act} {self.report_id}"
