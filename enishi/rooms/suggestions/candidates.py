"""Who may know a member: ties and records, weighed. What they may not see takes no part."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from django.db.models import F

from enishi.engines.graph.links import (
    PARTS,
    RECORDS,
    TIES,
    nearness_at,
    on_a_scale,
    rarity,
    scaled_parts,
)
from enishi.rooms.profiles.colleagues import colleagues_of
from enishi.rooms.profiles.queries import is_visible_to
from enishi.rooms.profiles.types import Kind
from enishi.rooms.suggestions.models import FieldWord
from enishi.rooms.suggestions.types import Candidate
from enishi.rooms.suggestions.weights import current_blend

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from enishi.engines.graph.links import Around, Evidence
    from enishi.rooms.members.models import Member
    from enishi.rooms.profiles.types import Together

#: So many neighbours are looked at for each part of a page's suggestions.
WAYS = 300_000
#: So many rows of shared words are read; the rarest words have fewest.
_MOST_WORDS = 3_000
#: Words are as rare as if a house had at least so many members.
_SMALL_HOUSE = 100
_THIRD = 3


def candidates_for(
    viewer: Member, around: Around, places: Iterable[int], today: date
) -> dict[int, Candidate]:
    """Everybody `viewer` may know and is not tied to, of whom a reason can be told.

    Two queries. Nobody is among them whom the viewer may not see; whether they want to be
    suggested is asked elsewhere.
    """
    together = colleagues_of(viewer, places, today)
    words = shared_words(viewer)
    shared = _records(together, words, max(around.graph.size, _SMALL_HOUSE))
    evidence = around.evidence(WAYS, asked=shared)
    further = [pk for pk in shared if pk >= around.graph.size]
    nodes = np.union1d(evidence.nodes, np.array(further, dtype=np.int32)).astype(np.int32)
    records = np.array([shared.get(pk, (0.0,) * len(RECORDS)) for pk in nodes.tolist()])
    scaled = scaled_parts(evidence, nodes, records.reshape(-1, len(RECORDS)))
    told = current_blend().parts(scaled)
    reasons = _with_a_tie_to_tell(around, evidence) | shared.keys() - around.tied()
    return {
        pk: Candidate(
            member_id=pk,
            parts=dict(zip(PARTS, row, strict=True)),
            together=together[pk][0] if pk in together else None,
            words=_without_parts([word for word, _people in words.get(pk, ())]),
        )
        for pk, row in zip(nodes.tolist(), told.tolist(), strict=True)
        if pk in reasons
    }


def shared_words(viewer: Member) -> dict[int, list[tuple[str, int]]]:
    """Words of thin fields others share with `viewer`: as the viewer has them, rarest first.

    Each with the number of people, as far as `viewer` may see, who have it. One query.
    """
    mine = FieldWord.objects.filter(member=viewer).values("term")
    rows = (
        FieldWord.objects.filter(is_visible_to(viewer), term__in=mine)
        .filter(entry__updated_at__lte=F("at"))
        .order_by("term", "member_id", "pk")
        .values_list("term", "member_id", "word")[:_MOST_WORDS]
    )
    users: dict[str, dict[int, str]] = {}
    for term, member_id, word in rows:
        users.setdefault(term, {}).setdefault(member_id, word)
    found: dict[int, list[tuple[str, int]]] = {}
    for _term, words in sorted(users.items(), key=lambda row: (len(row[1]), row[0])):
        for member_id in words.keys() - {viewer.pk} if viewer.pk in words else ():
            found.setdefault(member_id, []).append((words[viewer.pk], len(words)))
    return found


def _without_parts(words: list[str]) -> tuple[str, ...]:
    """Words that are part of no other one of them: a compound says what its parts do."""
    return tuple(
        word
        for word in dict.fromkeys(words)
        if not any(word != other and word in other for other in words)
    )


def _records(
    together: Mapping[int, tuple[Together, ...]],
    words: Mapping[int, list[tuple[str, int]]],
    members: int,
) -> dict[int, tuple[float, ...]]:
    """What each record shares with the viewer's: `RECORDS`, each between 0 and 1."""
    sums: dict[int, dict[str, float]] = {}
    for member_id, places in together.items():
        row = sums.setdefault(member_id, dict.fromkeys(RECORDS, 0.0))
        for one in places:
            name = "school" if one.kind == Kind.EDUCATION else "work"
            row[name] += nearness_at(one.years, one.people)
    for member_id, shared in words.items():
        row = sums.setdefault(member_id, dict.fromkeys(RECORDS, 0.0))
        row["field"] += sum(rarity(people, members) for _word, people in shared)
    return {
        member_id: tuple(on_a_scale(name, row[name]) for name in RECORDS)
        for member_id, row in sums.items()
    }


def _with_a_tie_to_tell(around: Around, evidence: Evidence) -> set[int]:
    """Who has a mutual connection that may be named, or a way of three steps."""
    parts = evidence.parts
    has_mutual = parts[:, TIES.index("resource_allocation")] > 0
    has_way = ~has_mutual & (parts[:, TIES.index("three_steps")] > 0)
    hops = around.hops(evidence.nodes[has_way].tolist())
    # A way round is no answer to somebody whose nearer tie may not be told.
    return {pk for pk, hop in hops.items() if hop == _THIRD} | set(
        evidence.nodes[has_mutual].tolist()
    )
