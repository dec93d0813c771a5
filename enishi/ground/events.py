"""Facts a room announces; other rooms may listen without the room knowing of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Base class: past tense, ids only, no model instances."""


E = TypeVar("E", bound=Event)

_after_commit: dict[type[Event], list[Callable[[Any], None]]] = defaultdict(list)
_within: dict[type[Event], list[Callable[[Any], None]]] = defaultdict(list)


def listen(kind: type[E], listener: Callable[[E], None]) -> None:
    """Call `listener` after each committed `kind`; its failure disturbs nobody."""
    if listener not in _after_commit[kind]:
        _after_commit[kind].append(listener)


def keep_with(kind: type[E], listener: Callable[[E], None]) -> None:
    """Call `listener` inside the transaction of each `kind`: both are kept, or neither.

    For rows that must not be lost (a mail to send, a line to index), written where the
    fact itself is written. Such a listener only writes rows of its own room.
    """
    if listener not in _within[kind]:
        _within[kind].append(listener)


def announce(event: Event) -> None:
    """Tell every listener of `event`: the keepers now, the others once it is committed."""
    for listener in _within[type(event)]:
        listener(event)
    for listener in _after_commit[type(event)]:
        transaction.on_commit(partial(listener, event), robust=True)
