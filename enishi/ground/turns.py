"""One at a time: let those who act on the same rows act after one another."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from django.db import connection as database

if TYPE_CHECKING:
    from collections.abc import Iterable

_LARGEST = 2**31


def take_turns(name: str, numbers: Iterable[int]) -> None:
    """Wait until nobody else acts on any of `numbers` under this name; until the commit.

    Call it first in a transaction: what is read afterwards is what the others left. SQLite
    has one writer anyway: our transactions begin as writers there.
    """
    if database.vendor != "postgresql":
        return
    space = zlib.crc32(name.encode()) % _LARGEST
    with database.cursor() as cursor:
        # In one order, or two who want the same two would wait for each other for ever.
        for number in sorted({number % _LARGEST for number in numbers}):
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [space, number])
