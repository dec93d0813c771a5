"""Tables: Dismissal – a suggestion that should rest, or never return."""

from django.conf import settings
from django.db import models


class Dismissal(models.Model):
    """`member` does not want to be shown `suggested`, for a while or for good."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    suggested = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True, help_text="Empty: for good.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "suggested"], name="dismissal_once")
        ]

    def __str__(self) -> str:
        return f"{self.member_id} ✕ {self.suggested_id}"
