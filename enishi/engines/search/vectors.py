"""The vectors of lines: kept beside an index, looked through whole.

A segment is one file: the members it speaks for, and the vectors of their lines. Who stands
in a later segment no longer stands in an earlier one. Vectors come after the words: lines
are found by words at once, and by meaning when somebody had the time to read them.

Looking through costs about 10 ms of CPU for 100,000 lines of 384 numbers, and 4 bytes a
number of memory in every process that searches: an extra for houses of some thousands.
"""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

LANGUAGES: Final = ("ja", "en")
SHOWN: Final = ("everyone", "members", "second_degree", "connections")
OPEN_CODES: Final = 2
MOST_SEGMENTS: Final = 40
#: What a second line adds, measured (docs/architecture/search.md).
SECOND_LINE: Final = 0.3

#: Whether a line of a member, of this visibility, may be seen.
Sees = Callable[[int, str], bool]


@dataclass(frozen=True, slots=True)
class VectorOf:
    """A line of somebody, and what it means."""

    member_id: int
    passage_id: str
    language: str
    visibility: str
    vector: Floats


@dataclass(frozen=True, slots=True)
class Near:
    """How near somebody comes to a question, −1 to 1.3, and the line that comes nearest."""

    likeness: float
    passage_id: str


@dataclass(frozen=True)
class Segment:
    """Vectors as one file holds them; arrays of length n, `vectors` of shape (n, d)."""

    speaks_for: NDArray[np.int64]
    members: NDArray[np.int64]
    languages: NDArray[np.uint8]
    shown: NDArray[np.uint8]
    passages: NDArray[np.str_]
    vectors: Floats


@dataclass(frozen=True)
class Likeness:
    """How near every line comes to one question: −1 to 1 by row of `whole`."""

    whole: Segment
    rows: Floats

    def foremost(self, sees: "Sees", *, most: int) -> list[int]:
        """Members with the nearest lines that `sees` lets through, at most `most`."""
        found: dict[int, None] = {}
        for at in np.argsort(-self.rows, kind="stable"):
            if len(found) == most or self.rows[at] <= 0:
                break
            member = int(self.whole.members[at])
            if member not in found and sees(member, SHOWN[self.whole.shown[at]]):
                found[member] = None
        return list(found)

    def of(self, members: Iterable[int], sees: "Sees") -> dict[int, Near]:
        """How near each of `members` comes by the lines that `sees` lets through.

        The nearest line counts whole, a second one a little.
        """
        wanted = np.flatnonzero(np.isin(self.whole.members, list(set(members))))
        best: dict[int, list[int]] = {}
        for at in wanted[np.argsort(-self.rows[wanted], kind="stable")]:
            member = int(self.whole.members[at])
            if sees(member, SHOWN[self.whole.shown[at]]):
                best.setdefault(member, []).append(int(at))
        return {member: self._near(rows) for member, rows in best.items()}

    def _near(self, rows: list[int]) -> Near:
        second = max(0.0, float(self.rows[rows[1]])) if len(rows) > 1 else 0.0
        likeness = float(self.rows[rows[0]]) + SECOND_LINE * second
        return Near(likeness, str(self.whole.passages[rows[0]]))


