"""The page that lies on top of a take-out, in both languages of the house."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import translation
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from enishi.rooms.members.models import Member

#: Windows' own editor shows such a file as it is meant only with these.
_NEW_LINE = "\r\n"


def readme(member: Member, at: datetime) -> str:
    """What is in the archive, and what is not: first in Japanese, then in English."""
    sides = []
    for language in ("ja", "en"):
        with translation.override(language):
            sides.append("\n\n".join(_paragraphs(member, at)))
    return f"\n\n{'-' * 60}\n\n".join(sides).replace("\n", _NEW_LINE) + _NEW_LINE


def _paragraphs(member: Member, at: datetime) -> Iterator[str]:
    yield _("Everything the house holds of %(handle)s, taken out on %(day)s (UTC).") % {
        "handle": member.handle,
        "day": f"{at:%Y-%m-%d %H:%M}",
    }
    yield _(
        "This archive holds also what only you see. Keep it as you would keep your letters."
    )
    yield "\n".join(f"{name}  {about}" for name, about in _folders())
    yield _(
        "Each .json file is UTF-8 for programs, each .csv file the same for spreadsheets. "
        "Times are in UTC. The names of files and columns stay the same; new ones may be added."
    )
    yield _(
        "Of other people it holds what you see of them in the house: handle, name, and what "
        "they wrote to you. People who left, or are hidden by a block, are not named."
    )
    yield _(
        "Not in it: passwords, keys and codes; what others keep to themselves, such as who "
        "blocked you; and invitations that were withdrawn."
    )
    yield _(
        "To bring the record into another house, choose this ZIP file there under “Bring your "
        "career in”. For other programs there is record/json-resume-ja.json and -en.json."
    )


def _folders() -> Iterator[tuple[str, str]]:
    yield "record/", _("your record as JSON Resume (both languages), table and vCard")
    yield "profile/", _("every entry with its visibility and dates, your page, your portrait")
    yield "account/", _("names, settings, mail addresses, sessions, tokens (without secrets)")
    yield "connections/", _("connections, invitations both ways, people you blocked")
    yield "approaches/", _("your welcome, approaches you sent and received, with their reasons")
    yield "introductions/", _("introductions you asked for, and those that reached you")
    yield (
        "standing/",
        _("searches you saved, standing questions you asked, and those put to you"),
    )
    yield "trust/", _("what you reported")
    yield "conversations/", _("conversations and their messages")
    yield "notices/", _("what you were told, and when mail was sent to you")
    yield "found/", _("who opened your page, whom you looked for and at")
    yield "suggestions/", _("people suggested to you, and those you do not want suggested")
    yield "imports/", _("files you brought in, line by line, while they are kept")
