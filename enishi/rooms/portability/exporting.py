"""A member's own record as a file that other programs – and this house – can read."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from enishi.engines.formats.json_resume import write_json_resume
from enishi.engines.formats.types import Career, Item
from enishi.engines.formats.vcard import write_vcard
from enishi.rooms.connections.queries import connection_ids_of
from enishi.rooms.members.queries import present_members
from enishi.rooms.portability.mapping import item_of, name_of
from enishi.rooms.portability.types import ExportFile, Format
from enishi.rooms.profiles.queries import get_own_page, own_record

if TYPE_CHECKING:
    from collections.abc import Callable

    from enishi.rooms.members.models import Member

#: What makes a spreadsheet take a cell for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_COLUMNS = (
    *("kind", "title_ja", "title_en", "organization_ja", "organization_en"),
    *("place_ja", "place_en", "text_ja", "text_en", "url", "starts", "ends", "is_current"),
    *("details", "visibility", "text_visibility", "confirmed_on"),
)


def export_of(member: Member, form: Format) -> ExportFile:
    """Everything in the member's own record, hidden lines too, as a file of the kind `form`."""
    return _WRITERS[form](member)


def _career(member: Member) -> Career:
    items = tuple(item_of(entry) for entry in own_record(member))
    return Career(name_of(member.name), items)


def _name(member: Member, ending: str) -> str:
    return f"enishi-{member.handle}{ending}"


def _json_resume(member: Member, language: str) -> ExportFile:
    data = write_json_resume(_career(member), language)
    return ExportFile(_name(member, f"-resume-{language}.json"), "application/json", data)


def _vcard(member: Member, language: str) -> ExportFile:
    data = write_vcard(_career(member), language)
    return ExportFile(_name(member, f"-{language}.vcf"), "text/vcard; charset=utf-8", data)


def _csv(member: Member) -> ExportFile:
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(_COLUMNS)
    for item in _career(member).items:
        table.writerow([_safe(cell) for cell in _cells(item)])
    # With its mark, so that spreadsheets do not take Japanese for something else.
    data = written.getvalue().encode("utf-8-sig")
    return ExportFile(_name(member, "-entries.csv"), "text/csv; charset=utf-8", data)


def _cells(item: Item) -> list[str]:
    pairs = (item.title, item.organization, item.place, item.text)
    sides = [side for pair in pairs for side in (pair.ja, pair.en)]
    details = json.dumps(item.details, ensure_ascii=False) if item.details else ""
    is_current = "true" if item.is_current else "false"
    dates = [item.url, item.starts, item.ends, is_current, details]
    return [item.kind, *sides, *dates, item.visibility, item.text_visibility, item.confirmed_on]


def _safe(cell: str) -> str:
    """Keep a spreadsheet from running what somebody wrote."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


def _everything(member: Member) -> ExportFile:
    """Write a JSON Resume with the account, the settings and the connections beside it."""
    document = json.loads(write_json_resume(_career(member), member.language))
    settings = get_own_page(member).settings
    document["enishi"] = {
        "account": {
            "handle": member.handle,
            "email": member.email,
            "language": member.language,
            "time_zone": member.time_zone,
            "joined_at": member.joined_at.isoformat(),
        },
        "page": {
            "has_public_page": settings.has_public_page,
            "is_indexable": settings.is_indexable,
            "has_structured_data": settings.has_structured_data,
            "default_visibility": settings.default_visibility,
            "portrait_visibility": settings.portrait_visibility,
        },
        "connections": [
            {"handle": other.handle, "name": other.name.written(member.language)}
            for other in present_members(connection_ids_of(member.pk)).values()
        ],
    }
    data = json.dumps(document, ensure_ascii=False, indent=2).encode()
    return ExportFile(_name(member, "-everything.json"), "application/json", data)


_WRITERS: dict[Format, Callable[[Member], ExportFile]] = {
    Format.JSON_RESUME_JA: lambda member: _json_resume(member, "ja"),
    Format.JSON_RESUME_EN: lambda member: _json_resume(member, "en"),
    Format.VCARD_JA: lambda member: _vcard(member, "ja"),
    Format.VCARD_EN: lambda member: _vcard(member, "en"),
    Format.CSV: _csv,
    Format.EVERYTHING: _everything,
}
