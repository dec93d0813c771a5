"""Tables: IndexChange – members whose lines the search index has yet to read again."""

from django.db import models


class IndexChange(models.Model):
    """Something about a member changed; written in the transaction of the change itself.

    A plain number, no foreign key: the row also tells the index of members who are gone.
    """

    member_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"change {self.pk} of {self.member_id}"
