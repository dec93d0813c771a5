"""Sends the mail that waits: each once, as far as SMTP allows.

A row is claimed by a conditional update, sent outside any transaction, and marked right
after. A process that dies between the two leaves a claim that runs out: the mail is then
sent again under the same Message-ID, by which mail servers know a copy.
"""

from __future__ import annotations

import logging
import zoneinfo
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from enishi.rooms.members.queries import get_house, present_members
from enishi.rooms.notifications.models import OutgoingMail
from enishi.rooms.notifications.queries import stop_token
from enishi.rooms.notifications.services.letters import write_letter
from enishi.rooms.notifications.types import NoticeKind

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.members.models import Member
    from enishi.rooms.notifications.types import Letter

#: Few enough that a batch with a mail server that hangs ends before its claims run out.
BATCH = 10
logger = logging.getLogger(__name__)


def send_outgoing_mail(*, at: datetime) -> int:
    """Send up to `BATCH` mails that wait; answer how many rows were taken up.

    May be called from several processes at once, and again after any crash.
    """
    waiting = OutgoingMail.objects.due(at).order_by("created_at", "pk")
    taken = 0
    for mail_id in list(waiting.values_list("pk", flat=True)[:BATCH]):
        # Claim first: the task of a commit and the tick of the minute may meet here.
        claim = OutgoingMail.objects.due(at).filter(pk=mail_id)
        if claim.update(claimed_at=at, tries=F("tries") + 1):
            taken += 1
            _send_claimed(OutgoingMail.objects.get(pk=mail_id))
    return taken


def _send_claimed(mail: OutgoingMail) -> None:
    reader = present_members([mail.member_id]).get(mail.member_id)
    message = _message(mail, reader) if reader else None
    row = OutgoingMail.objects.filter(pk=mail.pk)
    if message is None:
        row.delete()  # withdrawn, answered, blocked or gone since: nothing to tell
        return
    try:
        message.send()
    except OSError as error:  # smtplib's errors are OSErrors; the claim runs out, then again
        row.update(error=type(error).__name__)
        logger.warning("mail %s was not sent: %s", mail.pk, type(error).__name__)
        return
    row.update(sent_at=timezone.now(), error="")


def _message(mail: OutgoingMail, reader: Member) -> EmailMultiAlternatives | None:
    with translation.override(reader.language), timezone.override(_zone(reader)):
        letter = write_letter(
            reader=reader,
            kind=NoticeKind(mail.kind),
            about_id=mail.context["about_id"],
            subject_id=mail.context["subject_id"],
        )
        return None if letter is None else _laid_out(mail, reader, letter)


def _laid_out(mail: OutgoingMail, reader: Member, letter: Letter) -> EmailMultiAlternatives:
    origin = settings.ENVIRONMENT.origin.rstrip("/")
    stop = origin + reverse("web:stop_mail", args=[stop_token(reader.pk)])
    house = get_house()
    context = {
        **letter.facts,
        "subject": letter.subject,
        "link": origin + letter.path,
        "stop": stop,
        "reader": reader.name.written(reader.language) or reader.handle,
        "house": house.name_ja if reader.language == "ja" else house.name_en,
        "language": reader.language,
    }
    message = EmailMultiAlternatives(
        subject=" ".join(letter.subject.split()),
        body=render_to_string(f"mail/{letter.template}.txt", context),
        to=[reader.email],
        headers={
            "Message-ID": _message_id(mail, origin),
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    html = render_to_string(f"mail/{letter.template}.html", context)
    message.attach_alternative(html, "text/html")
    return message


def _message_id(mail: OutgoingMail, origin: str) -> str:
    """The same for every try of one mail, another for every other mail."""
    host = urlsplit(origin).hostname or "localhost"
    return f"<{mail.pk}.{mail.created_at:%Y%m%d%H%M%S%f}@{host}>"


def _zone(reader: Member) -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo(reader.time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return zoneinfo.ZoneInfo("Asia/Tokyo")
