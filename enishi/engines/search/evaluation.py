"""Rank outside data with the product's own index, and with plain BM25 to compare.

What is compared is the product as it stands: the same tokens, index and ranking as a
search page. The plain run is what a search engine does with the same Sudachi tokens and
nothing else: one document a member, BM25, no synonyms, no bonuses. The run of bigrams does
without a dictionary: every two characters that stand side by side are a word.
"""

import json
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any, Final

import tantivy
from tantivy import Occur, Query

from enishi.engines.search.index import SearchIndex
from enishi.engines.search.preparing import prepare_member
from enishi.engines.search.types import Page, Passage, Scope
from enishi.engines.text import language_of, tokens_of
from enishi.engines.text.scripts import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from enishi.engines.search.meaning import Embedder

#: How far down a ranking is judged.
DEPTH: Final = 1_000
#: Of the others, who stands at one and at two steps from a seeker with ties.
FIRST_SHARE, SECOND_SHARE = 0.1, 0.3


@dataclass(frozen=True, slots=True)
class Judged:
    """A member of the outside data: their name there, and their lines."""

    name: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One row of a run: for this query, this member scored so much."""

    query: str
    member: str
    score: float


def read_members(lines: "Iterable[str]") -> "Iterator[Judged]":
    """Members of a JSONL file: an object with `id` and `passages` a line.

    A passage has `text`, and may have `from`, `to` and `organization`.

    Raises
    ------
    ValueError
        A line is not such an object; the message says which.
    """
    member_id = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        member_id += 1
        try:
            member = json.loads(line)
            passages = tuple(
                _passage(member_id, at, passage)
                for at, passage in enumerate(member.get("passages") or ())
            )
            yield Judged(str(member["id"]), passages)
        except (KeyError, TypeError, AttributeError, json.JSONDecodeError) as error:
            message = f"Line {number} is not a member with id and passages: {error}"
            raise ValueError(message) from error


def read_queries(lines: "Iterable[str]") -> "Iterator[tuple[str, str]]":
    """Queries of a TSV file: `id<TAB>text`."""
    for line in lines:
        name, _tab, text = line.rstrip("\r\n").partition("\t")
        if name.strip():
            yield name.strip(), text


def read_classes(lines: "Iterable[str]", *, split: str = "") -> dict[str, str]:
    """Query → its class, of a TSV file `id<TAB>class<TAB>split`; of one split only, if said."""
    rows = (line.rstrip("\r\n").split("\t") for line in lines if line.strip())
    return {query: kind for query, kind, half in rows if split in {"", half}}


def groups_of(
    queries: "Iterable[tuple[str, str]]", classes: "Mapping[str, str]"
) -> dict[str, frozenset[str]]:
    """Queries by class; those of a class that asks in both languages also by language."""
    groups: defaultdict[str, set[str]] = defaultdict(set)
    spoken: defaultdict[str, set[str]] = defaultdict(set)
    for query, text in queries:
        if kind := classes.get(query):
            groups[kind].add(query)
            groups[f"{kind}:{language_of(text)}"].add(query)
            spoken[kind].add(language_of(text))
    return {
        name: frozenset(theirs)
        for name, theirs in groups.items()
        if ":" not in name or len(spoken[name.split(":")[0]]) > 1
    }


class Trial:
    """Both rankings over one set of members, kept in `folder`; memory stays bounded."""

    def __init__(self, folder: Path, embedder: "Embedder | None" = None) -> None:
        self._index = SearchIndex.open(folder / "default")
        self._embedder = embedder
        (folder / "plain").mkdir(parents=True, exist_ok=True)
        self._plain = tantivy.Index(_PLAIN, str(folder / "plain"))
        self._names: list[str] = [""]

    def fill(self, members: "Iterable[Judged]") -> None:
        """Index every member, one at a time."""
        plain = self._plain.writer(60_000_000, num_threads=1)
        try:
            with self._index.rebuild() as writer:
                for member in members:
                    self._names.append(member.name)
                    member_id = len(self._names) - 1
                    writer.replace_member(member_id, member.passages)
                    plain.add_document(_plain_document(member_id, member))
            plain.commit()
        finally:
            plain.wait_merging_threads()
        self._plain.reload()

    def read_meanings(self, members: "Iterable[Judged]") -> None:
        """Read every line for its meaning; from then on the ranking knows of it."""
        self._index = SearchIndex.open(self._index.path, self._embedder)
        known = {name: member_id for member_id, name in enumerate(self._names)}
        for one in members:
            self._index.read_meanings([prepare_member(known[one.name], one.passages)])

    def default(self, query: str, text: str) -> list[Place]:
        """The product's own ranking, for somebody without a tie."""
        return self._by_product(query, text, Scope(viewer_id=0))

    def tied(self, query: str, text: str) -> list[Place]:
        """The product's own ranking, for somebody with ties here and there."""
        return self._by_product(query, text, self._around)

    @cached_property
    def _around(self) -> Scope:
        """One in ten at one step and three in ten at two, by lot."""
        lots = Random(1)  # noqa: S311 - who is tied, not a secret
        members = range(1, len(self._names))
        first = {one for one in members if lots.random() < FIRST_SHARE}
        second = {one for one in members if lots.random() < SECOND_SHARE} - first
        return Scope(viewer_id=0, connections=first, second_degree=second)

    def _by_product(self, query: str, text: str, scope: Scope) -> list[Place]:
        results = self._index.search(text, scope, page=Page(size=DEPTH))
        return [
            Place(query, self._names[hit.member_id], hit.parts.score) for hit in results.hits
        ]

    def plain(self, query: str, text: str) -> list[Place]:
        """Plain BM25 over the same tokens."""
        return self._by_bm25(query, "text", _words(text))

    def bigrams(self, query: str, text: str) -> list[Place]:
        """Plain BM25 over pairs of characters."""
        return self._by_bm25(query, "pairs", _pairs(text))

    def _by_bm25(self, query: str, name: str, words: "Iterable[str]") -> list[Place]:
        clauses = [
            (Occur.Should, Query.term_query(_PLAIN, name, word)) for word in sorted({*words})
        ]
        searcher = self._plain.searcher()
        hits = searcher.search(Query.boolean_query(clauses), DEPTH, count=False).hits
        members = searcher.fast_field_values("member", [address for _score, address in hits])
        return [
            Place(query, self._names[int(member)], float(score))
            for (score, _address), member in zip(hits, members, strict=True)
            if member is not None
        ]


