"""The tantivy indexes underneath: their schema, their folder, one generation at a time.

Four indexes, so that what is hidden leaves no trace in what is seen:

* ``people``: one document a member with all the words of their open lines and the keys of
  filters: who answers, how many do, and where they are;
* ``open``: lines every member may see, one document a line: what proves it;
* ``narrow``: lines for connections or the second degree only, looked into within the
  viewer's own circle;
* ``names``: beginnings of folded names, for completion.

A generation is a folder with all four. Rebuilding fills a new one beside the old one, and
the file ``current`` then names it in one step: readers never see half an index.
"""

import json
import shutil
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Final

import tantivy

if TYPE_CHECKING:
    from enishi.engines.search.preparing import Keys, Placed, PreparedLine, PreparedMember

#: Raise it when terms, cards or fields change: older indexes are then built anew.
FORMAT: Final = 3
PARTS: Final = ("open", "narrow", "people", "names")
#: What filters and facets tell apart; for guests, by what everyone may see.
KEYS: Final = ("organizations", "places", "industries")
PUBLIC: Final = "public_"
#: Where vectors lie in a generation, a folder a model.
VECTORS: Final = "vectors"
GROWING: Final = "growing"


@dataclass(frozen=True, slots=True)
class Generation:
    """One complete set of indexes on disk."""

    folder: Path
    open: tantivy.Index
    narrow: tantivy.Index
    people: tantivy.Index
    names: tantivy.Index

    @classmethod
    def at(cls, folder: Path) -> "Generation":
        """Open the generation in `folder`, empty if it is new."""
        parts = {part: folder / part for part in PARTS}
        for path in parts.values():
            path.mkdir(parents=True, exist_ok=True)
        return cls(
            folder,
            tantivy.Index(LINES, str(parts["open"])),
            tantivy.Index(LINES, str(parts["narrow"])),
            tantivy.Index(PEOPLE, str(parts["people"])),
            tantivy.Index(NAMES, str(parts["names"])),
        )

    def stamp(self) -> tuple[int, ...]:
        """A value that changes with every commit: cheap to ask before each search."""
        return tuple((self.folder / part / "meta.json").stat().st_mtime_ns for part in PARTS)


def _lines_schema() -> tantivy.Schema:
    fields = tantivy.SchemaBuilder()
    fields.add_text_field("words", tokenizer_name="raw", index_option="position")
    for name in (*KEYS, "language", "visibility"):
        fields.add_text_field(name, tokenizer_name="raw", index_option="basic")
    fields.add_unsigned_field("member", indexed=True, fast=True)
    fields.add_unsigned_field("first_year", indexed=True, fast=True)
    fields.add_unsigned_field("last_year", indexed=True, fast=True)
    fields.add_bytes_field("card", stored=True)
    return fields.build()


def _people_schema() -> tantivy.Schema:
    fields = tantivy.SchemaBuilder()
    for name in ("words", f"{PUBLIC}words"):
        fields.add_text_field(name, tokenizer_name="raw", index_option="position")
    for name in (*KEYS, *(f"{PUBLIC}{key}" for key in KEYS)):
        fields.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    fields.add_unsigned_field("member", indexed=True, fast=True)
    return fields.build()


def _names_schema() -> tantivy.Schema:
    fields = tantivy.SchemaBuilder()
    fields.add_text_field("prefix", tokenizer_name="raw", index_option="basic")
    fields.add_unsigned_field("member", indexed=True, fast=True)
    return fields.build()


LINES: Final = _lines_schema()
PEOPLE: Final = _people_schema()
NAMES: Final = _names_schema()


def line_document(member_id: int, line: "PreparedLine") -> tantivy.Document:
    """A line as a document of the open or the narrow index."""
    document = tantivy.Document()
    document.add_pre_tokenized_text("words", _pre_tokenized(line.terms))
    _add_keys(document, line.keys)
    document.add_text("language", line.language)
    document.add_text("visibility", line.visibility)
    document.add_unsigned("member", member_id)
    document.add_unsigned("first_year", line.first_year)
    document.add_unsigned("last_year", line.last_year)
    document.add_bytes("card", line.card)
    return document


def person_document(member: "PreparedMember") -> tantivy.Document:
    """A member as a document of the people."""
    document = tantivy.Document()
    document.add_unsigned("member", member.member_id)
    for name, terms in (("words", member.open), (f"{PUBLIC}words", member.public)):
        if terms.words:
            document.add_pre_tokenized_text(name, _pre_tokenized(terms))
    _add_keys(document, member.open_keys)
    _add_keys(document, member.public_keys, PUBLIC)
    return document


def _add_keys(document: tantivy.Document, keys: "Keys", prefix: str = "") -> None:
    for name in KEYS:
        for key in getattr(keys, name):
            document.add_text(f"{prefix}{name}", key)


def name_document(member: "PreparedMember") -> tantivy.Document:
    """A member as a document of the names."""
    document = tantivy.Document()
    document.add_unsigned("member", member.member_id)
    for prefix in member.prefixes:
        document.add_text("prefix", prefix)
    return document


def _pre_tokenized(terms: "Placed") -> tantivy.PreTokenizedString:
    # The text itself is not needed there, and lone surrogates cannot be given to it.
    tokens = map(tantivy.Token, terms.words, terms.positions, repeat(0), repeat(0))
    return tantivy.PreTokenizedString("", list(tokens))


def size_bytes(folder: Path) -> int:
    """How much room a generation takes."""
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def current_generation(path: Path) -> Path | None:
    """The folder of the generation in use, if there is one this code can read."""
    try:
        current = json.loads((path / "current").read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return None
    if current.get("format") != FORMAT:
        return None
    return path / str(current["generation"])


def new_generation(path: Path) -> Path:
    """A fresh folder beside those that exist."""
    path.mkdir(parents=True, exist_ok=True)
    numbers = [int(old.name[1:]) for old in path.glob("g*") if old.name[1:].isdigit()]
    folder = path / f"g{max(numbers, default=0) + 1}"
    folder.mkdir()
    return folder


def start_growing(folder: Path) -> None:
    """Mark a generation as one that is read before it is whole."""
    (folder / GROWING).touch()


def is_growing(folder: Path) -> bool:
    """Whether a generation is not whole yet, or was left so by a writer that died."""
    return (folder / GROWING).exists()


def end_growing(folder: Path) -> None:
    """Mark a generation as whole."""
    (folder / GROWING).unlink()


def make_current(path: Path, folder: Path) -> None:
    """Let `folder` be the generation in use, and remove the ones before it."""
    draft = path / "current.new"
    draft.write_text(json.dumps({"format": FORMAT, "generation": folder.name}))
    draft.replace(path / "current")
    for old in path.glob("g*"):
        if old != folder:
            # Readers that still have it open keep their file handles until they reload.
            shutil.rmtree(old, ignore_errors=True)
