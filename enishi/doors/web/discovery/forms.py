"""What a search page is asked for, read from its address."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from enishi.rooms.discovery.types import DEGREES, Narrowed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

LONGEST_QUERY = 400
_LONGEST_ID = 18


@dataclass(frozen=True, slots=True)
class Asked:
    """One search: what is looked for, how it is narrowed down, and where in the list."""

    query: str = ""
    narrowed: Narrowed = field(default_factory=Narrowed)
    cursor: str = ""

    @classmethod
    def read(cls, address: QueryDict) -> Asked:
        """What an address asks for; what makes no sense in it is left out."""
        degrees = frozenset(_numbers(address.getlist("degree"))) & frozenset(DEGREES)
        organizations = frozenset(_numbers(address.getlist("organization")))
        return cls(
            query=address.get("q", "").strip()[:LONGEST_QUERY],
            narrowed=Narrowed(degrees, organizations),
            cursor=address.get("cursor", ""),
        )

    @property
    def url(self) -> str:
        """The address that asks for this."""
        pairs = [("q", self.query)]
        pairs += [("degree", str(one)) for one in sorted(self.narrowed.degrees)]
        pairs += [("organization", str(one)) for one in sorted(self.narrowed.organization_ids)]
        pairs += [("cursor", self.cursor)] if self.cursor else []
        return f"{reverse('web:search')}?{urlencode(pairs)}"

    def at(self, cursor: str) -> Asked:
        """The same search, at another place of the list."""
        return replace(self, cursor=cursor)


def _numbers(values: Iterable[str]) -> list[int]:
    return [int(v) for v in values if v.isascii() and v.isdecimal() and len(v) <= _LONGEST_ID]
