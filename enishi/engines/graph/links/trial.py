"""Suggest over outside data what the product would suggest, and the parts alone to compare."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from enishi.engines.graph import make_graph
from enishi.engines.graph.links.batch import evidence_of_each
from enishi.engines.graph.links.calibration import DEFAULT, calibrated, candidates_of, nearest
from enishi.engines.graph.links.records import Records, Stay
from enishi.engines.graph.links.types import TIES
from enishi.engines.text import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from enishi.engines.graph.links.types import Evidence, Mask, Nodes, Numbers, Values

    Edges = NDArray[np.int64]

#: What is compared: the blend, and three of its parts.
METHODS: Final = ("blend", "resource_allocation", "adamic_adar", "pagerank")
#: How far down a ranking is judged.
DEPTH: Final = 100
_SCHOOL: Final = re.compile(
    r"大学|学院|学校|高専|高校|univ|college|school|institut", re.IGNORECASE
)
_DIGITS: Final = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Written:
    """A member of the outside data: their name there, where they were, and their words."""

    name: str
    stays: tuple[tuple[str, int, int], ...]
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What each method suggests to one member.

    Attributes
    ----------
    wanted
        Who was tied to them after all.
    ranked
        For each method the candidates, best first.
    scores
        What the blend gave to each of its own.
    wins
        For each method how often a tied one scored above one drawn at random; a draw is half.
    """

    name: str
    wanted: tuple[str, ...]
    ranked: Mapping[str, list[str]]
    scores: list[float]
    wins: Mapping[str, float]


def read_written(lines: Iterable[str]) -> Iterator[Written]:
    """Members of a JSONL file: an object with `id` and `passages` a line.

    A passage has `text`, and may have `from`, `to` and `organization`.

    Raises
    ------
    ValueError
        A line is not such an object; the message says which.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            member = json.loads(line)
            passages = [dict(passage) for passage in member.get("passages") or ()]
            yield written_from(str(member["id"]), passages)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            message = f"Line {number} is not a member with id and passages: {error}"
            raise ValueError(message) from error


def written_from(name: str, passages: Iterable[Mapping[str, Any]]) -> Written:
    """What a member wrote in passages that have `text`, and may have the rest."""
    those = list(passages)
    return Written(
        name=name,
        stays=tuple(stay for one in those for stay in _stays(one)),
        words=frozenset(word for one in those for word in _words(str(one["text"]))),
    )


class Trial:
    """The product's own suggestions over ties that are known, judged by others.

    Parameters
    ----------
    train, test : int64, shape (m, 2)
        Ties that are known, and those to foresee, by the numbers of the outside data.
    is_in_order
        The known ties stand in the order of time.
    written
        What the members wrote, where they did.
    """

    def __init__(
        self,
        train: Edges,
        test: Edges,
        *,
        is_in_order: bool = False,
        written: Iterable[Written] = (),
    ) -> None:
        records = list(written)
        names = dict.fromkeys(map(str, np.unique(train).tolist()))
        names.update(dict.fromkeys(one.name for one in records))
        self.names = list(names)
        self._names = np.array(self.names, dtype=object)
        self._nodes = {name: node for node, name in enumerate(self.names)}
        self.edges = distinct_pairs(self._pairs(train))
        self.graph = make_graph(self.edges, size=len(self.names))
        self.records = _records(records, self._nodes) if records else None
        counts = self.graph.counts(np.arange(self.graph.size, dtype=np.int32))
        self._tied = np.flatnonzero(counts > 0)
        foreseen = self._pairs(test)
        self.wanted = self._ends(foreseen, counts > 0)
        #: Ties to foresee with an end nobody had heard of.
        self.unknown = len(test) - len(foreseen)
        fitted = calibrated(
            self.edges, len(self.names), is_in_order=is_in_order, records=self.records
        )
        self.blend = fitted or DEFAULT

    def answers(self) -> Iterator[Answer]:
        """What is suggested to each member who stands in the known ties and has one to come."""
        viewers = sorted(self.wanted)
        wanted = [sorted(self.wanted[viewer]) for viewer in viewers]
        drawn = [self._drawn(viewer, len(self.wanted[viewer])) for viewer in viewers]
        asked = (
            [*right, *wrong, *nearest(viewer, self.records)]
            for viewer, right, wrong in zip(viewers, wanted, drawn, strict=True)
        )
        found = evidence_of_each(self.graph, viewers, asked)
        for viewer, right, wrong, evidence in zip(viewers, wanted, drawn, found, strict=True):
            nodes, scores, is_listed = self._scores(viewer, evidence)
            best = {
                method: _best(nodes, values, is_listed & (values > 0))
                for method, values in scores.items()
            }
            yield Answer(
                name=self.names[viewer],
                wanted=tuple(self.names[node] for node in right),
                ranked={
                    method: self._names[nodes[top]].tolist() for method, top in best.items()
                },
                scores=scores["blend"][best["blend"]].tolist(),
                wins={
                    method: _wins(nodes, values, right, wrong)
                    for method, values in scores.items()
                },
            )

    def _scores(self, viewer: int, evidence: Evidence) -> tuple[Nodes, dict[str, Values], Mask]:
        """Every method's scores: above 0 for those it has heard of."""
        nodes, scaled, is_listed = candidates_of(
            evidence, self.graph.row(viewer), viewer, self.records
        )
        scores = {name: scaled[:, TIES.index(name)] for name in METHODS[1:]}
        blended = self.blend.scores(scaled)
        # Whoever is no candidate stands behind all who are.
        behind = float(blended[is_listed].min(initial=0.0)) - 1
        scores["blend"] = np.where(is_listed, blended - behind, scores["pagerank"] / 2)
        return nodes, {method: scores[method] for method in METHODS}, is_listed

    def _drawn(self, viewer: int, count: int) -> list[int]:
        """Members drawn at random, the same each time, who are not tied to `viewer` at all."""
        rng = np.random.default_rng([viewer, len(self._tied)])
        tied = {viewer, *self.graph.row(viewer).tolist(), *self.wanted[viewer]}
        drawn: list[int] = []
        for _ in range(1000 * count):
            node = int(rng.choice(self._tied))
            if node not in tied:
                drawn.append(node)
            if len(drawn) == count:
                break
        return drawn

    def _pairs(self, pairs: Edges) -> Edges:
        """`pairs` as nodes, without those of whom nobody has heard."""
        known = (
            (self._nodes.get(str(one)), self._nodes.get(str(other)))
            for one, other in pairs.tolist()
        )
        found = [pair for pair in known if None not in pair]
        return np.array(found, dtype=np.int64).reshape(-1, 2)

    def _ends(self, pairs: Edges, is_tied: Mask) -> dict[int, set[int]]:
        known = set(map(tuple, self.edges.tolist()))
        ends: dict[int, set[int]] = {}
        for one, other in pairs.tolist():
            if one == other or (min(one, other), max(one, other)) in known:
                continue
            for viewer, node in ((one, other), (other, one)):
                if is_tied[viewer]:
                    ends.setdefault(viewer, set()).add(node)
        return ends


