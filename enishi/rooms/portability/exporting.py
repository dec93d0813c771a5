"""A member's own record as a file that other programs – and this house – can read."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from enishi.engines.formats.json_resume import write_json_resume
from enishi.engines.formats.types import Career, Item
from enishi.engines.formats.vcard import write_vcard
from enishi.rooms.portability.mapping import item_of, name_of
from enishi.rooms.portability.tables import safe
from enishi.rooms.portability.taking_out import pack
from enishi.rooms.portability.types import ExportFile, Format
from enishi.rooms.profiles.queries import own_record

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from enishi.rooms.members.models import Member

_COLUMNS = (
    *("kind", "title_ja", "title_en", "organization_ja", "organization_en"),
    *("place_ja", "place_en", "text_ja", "text_en", "url", "starts", "ends", "is_current"),
    *("details", "visibility", "text_visibility", "confirmed_on"),
)


def export_of(member: Member, form: Format, *, at: datetime) -> ExportFile:
    """Everything in the member's own record, hidden lines too, as a file of the kind `form`.

    As `Format.EVERYTHING` all that the house holds of them, as far as they may know it `at`
    that time.
    """
    return _WRITERS[form](member, at)


def _career(member: Member) -> Career:
    items = tuple(item_of(entry) for entry in own_record(member))
    return Career(name_of(member.name), items)


def _name(member: Member, ending: str) -> str:
    return f"enishi-{member.handle}{ending}"


def _json_resume(member: Member, language: str) -> ExportFile:
    data = write_json_resume(_career(member), language)
    name = _name(member, f"-resume-{language}.json")
    return ExportFile(name, "application/json", io.BytesIO(data))


def _vcard(member: Member, language: str) -> ExportFile:
    data = write_vcard(_career(member), language)
    name = _name(member, f"-{language}.vcf")
    return ExportFile(name, "text/vcard; charset=utf-8", io.BytesIO(data))


def _csv(member: Member) -> ExportFile:
    name = _name(member, "-entries.csv")
    return ExportFile(name, "text/csv; charset=utf-8", io.BytesIO(_table(member)))


def _table(member: Member) -> bytes:
    written = io.StringIO()
    table = csv.writer(written)
    table.writerow(_COLUMNS)
    for item in _career(member).items:
        table.writerow([safe(cell) for cell in _cells(item)])
    # With its mark, so that spreadsheets do not take Japanese for something else.
    return written.getvalue().encode("utf-8-sig")


def _cells(item: Item) -> list[str]:
    pairs = (item.title, item.organization, item.place, item.text)
    sides = [side for pair in pairs for side in (pair.ja, pair.en)]
    details = json.dumps(item.details, ensure_ascii=False) if item.details else ""
    is_current = "true" if item.is_current else "false"
    dates = [item.url, item.starts, item.ends, is_current, details]
    return [item.kind, *sides, *dates, item.visibility, item.text_visibility, item.confirmed_on]


def _everything(member: Member, at: datetime) -> ExportFile:
    record = {
        "json-resume-ja.json": write_json_resume(_career(member), "ja"),
        "json-resume-en.json": write_json_resume(_career(member), "en"),
        "vcard-ja.vcf": write_vcard(_career(member), "ja"),
        "vcard-en.vcf": write_vcard(_career(member), "en"),
        "entries.csv": _table(member),
    }
    name = _name(member, f"-everything-{at:%Y-%m-%d}.zip")
    return ExportFile(name, "application/zip", pack(member, record, at))


_WRITERS: dict[Format, Callable[[Member, datetime], ExportFile]] = {
    Format.JSON_RESUME_JA: lambda member, _at: _json_resume(member, "ja"),
    Format.JSON_RESUME_EN: lambda member, _at: _json_resume(member, "en"),
    Format.VCARD_JA: lambda member, _at: _vcard(member, "ja"),
    Format.VCARD_EN: lambda member, _at: _vcard(member, "en"),
    Format.CSV: lambda member, _at: _csv(member),
    Format.EVERYTHING: _everything,
}
