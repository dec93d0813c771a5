"""Tables: Notice (shown in the house) and OutgoingMail (sent by the worker)."""

from django.conf import settings
from django.db import models


class Notice(models.Model):
    """One thing a member is told: an event's name and the ids it speaks of."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    subject_id = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["member", "-created_at"], name="notice_of_member")]

    def __str__(self) -> str:
        return self.kind


class OutgoingMail(models.Model):
    """A mail to send, written in the transaction of the fact it tells of."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    context = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

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
