"""Writes of what is derived: words of thin fields, and what counts how much in this house."""

from __future__ import annotations

import os
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from django.db import transaction
from django.db.models import Q

from enishi.engines.graph.links import calibrated
from enishi.ground.logs import log
from enishi.rooms.connections.queries import every_tie
from enishi.rooms.members.queries import not_on_paths, present_ids_after
from enishi.rooms.network.files import kernels_folder
from enishi.rooms.profiles.queries import records_of
from enishi.rooms.suggestions.models import FieldWord, RecordToRead
from enishi.rooms.suggestions.reading import Reading, uses_in
from enishi.rooms.suggestions.types import Rebuilt
from enishi.rooms.suggestions.weights import keep_blend

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from enishi.engines.graph.links import Records
    from enishi.rooms.suggestions.reading import Use

CHUNK = 200
#: So many changed records are read at a turn.
A_TURN = 200
#: From so many viewers' hidden ties the weights are learned.
VIEWERS = 1_500


def rebuild_suggestions(
    *, at: datetime, progress: Callable[[int], object] = lambda _members: None
) -> Rebuilt:
    """Read every record anew, and find what counts how much. Pages go on meanwhile.

    Parameters
    ----------
    progress
        Called with the number of members read since the last call.
    """
    RecordToRead.objects.all().delete()  # whoever changes something from here on is read again
    reading = Reading(this_year=at.year)
    last = 0
    while member_ids := present_ids_after(last, CHUNK):
        for record in records_of(member_ids).values():
            reading.add(record)
        last = member_ids[-1]
        progress(len(member_ids))
    words = _keep_words(reading.rare(), at)
    _forget_words(Q(at__lt=at))
    is_calibrated = _calibrate(reading.records())
    log.info("suggestions.rebuilt", members=reading.members, words=words)
    return Rebuilt(reading.members, words, is_calibrated)


def read_changed_records(*, at: datetime) -> int:
    """Read again the words of those whose record changed; how many they were.

    Only words the house already knows as rare are kept: whether another one is takes all
    records to tell.
    """
    member_ids = list(RecordToRead.objects.order_by("pk").values_list("pk", flat=True)[:A_TURN])
    for member_id, record in records_of(member_ids).items():
        uses = list(uses_in(record))
        known = FieldWord.objects.filter(term__in={use.term for use in uses})
        terms = set(known.values_list("term", flat=True).distinct())
        with transaction.atomic():
            # Noted again from here on, it is read again.
            RecordToRead.objects.filter(pk=member_id).delete()
            FieldWord.objects.filter(member_id=member_id).delete()
            _keep_words((use for use in uses if use.term in terms), at)
    return len(member_ids)


def note_record(*, member_id: int) -> None:
    """Have a member's words read again. Call it where the change itself is written."""
    RecordToRead.objects.bulk_create([RecordToRead(pk=member_id)], ignore_conflicts=True)


def _keep_words(uses: Iterable[Use], at: datetime) -> int:
    rows = [
        FieldWord(
            member_id=use.member_id, entry_id=use.entry_id, term=use.term, word=use.word, at=at
        )
        for use in uses
    ]
    for start in range(0, len(rows), CHUNK):
        FieldWord.objects.bulk_create(
            rows[start : start + CHUNK],
            update_conflicts=True,
            update_fields=["member", "word", "at"],
            unique_fields=["entry", "term"],
        )
    return len(rows)


def _forget_words(which: Q) -> None:
    while old := list(FieldWord.objects.filter(which).values_list("pk", flat=True)[:5_000]):
        FieldWord.objects.filter(pk__in=old).delete()


def _calibrate(records: Records) -> bool:
    """Learn from ties that all agree to show, and only from those."""
    os.environ.setdefault("NUMBA_CACHE_DIR", str(kernels_folder()))
    pairs = np.fromiter(chain.from_iterable(every_tie()), dtype=np.int64).reshape(-1, 2)
    # A database hands rows out in orders of its own; which ties are hidden must not hang on it.
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    size = int(pairs.max(initial=-1)) + 1
    aside = np.zeros(size, dtype=np.bool_)
    away = [pk for pk, _is_gone in not_on_paths(hidden=Q(pk__in=())) if pk < size]
    aside[away] = True
    blend = calibrated(pairs[~aside[pairs].any(axis=1)], size, records=records, viewers=VIEWERS)
    if blend is None:
        return False
    keep_blend(blend)
    return True