def _passage(member_id: int, at: int, raw: dict[str, Any]) -> Passage:
    text = str(raw["text"])
    organization = str(raw.get("organization") or "")
    return Passage(
        passage_id=f"{member_id}:{at}",
        member_id=member_id,
        entry_id=at,
        text=text,
        language=language_of(text),
        organization=organization,
        organization_key=organization.casefold(),
        starts=str(raw.get("from") or ""),
        ends=str(raw.get("to") or ""),
    )


def _plain_schema() -> tantivy.Schema:
    fields = tantivy.SchemaBuilder()
    for name in ("text", "pairs"):
        fields.add_text_field(name, tokenizer_name="raw", index_option="freq")
    fields.add_unsigned_field("member", indexed=True, fast=True)
    return fields.build()


_PLAIN: Final = _plain_schema()


def _plain_document(member_id: int, member: Judged) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("member", member_id)
    texts = [text for one in member.passages for text in (one.text, one.organization)]
    for name, read in (("text", _words), ("pairs", _pairs)):
        terms = [
            tantivy.Token(term, at, 0, 0)
            for at, term in enumerate(term for text in texts for term in read(text))
        ]
        if terms:
            document.add_pre_tokenized_text(name, tantivy.PreTokenizedString("", terms))
    return document


def _words(text: str) -> list[str]:
    return [token.term for token in tokens_of(text)]


def _pairs(text: str) -> list[str]:
    folded = fold(text).text
    words = re.findall(r"[a-z0-9]+|[^\W_]+", folded)
    return [
        word if len(word) == 1 else word[at : at + 2]
        for word in words
        for at in range(max(1, len(word) - 1))
    ]
