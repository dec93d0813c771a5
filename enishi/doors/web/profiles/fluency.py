"""How well somebody speaks a language, in the words of the page.

Records come from other houses and from LinkedIn with fixed English words for it; whoever
wrote words of their own keeps them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_NATIVE = pgettext_lazy("a language", "Native")
_FULL = pgettext_lazy("a language", "Fluent")
_WORKING = pgettext_lazy("a language", "Business")
_LIMITED = pgettext_lazy("a language", "Everyday")
_FIRST = pgettext_lazy("a language", "Beginner")
_KNOWN: dict[str, StrOrPromise] = {
    "native": _NATIVE,
    "native speaker": _NATIVE,
    "native or bilingual proficiency": _NATIVE,
    "fluent": _FULL,
    "full professional proficiency": _FULL,
    "business": _WORKING,
    "professional working proficiency": _WORKING,
    "intermediate": _LIMITED,
    "limited working proficiency": _LIMITED,
    "beginner": _FIRST,
    "elementary proficiency": _FIRST,
}


def say_fluency(written: str) -> str:
    """What the record says, in the language of the page where the words are known ones."""
    return str(_KNOWN.get(written.strip().casefold(), written))
