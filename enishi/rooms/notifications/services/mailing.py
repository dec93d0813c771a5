"""Sends the mail that was planned: each once, as far as its way out of the house allows.

A row is claimed by a conditional update, sent outside any transaction, and marked right
after. A process that dies between the two leaves a claim that runs out: the mail is then
sent again under the same Message-ID. The house's own mailbox (`file:`) keeps one mail for
each Message-ID; over SMTP the reader's server may know the copy by it, or show it twice.
"""

from __future__ import annotations

import logging
import smtplib
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.mail import get_connection
from django.db.models import F, Prefetch
from django.utils import timezone, translation

from enishi.rooms.members.queries import get_house
from enishi.rooms.members.types import Status
from enishi.rooms.notifications.models import Notice, OutgoingMail
from enishi.rooms.notifications.policies import zone_of
from enishi.rooms.notifications.queries import mail_terms_of_all
from enishi.rooms.notifications.services.layout import lay_out
from enishi.rooms.notifications.services.letters import write_digest, write_letter
from enishi.rooms.notifications.types import EVERY_KIND

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from django.core.mail import EmailMultiAlternatives
    from django.core.mail.backends.base import BaseEmailBackend
    from django.db.models import QuerySet

    from enishi.rooms.members.models import House
    from enishi.rooms.notifications.types import Letter, MailTerms

BATCH = 20
#: A batch ends when it takes longer, so that no mail goes by what was read long ago.
LONGEST_ROUND = timedelta(seconds=10)
#: A claim older than this was made by a process that died.
LEASE = timedelta(minutes=5)
#: A mail that was refused rests longer each time, up to this.
LONGEST_REST = timedelta(hours=4)
#: What concerns one mail only; after any other trouble the server itself is away.
OWN_TROUBLE = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError)
logger = logging.getLogger(__name__)


def send_outgoing_mail(*, at: datetime) -> int:
    """Send up to `BATCH` mails that are due; answer how many, 0 also when the server is away.

    May be called from several processes at once, and again after any crash.
    """
    due = list(_due_with_all_they_say(at))
    if not due:
        return 0
    round_ = _Round(
        line=get_connection(),
        house=get_house(),
        terms=mail_terms_of_all({mail.member_id for mail in due}),
        at=at,
        started=time.monotonic(),
    )
    try:
        round_.line.open()
        for count, mail in enumerate(due):
            if round_.is_long or not _send_if_free(mail, round_):
                return count
    except OSError as error:
        logger.warning("the mail server is away: %s", type(error).__name__)
        return 0
    finally:
        round_.line.close()
    return len(due)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """What the mails of one batch share, read at its beginning."""

    line: BaseEmailBackend
    house: House
    terms: Mapping[int, MailTerms]
    at: datetime
    started: float

    @property
    def now(self) -> datetime:
        """The moment, by the clock of whoever called."""
        return self.at + timedelta(seconds=time.monotonic() - self.started)

    @property
    def is_long(self) -> bool:
        """Whether what was read at the beginning should be read anew."""
        return self.now - self.at > LONGEST_ROUND


def _due_with_all_they_say(at: datetime) -> QuerySet[OutgoingMail]:
    notices = Notice.objects.unread().select_related("about").order_by("pk")
    due = OutgoingMail.objects.due(at).select_related("member")
    return due.prefetch_related(Prefetch("notices", notices)).order_by("due_at", "pk")[:BATCH]


def _send_if_free(mail: OutgoingMail, round_: _Round) -> bool:
    """Claim a mail and send it; answer whether the next may be tried."""
    # Claim first: the tasks of two workers may meet here.
    row = OutgoingMail.objects.filter(pk=mail.pk)
    claim = OutgoingMail.objects.due(round_.at).filter(pk=mail.pk)
    if not claim.update(due_at=round_.now + LEASE, tries=F("tries") + 1):
        return True
    message = _message(mail, round_)
    if message is None and mail.tries == 0:
        row.delete()  # withdrawn, answered, blocked or gone since: nothing to tell
        return True
    try:
        if message is not None:
            round_.line.send_messages([message])
    except OSError as error:  # smtplib's errors are OSErrors
        rest = min(LEASE * 2 ** min(mail.tries, 8), LONGEST_REST)
        row.update(error=type(error).__name__, due_at=round_.now + rest)
        logger.warning("mail %s was not sent: %s", mail.pk, type(error).__name__)
        return isinstance(error, OWN_TROUBLE)
    # Also a mail with nothing to tell any more: the try before may have sent it, and then it
    # counts. Never earlier than it left: the week of the budget begins there.
    row.update(sent_at=round_.now, error="")
    return True


def _message(mail: OutgoingMail, round_: _Round) -> EmailMultiAlternatives | None:
    """What the mail says now, or None if there is nothing to tell any more."""
    reader, terms = mail.member, round_.terms[mail.member_id]
    if reader.status != Status.ACTIVE or not terms.mails_a_week:
        return None
    with translation.override(reader.language), timezone.override(zone_of(reader.time_zone)):
        letters = list(_letters(mail, terms))
        if not letters:
            return None
        if len(letters) == 1:
            kind, letter = letters[0]
        else:
            kind, letter = EVERY_KIND, write_digest(letters=[one for _kind, one in letters])
        return lay_out(mail=mail, letter=letter, kind=kind, house=round_.house)


def _letters(mail: OutgoingMail, terms: MailTerms) -> Iterator[tuple[str, Letter]]:
    """What can be told of each notice, acts first; of one conversation once."""
    told = set()
    for notice in sorted(mail.notices.all(), key=lambda one: not one.waiting.is_act):
        if notice.subject in told or not terms.takes(notice.known_kind):
            continue
        letter = write_letter(reader=mail.member, notice=notice)
        if letter is not None:
            told.add(notice.subject)
            yield notice.kind, letter
