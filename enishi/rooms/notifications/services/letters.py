"""What a mail says: found when it leaves, through the gates its reader would pass.

A letter never carries the words of an approach or a message: they are read in the house.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from enishi.ground.errors import NotFound
from enishi.rooms.approaches.queries import get_approach_for, get_passing_for
from enishi.rooms.approaches.types import Purpose, State
from enishi.rooms.connections.queries import are_hidden, get_invitation_for
from enishi.rooms.conversations.queries import get_conversation_for
from enishi.rooms.introductions.queries import get_introduction_for
from enishi.rooms.introductions.types import Role
from enishi.rooms.members.types import Status
from enishi.rooms.notifications.types import Letter, NoticeKind
from enishi.rooms.standing.queries import (
    conversations_begun,
    get_answer_for,
    get_asking_for,
)
from enishi.rooms.standing.types import Reply
from enishi.rooms.trust.queries import reports_by

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from enishi.rooms.members.models import Member
    from enishi.rooms.notifications.models import Notice

    Writer = Callable[[Member, Member, int], Letter | None]

#: So many lines stand in a digest; the others are counted, and read in the house.
MOST_LINES = 50


def write_letter(*, reader: Member, notice: Notice) -> Letter | None:
    """The letter in the active language, or None when there is nothing to tell any more."""
    about, kind, subject_id = notice.about, notice.known_kind, notice.subject_id or 0
    is_gone = about and (about.status != Status.ACTIVE or are_hidden(reader.pk, about.pk))
    if is_gone or (about is None and kind not in _NAMELESS):
        return None
    try:
        if about is None:
            return _NAMELESS[kind](reader, subject_id)
        return _WRITERS[kind](reader, about, subject_id)
    except NotFound:
        return None


def write_digest(*, letters: Sequence[Letter]) -> Letter:
    """One letter for several: its subject is the first, and how many there are beside it."""
    first, more = letters[0].subject, len(letters) - 1
    sentence = ngettext("%(first)s, and one more", "%(first)s, and %(count)s more", more)
    return Letter(
        template="digest",
        subject=sentence % {"first": first, "count": more},
        path=reverse("web:notices"),
        facts={
            "lines": [(one.subject, one.path) for one in letters[:MOST_LINES]],
            "more": max(0, len(letters) - MOST_LINES),
        },
    )


def _approach(reader: Member, about: Member, approach_id: int) -> Letter | None:
    approach = get_approach_for(reader, approach_id)
    if approach.state_for(reader, timezone.now()) is not State.SENT:
        return None
    name, language = _name(about), (get_language() or "ja")[:2]
    return Letter(
        template="approach",
        subject=_SUBJECTS[Purpose(approach.purpose)]() % {"name": name},
        path=reverse("web:approach", args=[approach_id]),
        facts={
            "name": name,
            "fee": f"{approach.fee_yen:,}" if approach.fee_yen else "",
            "reasons": [
                (reason.written(language), reason.organization_in(language))
                for reason in approach.reasons.all()
            ],
        },
    )


_SUBJECTS = {
    Purpose.CONSULTATION: lambda: _("%(name)s would like to consult you"),
    Purpose.CHAT: lambda: pgettext("subject of a mail", "%(name)s would like to talk with you"),
    Purpose.SCOUT: lambda: _("%(name)s has a position in mind for you"),
    Purpose.REFERRAL: lambda: _("%(name)s asks about a referral"),
    Purpose.PRESS: lambda: _("%(name)s would like to interview you"),
    Purpose.SALES: lambda: _("%(name)s has something to offer you"),
}


def _answer(reader: Member, about: Member, approach_id: int) -> Letter:
    approach = get_approach_for(reader, approach_id)
    name = _name(about)
    return Letter(
        template="answer",
        subject=_("%(name)s answered your approach") % {"name": name},
        path=_conversation_path(approach.conversation_id),
        facts={"name": name},
    )


def _passing(reader: Member, about: Member, passing_id: int) -> Letter:
    passing = get_passing_for(reader, passing_id, at=timezone.now())
    name = _name(about)
    return Letter(
        template="passing",
        subject=_("%(name)s thinks you could answer better") % {"name": name},
        path=reverse("web:passing", args=[passing.pk]),
        facts={"name": name, "purpose": Purpose(passing.approach.purpose).label},
    )


def _taken_over(reader: Member, about: Member, approach_id: int) -> Letter:
    approach = get_approach_for(reader, approach_id)
    name = _name(about)
    return Letter(
        template="taken_over",
        subject=_("%(name)s takes up your approach") % {"name": name},
        path=reverse("web:approach", args=[approach.pk]),
        facts={"name": name},
    )


def _message(reader: Member, about: Member, conversation_id: int) -> Letter | None:
    if not get_conversation_for(reader, conversation_id).unread:
        return None
    name = _name(about)
    return Letter(
        template="message",
        subject=_("A message from %(name)s") % {"name": name},
        path=_conversation_path(conversation_id),
        facts={"name": name},
    )


def _invitation(reader: Member, about: Member, invitation_id: int) -> Letter | None:
    if not get_invitation_for(reader, invitation_id).is_open:
        return None
    name = _name(about)
    return Letter(
        template="invitation",
        subject=_("%(name)s would like to connect with you") % {"name": name},
        path=reverse("web:network"),
        facts={"name": name},
    )


def _connection(_reader: Member, about: Member, _member_id: int) -> Letter:
    name = _name(about)
    return Letter(
        template="connection",
        subject=_("You and %(name)s are now connected") % {"name": name},
        path=reverse("web:person", args=[about.handle]),
        facts={"name": name},
    )


def _introduction(reader: Member, about: Member, introduction_id: int) -> Letter | None:
    """To whoever it lies with: an introducer, or the recipient."""
    seen = get_introduction_for(reader, introduction_id, at=timezone.now())
    if not seen.can_decide:
        return None
    name = _name(about)
    is_recipient = seen.role is Role.RECIPIENT
    subject = (
        _("%(name)s would like to introduce somebody to you")
        if is_recipient
        else _("%(name)s asks you for an introduction")
    )
    return Letter(
        template="introduction",
        subject=subject % {"name": name},
        path=reverse("web:introduction", args=[introduction_id]),
        facts={"name": name, "is_recipient": is_recipient},
    )


def _together(reader: Member, about: Member, introduction_id: int) -> Letter:
    seen = get_introduction_for(reader, introduction_id, at=timezone.now())
    name = _name(about)
    return Letter(
        template="together",
        subject=_("%(name)s accepted the introduction") % {"name": name},
        path=_conversation_path(seen.conversation_id),
        facts={"name": name},
    )


def _decision(reader: Member, report_id: int) -> Letter | None:
    if not reports_by(reader).filter(pk=report_id).exists():
        return None
    return Letter(
        template="decision",
        subject=_("What you reported was looked at"),
        path=reverse("web:own_reports"),
        facts={},
    )


def _question(reader: Member, about: Member, asking_id: int) -> Letter | None:
    subject = _("%(name)s asks what you know") % {"name": _name(about)}
    return _about_asking(reader, asking_id, subject)


def _unnamed_question(reader: Member, asking_id: int) -> Letter | None:
    return _about_asking(reader, asking_id, _("Somebody asks what you know"))


def _about_asking(reader: Member, asking_id: int, subject: str) -> Letter | None:
    seen = get_asking_for(reader, asking_id, at=timezone.now())
    if seen.reply is not Reply.WAITING:
        return None
    language = (get_language() or "ja")[:2]
    return Letter(
        template="question",
        subject=subject,
        path=reverse("web:asking", args=[asking_id]),
        facts={
            "budget": f"{seen.budget_yen:,}" if seen.budget_yen else "",
            "reasons": [
                (quote.written(language), quote.organization_in(language))
                for quote in seen.quotes
            ],
        },
    )


def _question_answered(reader: Member, about: Member, asking_id: int) -> Letter:
    begun = conversations_begun(reader, [asking_id])
    name = _name(about)
    return Letter(
        template="question_answered",
        subject=_("%(name)s said yes to your question") % {"name": name},
        path=_conversation_path(begun.get(asking_id)),
        facts={"name": name},
    )


def _search_answered(reader: Member, about: Member, answer_id: int) -> Letter:
    _answer, query = get_answer_for(reader, answer_id)
    name = _name(about)
    return Letter(
        template="search_answered",
        subject=_("%(name)s newly answers your search “%(query)s”")
        % {"name": name, "query": query},
        path=reverse("web:saved_searches"),
        facts={"name": name, "query": query},
    )


def _conversation_path(conversation_id: int | None) -> str:
    if conversation_id is None:
        raise NotFound
    return reverse("web:conversation", args=[conversation_id])


def _name(member: Member) -> str:
    return member.name.written((get_language() or "ja")[:2]) or member.handle


_WRITERS: dict[NoticeKind, Writer] = {
    NoticeKind.APPROACH: _approach,
    NoticeKind.ANSWER: _answer,
    NoticeKind.PASSING: _passing,
    NoticeKind.TAKEN_OVER: _taken_over,
    NoticeKind.MESSAGE: _message,
    NoticeKind.INVITATION: _invitation,
    NoticeKind.CONNECTION: _connection,
    NoticeKind.INTRODUCER: _introduction,
    NoticeKind.INTRODUCTION: _introduction,
    NoticeKind.TOGETHER: _together,
    NoticeKind.QUESTION: _question,
    NoticeKind.QUESTION_ANSWERED: _question_answered,
    NoticeKind.SEARCH_ANSWERED: _search_answered,
}
#: Of what nobody's name is told, always or sometimes.
_NAMELESS: dict[NoticeKind, Callable[[Member, int], Letter | None]] = {
    NoticeKind.DECISION: _decision,
    NoticeKind.QUESTION: _unnamed_question,
}
