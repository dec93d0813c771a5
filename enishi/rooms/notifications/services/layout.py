"""How a letter becomes a mail: text and HTML, and the headers mail programs go by."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse

from enishi.rooms.notifications.queries import stop_token

if TYPE_CHECKING:
    from enishi.rooms.members.models import House
    from enishi.rooms.notifications.models import OutgoingMail
    from enishi.rooms.notifications.types import Letter


def lay_out(
    *, mail: OutgoingMail, letter: Letter, kind: str, house: House
) -> EmailMultiAlternatives:
    """The mail in the active language, that of its reader.

    Its one-click address (RFC 8058) stops mails of `kind`; without one, all of them.
    """
    origin, reader = settings.ORIGIN, mail.member
    stop_all = origin + reverse("web:stop_mail", args=[stop_token(reader.pk)])
    stop = origin + reverse("web:stop_mail", args=[stop_token(reader.pk, kind)])
    context = {
        **letter.facts,
        "subject": letter.subject,
        "origin": origin,
        "link": origin + letter.path,
        "stop": stop if kind else "",
        "stop_all": stop_all,
        "terms": origin + reverse("web:mail_terms"),
        "reader": reader.name.written(reader.language) or reader.handle,
        "house": house.name_in(reader.language),
        "language": reader.language,
    }
    message = EmailMultiAlternatives(
        subject=" ".join(letter.subject.split()),
        body=render_to_string(f"mail/{letter.template}.txt", context),
        to=[reader.email],
        headers={
            "Message-ID": _message_id(mail),
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    html = render_to_string(f"mail/{letter.template}.html", context)
    message.attach_alternative(html, "text/html")
    return message


def _message_id(mail: OutgoingMail) -> str:
    """The same for every try of one mail, another for every other mail."""
    host = urlsplit(settings.ORIGIN).hostname or "localhost"
    return f"<{mail.pk}.{mail.created_at:%Y%m%d%H%M%S%f}@{host}>"