def distinct_pairs(pairs: Edges) -> Edges:
    """Each tie once, low before high, in the order they first came; nobody knows themselves."""
    pairs = np.sort(pairs[pairs[:, 0] != pairs[:, 1]], axis=1)
    _pairs, first = np.unique(pairs, axis=0, return_index=True)
    return pairs[np.sort(first)]


def _best(nodes: Nodes, scores: Values, is_candidate: Mask) -> Numbers:
    """The places of the best candidates, best first; of equals the lower node."""
    there = np.flatnonzero(is_candidate)
    return there[np.lexsort((nodes[there], -scores[there]))[:DEPTH]]


def _wins(nodes: Nodes, scores: Values, right: list[int], wrong: list[int]) -> float:
    """How often one of `right` stands above the one of `wrong` it was paired with."""
    pairs = np.array([right[: len(wrong)], wrong], dtype=np.int64)
    places = np.minimum(np.searchsorted(nodes, pairs), max(len(nodes) - 1, 0))
    known = nodes[places] == pairs if len(nodes) else np.zeros(pairs.shape, dtype=np.bool_)
    one, other = np.where(known, scores[places] if len(nodes) else 0.0, 0.0)
    return float((one > other).sum() + (one == other).sum() / 2)


def _records(written: list[Written], nodes: Mapping[str, int]) -> Records:
    stays = [
        Stay(nodes[one.name], place, first, last, is_school=bool(_SCHOOL.search(place)))
        for one in written
        for place, first, last in one.stays
    ]
    return Records(stays, {nodes[one.name]: one.words for one in written}, len(written))


def _stays(passage: Mapping[str, Any]) -> Iterator[tuple[str, int, int]]:
    place = str(passage.get("organization") or "").strip().casefold()
    first, last = str(passage.get("from") or "")[:4], str(passage.get("to") or "")[:4]
    if place and first.isdecimal():
        # Without an end it goes on: that is how a position one still has is written.
        yield place, int(first), int(last) if last.isdecimal() else 9999


def _words(text: str) -> Iterator[str]:
    for token in tokens_of(text):
        if len(token.term) > 1 and not _DIGITS.search(token.term):
            yield token.term
