from dataclasses import fields

import pytest
from django.db import transaction

from enishi.doors.web.notifications import words
from enishi.rooms.approaches.services import (
    answer_approach,
    pass_on_approach,
    take_over_approach,
)
from enishi.rooms.connections.services import accept_invitation, invite
from enishi.rooms.conversations.services import mark_read, send_message
from enishi.rooms.notifications.handlers import TELLS
from enishi.rooms.notifications.models import Notice
from enishi.rooms.notifications.queries import notices_for
from enishi.rooms.notifications.services import resume_mail, stop_mail
from enishi.rooms.notifications.types import NoticeKind
from tests.makers import NOW, make_block, make_member
from tests.rooms.approaches.letters import make_approach, make_recipient
from tests.rooms.introductions.scenes import Row, accept, decline, forward


@pytest.fixture
def sender(db):
    return make_member("sender")


@pytest.fixture
def recipient(db):
    return make_recipient("recipient")


def told(member):
    return [(notice.kind, notice.about_id) for notice in notices_for(member).items]


def mails(member):
    """What a mail is to tell of."""
    return list(
        Notice.objects.for_mail()
        .filter(member=member)
        .order_by("pk")
        .values_list("kind", flat=True)
    )


def test_an_approach_and_its_answer_tell_the_other(sender, recipient):
    approach = make_approach(sender, recipient)
    assert told(recipient) == [(NoticeKind.APPROACH, sender.pk)]
    assert mails(recipient) == ["approach"]
    assert told(sender) == []

    answer_approach(by=recipient, approach_id=approach.pk, message="はい", at=NOW)
    assert told(sender) == [(NoticeKind.ANSWER, recipient.pk)]
    assert mails(sender) == ["answer"]


def test_whom_somebody_names_is_asked_and_only_a_yes_is_told_to_the_sender(sender, recipient):
    approach, better = make_approach(sender, recipient), make_recipient()
    pass_on_approach(by=recipient, approach_id=approach.pk, to_id=better.pk, at=NOW)
    assert told(better) == [(NoticeKind.PASSING, recipient.pk)]
    assert told(sender) == []

    take_over_approach(by=better, passing_id=approach.passing.pk, at=NOW)
    assert told(sender) == [(NoticeKind.TAKEN_OVER, better.pk)]
    assert mails(sender) == ["taken_over"]


def test_what_is_rolled_back_tells_nobody(sender, recipient):
    with transaction.atomic():
        make_approach(sender, recipient)
        transaction.set_rollback(True)

    assert not Notice.objects.exists()


def test_only_the_first_unread_message_is_told(sender, recipient):
    approach = make_approach(sender, recipient)
    talk = answer_approach(by=recipient, approach_id=approach.pk, message="はい", at=NOW)
    mark_read(by=sender, conversation_id=talk, at=NOW)
    for minute in (1, 2):
        at = NOW.replace(minute=minute)
        send_message(by=recipient, conversation_id=talk, body="追って", at=at)
    assert mails(sender) == ["answer", "message"]

    mark_read(by=sender, conversation_id=talk, at=NOW.replace(minute=3))
    send_message(by=recipient, conversation_id=talk, body="また", at=NOW.replace(minute=4))
    assert mails(sender) == ["answer", "message", "message"]
    assert mails(recipient) == ["approach"]


def test_who_invited_learns_that_the_other_accepted(sender, recipient):
    invitation = invite(by=sender, invitee_id=recipient.pk, note="", at=NOW)
    assert told(recipient) == [(NoticeKind.INVITATION, sender.pk)]

    accept_invitation(invitation_id=invitation.pk, by=recipient, at=NOW)
    assert told(sender) == [(NoticeKind.CONNECTION, recipient.pk)]
    assert mails(recipient) == ["invitation"]
    assert mails(sender) == ["connection"]


def test_a_block_takes_the_notices_of_both(sender, recipient):
    make_approach(sender, recipient)
    make_block(sender, recipient)

    assert told(recipient) == []


def test_every_line_of_the_table_names_fields_of_its_event():
    for one in TELLS:
        named = {one.to, one.about or one.to, one.subject}
        assert named <= {field.name for field in fields(one.event)}, one


def test_every_kind_has_words_and_a_way():
    for kind in NoticeKind:
        assert words.sentence_of(kind, "山田さん")
        assert kind in words._PATHS
        is_alone = kind.is_act or kind is NoticeKind.DECISION  # opened one by one
        assert is_alone or words.sentence_of_many(kind, 2)


def test_who_stopped_mail_is_told_in_the_house_only(sender, recipient):
    make_approach(sender, recipient)
    stop_mail(member_id=recipient.pk, at=NOW)
    assert mails(recipient) == []  # also what waited is not sent

    make_approach(make_member(), recipient)
    assert mails(recipient) == []
    assert len(told(recipient)) == 2

    resume_mail(member_id=recipient.pk)
    make_approach(make_member(), recipient)
    assert mails(recipient) == ["approach"]


def test_who_stopped_one_kind_is_told_of_the_others(sender, recipient):
    stop_mail(member_id=recipient.pk, kind="approach", at=NOW)
    make_approach(sender, recipient)
    invite(by=sender, invitee_id=recipient.pk, note="", at=NOW)
    assert mails(recipient) == ["invitation"]

    resume_mail(member_id=recipient.pk, kind="approach")
    make_approach(make_member(), recipient)
    assert mails(recipient) == ["invitation", "approach"]


def test_each_on_the_way_of_an_introduction_is_told_as_it_reaches_them(db):
    row = Row(introducers=2)
    (first, second), recipient = row.introducers, row.recipient
    introduction = row.ask()
    assert told(first) == [(NoticeKind.INTRODUCER, row.requester.pk)]
    assert told(second) == []

    forward(first, introduction)
    assert told(second) == [(NoticeKind.INTRODUCER, first.pk)]
    forward(second, introduction)
    assert told(recipient) == [(NoticeKind.INTRODUCTION, second.pk)]
    assert told(row.requester) == []

    accept(recipient, introduction)
    for one in (row.requester, first, second):
        assert told(one)[0] == (NoticeKind.TOGETHER, recipient.pk)
    assert mails(row.requester) == ["together"]


def test_a_declined_introduction_tells_nobody(db):
    row = Row()
    introduction = row.ask()
    decline(row.introducers[0], introduction)

    assert told(row.requester) == told(row.recipient) == []