class VectorStore:
    """Segments of one model in one folder. Many read, one writes."""

    def __init__(self, folder: Path, dimensions: int) -> None:
        self._folder = folder
        self._dimensions = dimensions
        self._read: tuple[str, ...] = ()
        self._whole = _empty(dimensions)
        self._centred = self._whole.vectors
        self._means = np.zeros((len(LANGUAGES), dimensions), dtype=np.float32)

    def put(self, members: Iterable[int], rows: Sequence[VectorOf]) -> None:
        """Let `rows` be all vectors of `members`; none make a member one to be read again."""
        self._folder.mkdir(parents=True, exist_ok=True)
        segment = _segment(members, rows, self._dimensions)
        names = self._names()
        if len(names) >= MOST_SEGMENTS:
            segment = _joined([*map(self._load, names), segment], self._dimensions)
        self._write(int(names[-1]) + 1 if names else 1, segment)
        if len(names) >= MOST_SEGMENTS:
            for name in names:
                (self._folder / f"{name}.npz").unlink(missing_ok=True)

    def known(self) -> frozenset[int]:
        """Members whose lines have been read."""
        self._refresh()
        return frozenset(self._whole.speaks_for.tolist())

    def asked(self, question: Floats, language: str) -> "Likeness":
        """How near every line comes to `question`.

        A model puts texts of one language together, whatever they say: the mean of each
        language is taken from its lines, and that of its own from the question.
        """
        self._refresh()
        mean = self._means[LANGUAGES.index(language)]
        return Likeness(self._whole, self._centred @ _unit(question - mean))

    def _refresh(self) -> None:
        names = tuple(self._names())
        if names == self._read:
            return
        try:
            segments = [self._load(name) for name in names]
        except FileNotFoundError:
            return  # being joined just now; the next question finds the new one
        self._whole = whole = _joined(segments, self._dimensions)
        self._means = np.stack(
            [_mean(whole, code, self._dimensions) for code in range(len(LANGUAGES))]
        )
        self._centred = _unit(whole.vectors - self._means[whole.languages])
        self._read = names

    def _names(self) -> list[str]:
        return sorted(path.stem for path in self._folder.glob("*.npz"))

    def _load(self, name: str) -> Segment:
        with np.load(self._folder / f"{name}.npz", allow_pickle=False) as stored:
            return Segment(
                **{
                    each: stored[each]
                    for each in Segment.__dataclass_fields__
                    if each != "vectors"
                },
                vectors=stored["vectors"].astype(np.float32),
            )

    def _write(self, number: int, segment: Segment) -> None:
        path = self._folder / f"{number:08d}.npz"
        draft = path.with_suffix(".draft")
        arrays = {name: getattr(segment, name) for name in Segment.__dataclass_fields__}
        arrays["vectors"] = segment.vectors.astype(np.float16)
        with draft.open("wb") as file:
            np.savez(file, **arrays)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)


def _segment(members: Iterable[int], rows: Sequence[VectorOf], dimensions: int) -> Segment:
    vectors = [row.vector for row in rows]
    return Segment(
        # Without rows a member is forgotten, and so one to be read again.
        speaks_for=np.array(sorted(set(members)), dtype=np.int64),
        members=np.array([row.member_id for row in rows], dtype=np.int64),
        languages=np.array([LANGUAGES.index(row.language) for row in rows], dtype=np.uint8),
        shown=np.array([SHOWN.index(row.visibility) for row in rows], dtype=np.uint8),
        passages=np.array([row.passage_id for row in rows], dtype=np.str_),
        vectors=np.array(vectors, dtype=np.float32).reshape(-1, dimensions),
    )


def _joined(segments: Sequence[Segment], dimensions: int) -> Segment:
    """One segment that says what these say together: of each member, the last word."""
    if not segments:
        return _empty(dimensions)
    later: set[int] = set()
    kept: list[tuple[Segment, NDArray[np.bool_]]] = []
    for segment in reversed(segments):
        kept.append((segment, ~np.isin(segment.members, list(later))))
        later.update(segment.speaks_for.tolist())
    kept.reverse()
    parts = {
        name: np.concatenate([getattr(segment, name)[alive] for segment, alive in kept])
        for name in Segment.__dataclass_fields__
        if name != "speaks_for"
    }
    speaking = np.array(sorted({*parts["members"].tolist()}), dtype=np.int64)
    return Segment(speaks_for=speaking, **parts)


def _empty(dimensions: int) -> Segment:
    return _segment((), (), dimensions)


def _mean(whole: Segment, language: int, dimensions: int) -> Floats:
    """The mean of the open lines of a language; hidden lines take no part in it."""
    rows = whole.vectors[(whole.languages == language) & (whole.shown < OPEN_CODES)]
    if not len(rows):
        return np.zeros(dimensions, dtype=np.float32)
    mean: Floats = rows.mean(axis=0, dtype=np.float64).astype(np.float32)
    return mean


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    units: Floats = vectors / np.maximum(lengths, 1e-9)
    return units
