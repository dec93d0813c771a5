"""A notice in one sentence, and where it leads."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext, pgettext

from enishi.ground.errors import NotFound
from enishi.rooms.approaches.queries import get_approach_for
from enishi.rooms.introductions.queries import get_introduction_for
from enishi.rooms.members.queries import present_members
from enishi.rooms.notifications.types import NoticeKind
from enishi.rooms.standing.queries import conversations_begun, get_answer_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from enishi.rooms.members.models import Member
    from enishi.rooms.notifications.types import SeenNotice


def sentence_of(kind: NoticeKind, name: str) -> str:
    """What one person did; or what happened, where no name is told."""
    return _SENTENCES[kind]() % {"name": name}


def sentence_of_many(kind: NoticeKind, count: int) -> str:
    """What several did, without their names."""
    return _COUNTS[kind](count) % {"count": count}


def path_of(viewer: Member, notice: SeenNotice) -> str:
    """Where a notice leads.

    Raises
    ------
    NotFound
        It leads nowhere any more.
    """
    return _PATHS[notice.kind](viewer, notice)


_SENTENCES: dict[NoticeKind, Callable[[], str]] = {
    NoticeKind.APPROACH: lambda: pgettext("a notice", "%(name)s approached you"),
    NoticeKind.ANSWER: lambda: pgettext("a notice", "%(name)s answered your approach"),
    NoticeKind.PASSING: lambda: pgettext("a notice", "%(name)s thinks you could answer better"),
    NoticeKind.TAKEN_OVER: lambda: pgettext("a notice", "%(name)s takes up your approach"),
    NoticeKind.MESSAGE: lambda: pgettext("a notice", "%(name)s wrote to you"),
    NoticeKind.INVITATION: lambda: pgettext(
        "a notice", "%(name)s would like to connect with you"
    ),
    NoticeKind.CONNECTION: lambda: pgettext("a notice", "%(name)s accepted your invitation"),
    NoticeKind.INTRODUCER: lambda: pgettext(
        "a notice", "%(name)s asks you for an introduction"
    ),
    NoticeKind.INTRODUCTION: lambda: pgettext(
        "a notice", "%(name)s would like to introduce somebody to you"
    ),
    NoticeKind.TOGETHER: lambda: pgettext("a notice", "%(name)s accepted the introduction"),
    NoticeKind.DECISION: lambda: pgettext("a notice", "What you reported was looked at"),
    NoticeKind.QUESTION: lambda: pgettext("a notice", "%(name)s asks what you know"),
    NoticeKind.QUESTION_ANSWERED: lambda: pgettext(
        "a notice", "%(name)s said yes to your standing question"
    ),
    NoticeKind.SEARCH_ANSWERED: lambda: pgettext(
        "a notice", "%(name)s newly answers a search you saved"
    ),
}

#: Of kinds that may stand together, or without a name: tidings, and unnamed questions.
_COUNTS: dict[NoticeKind, Callable[[int], str]] = {
    NoticeKind.CONNECTION: lambda count: ngettext(
        "One person accepted your invitation",
        "%(count)s people accepted your invitations",
        count,
    ),
    NoticeKind.QUESTION: lambda count: ngettext(
        "Somebody asks what you know", "%(count)s people ask what you know", count
    ),
    NoticeKind.SEARCH_ANSWERED: lambda count: ngettext(
        "One person newly answers a search you saved",
        "%(count)s people newly answer searches you saved",
        count,
    ),
}


def _answer(viewer: Member, notice: SeenNotice) -> str:
    approach = get_approach_for(viewer, notice.subject_id or 0)
    return reverse("web:conversation", args=[approach.conversation_id])


def _together(viewer: Member, notice: SeenNotice) -> str:
    seen = get_introduction_for(viewer, notice.subject_id or 0, at=timezone.now())
    if seen.conversation_id is None:
        raise NotFound
    return reverse("web:conversation", args=[seen.conversation_id])


def _question_answered(viewer: Member, notice: SeenNotice) -> str:
    asking_id = notice.subject_id or 0
    begun = conversations_begun(viewer, [asking_id])
    if asking_id not in begun:
        raise NotFound
    return reverse("web:conversation", args=[begun[asking_id]])


def _search_answered(viewer: Member, notice: SeenNotice) -> str:
    """Their page, with the lines that answer underlined."""
    answer, query = get_answer_for(viewer, notice.subject_id or 0)
    lines = [str(quote.ref) for quote in answer.quotes]
    return f"{_person(viewer, notice)}?{urlencode({'q': query, 'line': lines}, doseq=True)}"


def _person(_viewer: Member, notice: SeenNotice) -> str:
    about_id = notice.about_id or 0
    member = present_members([about_id]).get(about_id)
    if member is None:
        raise NotFound
    return reverse("web:person", args=[member.handle])


_PATHS: dict[NoticeKind, Callable[[Member, SeenNotice], str]] = {
    NoticeKind.APPROACH: lambda _, one: reverse("web:approach", args=[one.subject_id]),
    NoticeKind.ANSWER: _answer,
    NoticeKind.PASSING: lambda _, one: reverse("web:passing", args=[one.subject_id]),
    NoticeKind.TAKEN_OVER: lambda _, one: reverse("web:approach", args=[one.subject_id]),
    NoticeKind.MESSAGE: lambda _, one: reverse("web:conversation", args=[one.subject_id]),
    NoticeKind.INVITATION: lambda *_: reverse("web:network"),
    NoticeKind.CONNECTION: _person,
    NoticeKind.INTRODUCER: lambda _, one: reverse("web:introduction", args=[one.subject_id]),
    NoticeKind.INTRODUCTION: lambda _, one: reverse("web:introduction", args=[one.subject_id]),
    NoticeKind.TOGETHER: _together,
    NoticeKind.DECISION: lambda *_: reverse("web:own_reports"),
    NoticeKind.QUESTION: lambda _, one: reverse("web:asking", args=[one.subject_id]),
    NoticeKind.QUESTION_ANSWERED: _question_answered,
    NoticeKind.SEARCH_ANSWERED: _search_answered,
}
