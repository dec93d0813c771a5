"""Tables: IndexChange (lines the index has yet to read again) and Word (words of the house)."""

from django.db import models

from enishi.rooms.discovery.types import HouseWord


class IndexChange(models.Model):
    """Something about a member changed; written in the transaction of the change itself.

    A plain number, no foreign key: the row also tells the index of members who are gone.
    """

    member_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"change {self.pk} of {self.member_id}"


class Word(models.Model):
    """Spellings that mean the same in this house, separated by `|`, by language."""

    japanese = models.CharField(max_length=300, blank=True)
    english = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.japanese} = {self.english}"

    @property
    def said(self) -> HouseWord:
        """As others read it."""
        return HouseWord(self.pk, _split(self.japanese), _split(self.english))


def _split(spellings: str) -> tuple[str, ...]:
    return tuple(spelling for spelling in spellings.split("|") if spelling)
