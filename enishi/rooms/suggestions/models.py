"""Tables: Showing (who was suggested when), Dismissal (who should rest or not return)."""

from django.conf import settings
from django.db import models


class Showing(models.Model):
    """`suggested` was shown to `member` on a day of theirs; once, however often they looked."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    suggested = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "on", "suggested"], name="showing_once")
        ]
        indexes = [models.Index(fields=["on"], name="showing_on")]

    def __str__(self) -> str:
        return f"{self.suggested_id} to {self.member_id} on {self.on}"


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
