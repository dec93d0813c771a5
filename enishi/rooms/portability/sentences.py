"""What readers of files found wrong, as sentences a member reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from enishi.engines.formats.types import Problem, Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import Promise

    from enishi.engines.formats.types import Refusal

REFUSALS: dict[Refused, str | Promise] = {
    Refused.EMPTY: _("The file is empty."),
    Refused.TOO_LARGE: _("The file is larger than %(limit)s MB."),
    Refused.UNKNOWN_FORMAT: _(
        "This is none of the files we can read: a LinkedIn archive (ZIP) or one of its CSV "
        "files, a JSON Resume, a vCard, or what was taken out of a house like this."
    ),
    Refused.NOT_A_ZIP: _("The ZIP file is damaged. Please download it again."),
    Refused.TOO_MANY_FILES: _("The archive holds more than %(limit)s files."),
    Refused.UNPACKS_TOO_LARGE: _("Unpacked, the archive would be larger than %(limit)s MB."),
    Refused.OVERLAPPING: _(
        "Parts of the archive lie on top of one another (%(file)s). We do not open such files."
    ),
    Refused.FALSE_SIZE: _(
        "A file in the archive is larger than it says (%(file)s). We do not open such files."
    ),
    Refused.UNSAFE_PATH: _(
        "A file in the archive has a path that leads out of it (%(file)s). We do not open "
        "such files."
    ),
    Refused.ENCRYPTED: _(
        "The archive is locked with a password (%(file)s). Please unpack it and pack it "
        "again without one."
    ),
    Refused.NESTED: _(
        "There is another archive inside the archive (%(file)s). Please unpack that one "
        "and choose it by itself."
    ),
    Refused.NO_KNOWN_FILE: _(
        "There is nothing about a career in this file. In a LinkedIn archive, look for "
        "Positions.csv or Profile.csv."
    ),
    Refused.NOT_JSON: _("The file is not valid JSON."),
    Refused.NOT_A_RESUME: _("This JSON file is not a JSON Resume."),
    Refused.NOT_A_VCARD: _("There is no vCard in this file."),
}

#: Reasons of this room itself, beside those of the readers.
REPEATED = "repeated"
NOT_KEPT = "not_kept"

PROBLEMS: dict[str, str | Promise] = {
    Problem.FILE_TOO_LARGE: _("The file is too large and was left out."),
    Problem.FILE_DAMAGED: _("The file is damaged and was left out."),
    Problem.FILE_METHOD: _("The file is packed in a way we cannot unpack."),
    Problem.FILE_DECODED: _(
        "The file is not in UTF-8; it was read as %(encoding)s. Please look at the characters."
    ),
    Problem.ROWS_LEFT: _("Only the first %(limit)s rows were read."),
    Problem.ROW_UNREADABLE: _("This row cannot be read."),
    Problem.ROW_TOO_LONG: _(
        "The row has %(cells)s fields where there should be %(columns)s. Perhaps a comma "
        "stands outside quotation marks."
    ),
    Problem.ROW_SHIFTED: _("The row was shifted by one column; it was put right."),
    Problem.ROW_EMPTY: _("The row says neither what nor where."),
    Problem.DATE_UNREADABLE: _("The date cannot be read: %(value)s. It was left empty."),
    Problem.ENDS_BEFORE_START: _(
        "It would end (%(ends)s) before it begins (%(starts)s). The end was left empty."
    ),
    Problem.TEXT_CUT: _("A text was longer than %(limit)s characters and was cut."),
    Problem.URL_REFUSED: _("The address was left out: %(value)s"),
    Problem.WRONG_TYPE: _("The field %(field)s is of the wrong type and was left out."),
    Problem.ITEMS_LEFT: _("Only the first %(limit)s entries were read."),
    REPEATED: _("The file says this twice; once is enough."),
    NOT_KEPT: _("The record cannot keep this line as it stands."),
}


def refusal_sentence(refusal: Refusal) -> str:
    """Say why a file was not read."""
    return str(REFUSALS[refusal.code]) % refusal.values


def problem_sentence(code: str, values: Mapping[str, str | int]) -> str:
    """Say what was wrong with a row or a field."""
    if code == Problem.CONTACTS_WITHOUT_ADDRESS:
        return _counted(
            ngettext(
                "%(count)s connection has no address to be known by.",
                "%(count)s connections have no address to be known by.",
                int(values["count"]),
            ),
            values,
        )
    if code == Problem.CARDS_LEFT:
        return _counted(
            ngettext(
                "The file holds %(count)s more card. Your record is only in the first one.",
                "The file holds %(count)s more cards. Your record is only in the first one.",
                int(values["count"]),
            ),
            values,
        )
    return _counted(str(PROBLEMS[code]), values)


def _counted(sentence: str, values: Mapping[str, str | int]) -> str:
    return sentence % values


#: What a file of a LinkedIn archive holds, in the words of the page.
HOLDS: dict[str, str | Promise] = {
    "": _("not known to us"),
    "profile": _("profile"),
    "profile_summary": _("about you"),
    "positions": _("positions"),
    "education": _("education"),
    "skills": _("skills"),
    "languages": _("languages"),
    "certifications": _("certificates"),
    "projects": _("projects"),
    "publications": _("publications"),
    "honors": _("awards"),
    "volunteering": _("volunteering"),
    "connections": _("connections"),
    "resume": _("JSON Resume"),
    "vcard": _("vCard"),
    "messages": _("messages"),
    "invitations": _("invitations"),
    "contacts": _("address book"),
    "email_addresses": _("mail addresses"),
    "phone_numbers": _("telephone numbers"),
    "recommendations": _("testimonials"),
    "endorsements": _("endorsements"),
    "posts": _("posts"),
    "comments": _("comments"),
    "reactions": _("reactions"),
    "advertising": _("advertising"),
    "take_out": _("from a house like this, not about your career"),
}


def holds_label(holds: str) -> str:
    """Say what a file holds; of the rarer ones, only that they are not about a career."""
    return str(HOLDS.get(holds, _("not about a career")))


_FIELDS: dict[tuple[str, str], str | Promise] = {
    ("title", "ja"): _("Title, in Japanese"),
    ("title", "en"): _("Title, in English"),
    ("organization", "ja"): _("Organization, in Japanese"),
    ("organization", "en"): _("Organization, in English"),
    ("place", "ja"): _("Place, in Japanese"),
    ("place", "en"): _("Place, in English"),
    ("text", "ja"): _("Text, in Japanese"),
    ("text", "en"): _("Text, in English"),
    ("starts", ""): _("Beginning"),
    ("ends", ""): _("End"),
    ("url", ""): _("Address"),
    ("visibility", ""): _("Who sees it"),
    ("text_visibility", ""): _("Who sees its text"),
    ("confirmed_on", ""): _("Confirmed on"),
}


def field_label(name: str, language: str) -> str:
    """Name a field of an entry as the preview does."""
    return str(_FIELDS.get((name, language), _("Details")))
