"""Tables: Appearance (found by a search) and Visit (somebody read a record)."""

from django.conf import settings
from django.db import models


class Appearance(models.Model):
    """A search showed a member to somebody, because of a line."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    viewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    entry = models.ForeignKey("profiles.Entry", models.SET_NULL, null=True, related_name="+")
    query = models.CharField(max_length=200)
    at = models.DateTimeField()
    on = models.DateField(help_text="The day of `at` in UTC.")

    class Meta:
        indexes = [models.Index(fields=["member", "-at"], name="appearance_of_member")]
        constraints = [
            models.UniqueConstraint(
                fields=["viewer", "member", "on", "query"], name="appearance_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.member_id} for {self.query}"


class Visit(models.Model):
    """Somebody opened a member's page; both see it."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    viewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    query = models.CharField(max_length=200, blank=True)
    entry = models.ForeignKey("profiles.Entry", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    on = models.DateField(help_text="The day of `at` in UTC.")

    class Meta:
        indexes = [models.Index(fields=["member", "-at"], name="visit_of_member")]
        constraints = [
            models.UniqueConstraint(fields=["viewer", "member", "on"], name="visit_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.viewer_id} read {self.member_id}"
