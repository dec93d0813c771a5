"""What records say of two people, as sentences a member reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from enishi.rooms.profiles.types import Kind

if TYPE_CHECKING:
    from enishi.rooms.profiles.types import Together


def together_in_words(shared: Together) -> str:
    """Where, and in which years, two people were together: a sentence without a full stop."""
    sentence = _("Both at %(organization)s, %(years)s")
    if shared.kind == Kind.EDUCATION:
        sentence = _("Both studied at %(organization)s, %(years)s")
    language = (get_language() or "ja")[:2]
    return sentence % {
        "organization": shared.organization(language),
        "years": _years(shared.first_year, shared.last_year),
    }


def _years(first: int, last: int) -> str:
    if first == last:
        return pgettext("one year", "%(year)s") % {"year": first}
    return pgettext("two bare years", "%(start)s – %(end)s") % {"start": first, "end": last}
