"""What this room announces."""

from dataclasses import dataclass

from enishi.ground.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFound(Event):
    """A search showed people to `viewer_id`: pairs of member and the entry that matched."""

    viewer_id: int
    query: str
    hits: tuple[tuple[int, int], ...]
