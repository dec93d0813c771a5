"""What each room hands out when a member takes everything with them.

A room names its teller once, in its `ready()`; whoever packs the archive asks them all, without
knowing the rooms above. See docs/adr/0011.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

    Row = tuple[object, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of one kind: a file for programs (JSON) and one for spreadsheets (CSV).

    Attributes
    ----------
    columns
        Their names, which stay: programs read by them.
    rows
        Read once, one after the other, so that they may be many. Cells are what JSON has, and
        dates.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterable[Row]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What there is only one of: a file for programs (JSON)."""

    name: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file as it is; its name has its ending."""

    name: str
    read: Callable[[], bytes]


Part = Table | Facts | Attachment

if TYPE_CHECKING:
    #: Says what a room holds of a member (a `Member`), as far as they may know it at a moment.
    Teller = Callable[[Any, datetime], Iterable[Part]]

_tellers: dict[str, Teller] = {}


def hand_out(folder: str, teller: Teller) -> None:
    """Put what `teller` says into `folder` of every archive from now on."""
    _tellers[folder] = teller


def handed_out(member: Any, at: datetime) -> Iterator[tuple[str, Part]]:  # noqa: ANN401 - the rooms know a Member
    """Everything the rooms hold of `member`, each part with its folder, by name."""
    for folder, teller in sorted(_tellers.items()):
        for part in teller(member, at):
            yield folder, part
