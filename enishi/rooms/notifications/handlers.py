"""Who is told of what. Each runs inside the transaction of the fact it tells of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from enishi.rooms.connections.queries import inviter_between
from enishi.rooms.conversations.queries import count_unread, tellable_ids
from enishi.rooms.notifications.services import tell
from enishi.rooms.notifications.types import NoticeKind

if TYPE_CHECKING:
    from enishi.rooms.approaches.events import (
        ApproachAnswered,
        ApproachPassedOn,
        ApproachSent,
        ApproachTakenOver,
    )
    from enishi.rooms.connections.events import InvitationSent, MembersConnected
    from enishi.rooms.conversations.events import MessageSent
    from enishi.rooms.introductions.events import (
        IntroducerAsked,
        IntroductionOpened,
        RecipientAsked,
    )


def tell_of_approach(event: ApproachSent) -> None:
    """The recipient learns that somebody wrote."""
    tell(
        member_id=event.recipient_id,
        kind=NoticeKind.APPROACH,
        about_id=event.sender_id,
        subject_id=event.approach_id,
        at=timezone.now(),
    )


def tell_of_answer(event: ApproachAnswered) -> None:
    """The sender learns that they were answered."""
    tell(
        member_id=event.sender_id,
        kind=NoticeKind.ANSWER,
        about_id=event.recipient_id,
        subject_id=event.approach_id,
        at=timezone.now(),
    )


def tell_of_passing(event: ApproachPassedOn) -> None:
    """Whom the recipient named is asked."""
    tell(
        member_id=event.to_id,
        kind=NoticeKind.PASSING,
        about_id=event.passed_by_id,
        subject_id=event.passing_id,
        at=timezone.now(),
    )


def tell_of_taking_over(event: ApproachTakenOver) -> None:
    """The sender learns with whom it goes on."""
    tell(
        member_id=event.sender_id,
        kind=NoticeKind.TAKEN_OVER,
        about_id=event.taken_over_by_id,
        subject_id=event.approach_id,
        at=timezone.now(),
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


def tell_of_invitation(event: InvitationSent) -> None:
    """The invitee learns that somebody would like to connect."""
    tell(
        member_id=event.invitee_id,
        kind=NoticeKind.INVITATION,
        about_id=event.inviter_id,
        subject_id=event.invitation_id,
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


def tell_introducer(event: IntroducerAsked) -> None:
    """An introducer learns that they are asked, by the requester or who passed it on."""
    tell(
        member_id=event.introducer_id,
        kind=NoticeKind.INTRODUCER,
        about_id=event.by_id,
        subject_id=event.introduction_id,
        at=timezone.now(),
    )


def tell_recipient(event: RecipientAsked) -> None:
    """The recipient learns that somebody they know would introduce somebody."""
    tell(
        member_id=event.recipient_id,
        kind=NoticeKind.INTRODUCTION,
        about_id=event.by_id,
        subject_id=event.introduction_id,
        at=timezone.now(),
    )


def tell_of_introduction(event: IntroductionOpened) -> None:
    """The requester and the introducers learn that all are together."""
    for member_id in event.other_ids:
        tell(
            member_id=member_id,
            kind=NoticeKind.TOGETHER,
            about_id=event.recipient_id,
            subject_id=event.introduction_id,
            at=timezone.now(),
        )
