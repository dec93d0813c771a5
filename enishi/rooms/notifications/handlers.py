"""Who is told of what. Each runs inside the transaction of the fact it tells of.

Most events say by their own fields who learns of whose act: they are one line of `TELLS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from enishi.rooms.approaches.events import (
    ApproachAnswered,
    ApproachPassedOn,
    ApproachSent,
    ApproachTakenOver,
)
from enishi.rooms.connections.events import InvitationSent, MembersConnected
from enishi.rooms.connections.queries import inviter_between
from enishi.rooms.conversations.events import MessageSent
from enishi.rooms.conversations.queries import count_unread, tellable_ids
from enishi.rooms.introductions.events import (
    IntroducerAsked,
    IntroductionOpened,
    RecipientAsked,
)
from enishi.rooms.notifications.services import erase_notices, tell
from enishi.rooms.notifications.types import NoticeKind
from enishi.rooms.standing.events import ExpertAsked, QuestionAnswered, SearchAnswered
from enishi.rooms.trust.events import ReportDecided

if TYPE_CHECKING:
    from collections.abc import Callable

    from enishi.ground.events import Event
    from enishi.rooms.members.events import MemberErased


@dataclass(frozen=True, slots=True)
class Tell:
    """An event that says itself who is told: `to`, `about` and `subject` name its fields.

    `to` holds one member or several; `about` is empty where nobody's name is told.
    """

    event: type[Event]
    kind: NoticeKind
    to: str
    about: str
    subject: str

    def __call__(self, event: Event) -> None:
        """Tell of `event`."""
        told = getattr(event, self.to)
        for member_id in told if isinstance(told, tuple) else (told,):
            tell(
                member_id=member_id,
                kind=self.kind,
                about_id=getattr(event, self.about) if self.about else None,
                subject_id=getattr(event, self.subject),
                at=timezone.now(),
            )


_INTRODUCTION = "introduction_id"
TELLS = (
    Tell(ApproachSent, NoticeKind.APPROACH, "recipient_id", "sender_id", "approach_id"),
    Tell(ApproachAnswered, NoticeKind.ANSWER, "sender_id", "recipient_id", "approach_id"),
    Tell(ApproachPassedOn, NoticeKind.PASSING, "to_id", "passed_by_id", "passing_id"),
    Tell(
        ApproachTakenOver,
        NoticeKind.TAKEN_OVER,
        "sender_id",
        "taken_over_by_id",
        "approach_id",
    ),
    Tell(InvitationSent, NoticeKind.INVITATION, "invitee_id", "inviter_id", "invitation_id"),
    Tell(IntroducerAsked, NoticeKind.INTRODUCER, "introducer_id", "by_id", _INTRODUCTION),
    Tell(RecipientAsked, NoticeKind.INTRODUCTION, "recipient_id", "by_id", _INTRODUCTION),
    Tell(
        IntroductionOpened, NoticeKind.TOGETHER, "other_ids", "recipient_id", "introduction_id"
    ),
    Tell(ReportDecided, NoticeKind.DECISION, "reporter_id", "", "report_id"),
    Tell(ExpertAsked, NoticeKind.QUESTION, "expert_id", "asker_id", "asking_id"),
    Tell(QuestionAnswered, NoticeKind.QUESTION_ANSWERED, "asker_id", "expert_id", "asking_id"),
    Tell(SearchAnswered, NoticeKind.SEARCH_ANSWERED, "member_id", "found_id", "answer_id"),
)


def tell_of_message(event: MessageSent) -> None:
    """The other learns of the first message they have not read; not of each one after."""
    for member_id in tellable_ids(event.author_id, event.conversation_id):
        if count_unread(member_id, event.conversation_id) == 1:
            tell(
                member_id=member_id,
                kind=NoticeKind.MESSAGE,
                about_id=event.author_id,
                subject_id=event.conversation_id,
                at=timezone.now(),
            )


def tell_of_connection(event: MembersConnected) -> None:
    """Who had asked learns that the other accepted."""
    inviter_id = inviter_between(event.low_id, event.high_id)
    if inviter_id is None:
        return
    other_id = event.low_id if inviter_id == event.high_id else event.high_id
    tell(
        member_id=inviter_id,
        kind=NoticeKind.CONNECTION,
        about_id=other_id,
        subject_id=other_id,
        at=timezone.now(),
    )


#: Every event somebody is told of, and how.
LISTENERS: tuple[tuple[type[Event], Callable[[Any], None]], ...] = (
    *((one.event, one) for one in TELLS),
    (MessageSent, tell_of_message),
    (MembersConnected, tell_of_connection),
)


def member_erased(event: MemberErased) -> None:
    """Forget what they were told, and what was told of them."""
    erase_notices(member_id=event.member_id)
