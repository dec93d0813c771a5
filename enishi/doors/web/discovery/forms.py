"""What a search page is asked for, read from its address."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from enishi.engines.search import Order
from enishi.rooms.approaches.types import Purpose
from enishi.rooms.discovery.types import DEGREES, LANGUAGES, Narrowed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.http import QueryDict

LONGEST_QUERY = 400
LONGEST_PLACE = 40
_LONGEST_ID = 18
_EARLIEST, _LATEST = 1900, 2100


@dataclass(frozen=True, slots=True)
class Asked:
    """One search: what is looked for, how it is narrowed down, and where in the list."""

    query: str = ""
    narrowed: Narrowed = field(default_factory=Narrowed)
    order: Order = Order.RELEVANCE
    cursor: str = ""

    @classmethod
    def read(cls, address: QueryDict) -> Asked:
        """What an address asks for; what makes no sense in it is left out."""
        language = address.get("language", "")
        narrowed = Narrowed(
            degrees=frozenset(_numbers(address.getlist("degree"))) & frozenset(DEGREES),
            organization_ids=frozenset(_numbers(address.getlist("organization"))),
            places=frozenset(place[:LONGEST_PLACE] for place in address.getlist("place")),
            language=language if language in LANGUAGES else "",
            first_year=_year(address.get("from", "")),
            last_year=_year(address.get("to", "")),
            open_to=frozenset(p for p in Purpose if p.value in address.getlist("open")),
        )
        nearest = address.get("order") == Order.NEARNESS
        return cls(
            query=address.get("q", "").strip()[:LONGEST_QUERY],
            narrowed=narrowed,
            order=Order.NEARNESS if nearest else Order.RELEVANCE,
            cursor=address.get("cursor", ""),
        )

    @property
    def url(self) -> str:
        """The address that asks for this."""
        pairs = [("q", self.query), *self.narrowing_pairs]
        asked = {
            "order": "" if self.order is Order.RELEVANCE else self.order.value,
            "cursor": self.cursor,
        }
        pairs += [(name, value) for name, value in asked.items() if value]
        return f"{reverse('web:search')}?{urlencode(pairs)}"

    @property
    def question_url(self) -> str:
        """Where one asks a standing question of this."""
        pairs = [("q", self.query), *self.narrowing_pairs]
        return f"{reverse('web:new_question')}?{urlencode(pairs)}"

    @property
    def narrowing_pairs(self) -> list[tuple[str, str]]:
        """What it is narrowed down to, as an address or a form carries it."""
        narrowed = self.narrowed
        pairs: list[tuple[str, str]] = []
        pairs += [("degree", str(one)) for one in sorted(narrowed.degrees)]
        pairs += [("organization", str(one)) for one in sorted(narrowed.organization_ids)]
        pairs += [("place", one) for one in sorted(narrowed.places)]
        pairs += [("open", one) for one in sorted(narrowed.open_to)]
        asked = {
            "language": narrowed.language,
            "from": str(narrowed.first_year or ""),
            "to": str(narrowed.last_year or ""),
        }
        return pairs + [(name, value) for name, value in asked.items() if value]

    def at(self, cursor: str) -> Asked:
        """The same search, at another place of the list."""
        return replace(self, cursor=cursor)


def _numbers(values: Iterable[str]) -> list[int]:
    return [int(v) for v in values if v.isascii() and v.isdecimal() and len(v) <= _LONGEST_ID]


def _year(value: str) -> int:
    """A year somebody may have worked in; anything else asks for nothing."""
    years = _numbers([value.strip()])
    return years[0] if years and _EARLIEST <= years[0] <= _LATEST else 0
