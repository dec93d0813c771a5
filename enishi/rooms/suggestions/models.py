"""Tables: Showing, Dismissal, Silence; FieldWord and RecordToRead are derived from records."""

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


class Silence(models.Model):
    """A member who wants nobody suggested to them."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"nobody to {self.member_id}"


class FieldWord(models.Model):
    """A word that few records name their work with: derived, and made anew by the house.

    It counts only while the entry says what it said `at` that time.
    """

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    entry = models.ForeignKey("profiles.Entry", models.CASCADE, related_name="+")
    term = models.CharField(max_length=60, help_text="As words are compared.")
    word = models.CharField(max_length=60, help_text="As the entry has it.")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "term"], name="field_word_once")
        ]
        indexes = [models.Index(fields=["term", "member"], name="field_word_term")]

    def __str__(self) -> str:
        return f"{self.word} of {self.member_id}"


class RecordToRead(models.Model):
    """A member whose record changed since its words were read; noted with the change itself."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )

    def __str__(self) -> str:
        return f"record of {self.member_id}"
