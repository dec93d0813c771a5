"""Why somebody is suggested, as sentences a member reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from enishi.rooms.profiles.sentences import together_in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from enishi.rooms.suggestions.types import Suggestion

#: So many people, and so many words, are named in a sentence.
_NAMED = 2


def named_in(people: Iterable[Suggestion]) -> set[int]:
    """Whose names `reasons_in_words` needs, beside those of the suggested."""
    return {
        member_id
        for one in people
        for member_id in (*one.mutual_ids[:_NAMED], *one.between_ids)
    }


def reasons_in_words(one: Suggestion, names: Mapping[int, str]) -> list[str]:
    """The reasons as sentences: the shared place first, as it says most.

    Parameters
    ----------
    names
        How those of `named_in` are called; who is not in it is not named.
    """
    reasons = [together_in_words(one.together)] if one.together else []
    mutual = [names[pk] for pk in one.mutual_ids[:_NAMED] if pk in names]
    if mutual:
        reasons.append(_mutuals(mutual, len(one.mutual_ids)))
    if one.words:
        words = pgettext("between words", ", ").join(one.words[:_NAMED])
        reasons.append(_("The same thin field: %(words)s") % {"words": words})
    between = [names[pk] for pk in one.between_ids if pk in names]
    if not reasons and len(between) == len(one.between_ids) == _NAMED:
        sentence = _("Tied to you through %(first)s and %(second)s")
        reasons.append(sentence % {"first": between[0], "second": between[1]})
    return reasons


def _mutuals(names: list[str], count: int) -> str:
    if len(names) == 1:
        return _("%(first)s is a connection of you both") % {"first": names[0]}
    sentence = _("%(first)s and %(second)s are connections of you both")
    if count > len(names):
        sentence = _("%(count)s mutual connections, %(first)s and %(second)s among them")
    return sentence % {"first": names[0], "second": names[1], "count": count}
