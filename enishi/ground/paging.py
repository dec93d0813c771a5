"""Long lists in pages, by signed cursors: stable while rows come and go, safe to hand out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django.core import signing
from django.utils.translation import gettext_lazy as _

from enishi.ground.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from django.db.models import Model, QuerySet

M = TypeVar("M", bound="Model")
T = TypeVar("T")
SALT = "enishi.paging"


class UnreadableCursor(DomainError):
    """The cursor was not made by this house, or was changed on its way."""

    code = "paging.unreadable_cursor"
    message = _("This page of the list cannot be found. Start again from its beginning.")
    status = 400


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list, and the cursor of the next ones (empty at the end)."""

    items: list[T]
    next_cursor: str = ""


def newest_first(rows: QuerySet[M], *, cursor: str, size: int) -> Page[M]:
    """The next `size` rows after `cursor`, newest (largest id) first. One query."""
    if cursor:
        rows = rows.filter(pk__lt=read_cursor(cursor))
    found = list(rows.order_by("-pk")[: size + 1])
    more = found[size - 1].pk if len(found) > size else None
    return Page(found[:size], write_cursor(more) if more is not None else "")


def in_chunks(rows: QuerySet[M], *, size: int = 500) -> Iterator[list[M]]:
    """All rows by their ids, in lists of `size`: short reads, however many rows there are."""
    after, found = 0, list(rows.order_by("pk")[:size])
    while found:
        yield found
        after = found[-1].pk
        is_last = len(found) < size
        found = [] if is_last else list(rows.filter(pk__gt=after).order_by("pk")[:size])


def part_of(rows: Sequence[T], *, cursor: str, size: int) -> Page[T]:
    """The next `size` of rows that are all at hand, from where `cursor` says."""
    start = read_cursor(cursor) if cursor else 0
    if not isinstance(start, int):
        raise UnreadableCursor
    end = start + size
    return Page(list(rows[start:end]), write_cursor(end) if end < len(rows) else "")


def write_cursor(value: Any) -> str:  # noqa: ANN401 - any JSON
    """A signed cursor that holds `value`."""
    return signing.dumps(value, salt=SALT, compress=True)


def read_cursor(cursor: str) -> Any:  # noqa: ANN401 - what `write_cursor` was given
    """What `write_cursor` was given.

    Raises
    ------
    UnreadableCursor
        The cursor was changed, or never was one.
    """
    try:
        return signing.loads(cursor, salt=SALT)
    except signing.BadSignature as problem:
        raise UnreadableCursor from problem
