"""Rows of a LinkedIn archive to items of a record, one function a kind of file."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from enishi.engines.formats.dates import partial_date
from enishi.engines.formats.tidy import Notebook, web_address, writable
from enishi.engines.formats.types import Details, Item, Name, Origin, Problem, Text
from enishi.engines.formats.words import joined, lines, one_line
from enishi.engines.text.language import language_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from enishi.engines.formats.tables import Row

_WEBSITE = re.compile(r"([A-Z_ ]+):((?:https?://)?[^\s,\]]+)")


def read_rows(holds: str, row: Row, notebook: Notebook) -> None:
    """Note the items that a row of a file which `holds` such rows speaks of."""
    before = len(notebook.items) + notebook.left_over
    _READERS[holds](row, notebook)
    if len(notebook.items) + notebook.left_over == before:
        notebook.complain(row.at, Problem.ROW_EMPTY)


def name_of(row: Row) -> Name:
    """Read the owner's name, in the script it is written in."""
    parts = (writable(row["lastname"]), writable(row["firstname"]))
    return Name(kanji=parts) if language_of("".join(parts)) == "ja" else Name(romaji=parts)


def _date(row: Row, column: str, notebook: Notebook) -> str:
    written = row[column]
    found = partial_date(written) if written else ""
    if found is None:
        notebook.complain(row.at, Problem.DATE_UNREADABLE, value=writable(written[:60]))
        return ""
    return found


def _details(**values: str) -> Details:
    return {key: value for key, value in values.items() if value}


def _add(notebook: Notebook, item: Item) -> None:
    """Keep an item that says at least what or where it was."""
    if item.title or item.organization:
        notebook.add(item)


def _profile(row: Row, notebook: Notebook) -> None:
    at = row.at
    headline, place = one_line(row["headline"]), one_line(row["geolocation"])
    for kind, text in (
        ("headline", headline),
        ("summary", lines(row["summary"])),
        ("place", place),
    ):
        if text:
            notebook.add(Item(kind, text=text, origin=at))
    for label, address in _WEBSITE.findall(row["websites"]):
        _add_link(notebook, at, address, label.strip().capitalize())
    for handle in filter(None, re.split(r"[\s,\[\]@]+", row["twitterhandles"])):
        _add_link(notebook, at, f"https://x.com/{handle}", "X", username=handle)


def _add_link(notebook: Notebook, at: Origin, address: str, label: str, **details: str) -> None:
    item = Item(
        "link",
        title=one_line(label),
        url=web_address(address),
        details=_details(network=label, **details),
        origin=at,
    )
    notebook.add(item)


def _summary(row: Row, notebook: Notebook) -> None:
    text = lines(row["profilesummary"])
    if text:
        notebook.add(Item("summary", text=text, origin=row.at))


def _position(row: Row, notebook: Notebook) -> None:
    ends = _date(row, "finishedon", notebook)
    item = Item(
        "position",
        title=one_line(row["title"]),
        organization=one_line(row["companyname"]),
        place=one_line(row["location"]),
        text=lines(row["description"]),
        starts=_date(row, "startedon", notebook),
        ends=ends,
        is_current=not row["finishedon"],
        origin=row.at,
    )
    _add(notebook, item)


def _education(row: Row, notebook: Notebook) -> None:
    item = Item(
        "education",
        title=one_line(row["degreename"]),
        organization=one_line(row["schoolname"]),
        text=joined(lines(row["notes"]), lines(row["activities"])),
        starts=_date(row, "startdate", notebook),
        ends=_date(row, "enddate", notebook),
        origin=row.at,
    )
    _add(notebook, item)


def _skill(row: Row, notebook: Notebook) -> None:
    _add(notebook, Item("skill", title=one_line(row["name"]), origin=row.at))


def _language(row: Row, notebook: Notebook) -> None:
    details = _details(proficiency=row["proficiency"])
    _add(notebook, Item("language", one_line(row["name"]), details=details, origin=row.at))


def _certificate(row: Row, notebook: Notebook) -> None:
    item = Item(
        "certificate",
        title=one_line(row["name"]),
        organization=one_line(row["authority"]),
        url=web_address(row["url"]),
        starts=_date(row, "startedon", notebook),
        ends=_date(row, "finishedon", notebook),
        details=_details(license_number=row["licensenumber"]),
        origin=row.at,
    )
    _add(notebook, item)


def _project(row: Row, notebook: Notebook) -> None:
    starts, ends = _date(row, "startedon", notebook), _date(row, "finishedon", notebook)
    item = Item(
        "project",
        title=one_line(row["title"]),
        text=lines(row["description"]),
        url=web_address(row["url"]),
        starts=starts,
        ends=ends,
        is_current=bool(starts) and not row["finishedon"],
        origin=row.at,
    )
    _add(notebook, item)


def _publication(row: Row, notebook: Notebook) -> None:
    item = Item(
        "publication",
        title=one_line(row["name"]),
        organization=one_line(row["publisher"]),
        text=lines(row["description"]),
        url=web_address(row["url"]),
        starts=_date(row, "publishedon", notebook),
        origin=row.at,
    )
    _add(notebook, item)


def _award(row: Row, notebook: Notebook) -> None:
    item = Item(
        "award",
        title=one_line(row["title"]),
        text=lines(row["description"]),
        starts=_date(row, "issuedon", notebook),
        origin=row.at,
    )
    _add(notebook, item)


def _volunteering(row: Row, notebook: Notebook) -> None:
    item = Item(
        "volunteering",
        title=one_line(row["role"]),
        organization=one_line(row["companyname"]),
        text=lines(row["description"]),
        starts=_date(row, "startedon", notebook),
        ends=_date(row, "finishedon", notebook),
        is_current=bool(row["startedon"]) and not row["finishedon"],
        details=_details(cause=row["cause"]),
        origin=row.at,
    )
    _add(notebook, item)


_READERS: dict[str, Callable[[Row, Notebook], None]] = {
    "profile": _profile,
    "profile_summary": _summary,
    "positions": _position,
    "education": _education,
    "skills": _skill,
    "languages": _language,
    "certifications": _certificate,
    "projects": _project,
    "publications": _publication,
    "honors": _award,
    "volunteering": _volunteering,
}


def merged(same: list[Item]) -> Item:
    """Make one of several headlines, summaries or places: the first in each language."""
    first = same[0]
    text = Text(
        ja=next((item.text.ja for item in same if item.text.ja), ""),
        en=next((item.text.en for item in same if item.text.en), ""),
    )
    return replace(first, text=text)
