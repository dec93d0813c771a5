"""Tables: who was found by whom (Appearance), who read whom (Visit, Glance), and own edits."""

from django.conf import settings
from django.db import models

from enishi.rooms.insights.types import Aim, Look, Manner
from enishi.rooms.profiles.events import EntryChange


class Looking(models.Model):
    """How a member looks at others; who never said looks by name."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    manner = models.CharField(max_length=7, choices=Manner, default=Manner.NAMED)
    aim = models.CharField(max_length=8, choices=Aim, default=Aim.AROUND)

    def __str__(self) -> str:
        return f"{self.member_id} looks {self.manner}"

    @property
    def look(self) -> Look:
        """What was said, as it leaves the room."""
        return Look(Manner(self.manner), Aim(self.aim))


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
    """Somebody opened a member's page, by name."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    viewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    query = models.CharField(max_length=200, blank=True)
    entry = models.ForeignKey("profiles.Entry", models.SET_NULL, null=True, related_name="+")
    aim = models.CharField(max_length=8, choices=Aim, default=Aim.AROUND, db_default=Aim.AROUND)
    is_shown = models.BooleanField(
        default=True,
        db_default=True,
        help_text="Whether the member looked at others by name themself on that day.",
    )
    at = models.DateTimeField()
    on = models.DateField(help_text="The day of `at` in UTC.")

    class Meta:
        indexes = [models.Index(fields=["member", "-at"], name="visit_of_member")]
        constraints = [
            models.UniqueConstraint(fields=["viewer", "member", "on"], name="visit_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.viewer_id} read {self.member_id}"


class Glance(models.Model):
    """Somebody opened a member's page privately: that they did, in which week, not who.

    `token` is a keyed digest of both: it tells two people apart, and no more without the
    house's secret key.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    token = models.CharField(max_length=32)
    week_on = models.DateField(help_text="The Monday of its week in UTC.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "week_on", "token"], name="glance_once_a_week"
            )
        ]

    def __str__(self) -> str:
        return f"somebody read {self.member_id}"


class Edit(models.Model):
    """A member changed an entry of their own record; the first change of each kind a day."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    entry = models.ForeignKey("profiles.Entry", models.CASCADE, related_name="+")
    change = models.CharField(
        max_length=9, choices=[(str(one), str(one)) for one in EntryChange]
    )
    at = models.DateTimeField()
    on = models.DateField(help_text="The day of `at` in UTC.")

    class Meta:
        indexes = [models.Index(fields=["member", "-at"], name="edit_of_member")]
        constraints = [
            models.UniqueConstraint(fields=["entry", "on", "change"], name="edit_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.change}"
