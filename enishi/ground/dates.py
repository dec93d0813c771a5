"""Dates of which only a part is known: `2015`, `2015-10`, `2015-10-01`."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

PARTIAL_DATE = re.compile(
    r"(?:1[89]|20|21)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
)


def check_partial_date(value: str) -> None:
    """Refuse what is not a year, a year and month, or a day.

    Raises
    ------
    ValidationError
        In the reader's language, with an example.
    """
    if not PARTIAL_DATE.fullmatch(value):
        raise ValidationError(
            _("Write a date as 2015, 2015-10 or 2015-10-01."), code="partial_date"
        )
