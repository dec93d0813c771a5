from datetime import timedelta

import pytest

from enishi.ground import events
from enishi.ground.errors import NotFound
from enishi.rooms.connections import errors, queries, services
from enishi.rooms.connections.events import (
    InvitationSent,
    MemberBlocked,
    MembersConnected,
    MembersDisconnected,
)
from enishi.rooms.connections.models import Block, Connection, Invitation, TieChange
from enishi.rooms.connections.types import Outcome, Relation
from tests.makers import NOW, make_block, make_connection, make_invitation, make_member

LATER = NOW + timedelta(days=30)


@pytest.fixture
def aki(db):
    return make_member("aki")


@pytest.fixture
def ben(db):
    return make_member("ben")


@pytest.fixture
def told(monkeypatch):
    """The events announced so far, committed or not."""
    heard = []
    for kind in (InvitationSent, MembersConnected, MembersDisconnected, MemberBlocked):
        monkeypatch.setitem(events._within, kind, [*events._within[kind], heard.append])
    return heard


def log():
    return list(TieChange.objects.order_by("pk").values_list("low_id", "high_id", "is_added"))


# Asking


def test_an_invitation_waits_for_its_answer(aki, ben, told):
    invitation = services.invite(by=aki, invitee_id=ben.pk, note=" 大阪支社で ", at=NOW)

    assert list(queries.invitations_for(ben)) == [invitation]
    assert list(queries.sent_invitations(aki)) == [invitation]
    assert invitation.note == "大阪支社で"
    assert told == [
        InvitationSent(invitation_id=invitation.pk, inviter_id=aki.pk, invitee_id=ben.pk)
    ]


def test_crossing_invitations_connect_at_once(aki, ben, told):
    services.invite(by=ben, invitee_id=aki.pk, at=NOW)
    told.clear()

    answered = services.invite(by=aki, invitee_id=ben.pk, at=NOW)

    assert (answered.inviter, answered.outcome) == (ben, Outcome.ACCEPTED)
    assert Connection.objects.between(aki.pk, ben.pk).exists()
    assert told == [MembersConnected(low_id=aki.pk, high_id=ben.pk)]


@pytest.mark.parametrize(
    ("before", "refusal"),
    [
        (make_connection, errors.AlreadyConnected),
        (make_invitation, errors.InvitationAlreadySent),
        (
            lambda aki, ben: make_invitation(aki, ben, outcome=Outcome.DECLINED),
            errors.InvitationAlreadySent,
        ),
        (
            lambda aki, ben: make_invitation(aki, ben, outcome=Outcome.WITHDRAWN),
            errors.InvitationTooSoon,
        ),
        (make_block, NotFound),
        (lambda aki, ben: make_block(ben, aki), NotFound),
    ],
    ids=["connected", "open", "declined", "withdrawn", "blocked", "blocked-by"],
)
def test_an_invitation_is_refused_by_name(aki, ben, told, before, refusal):
    before(aki, ben)
    count = Invitation.objects.count()

    with pytest.raises(refusal):
        services.invite(by=aki, invitee_id=ben.pk, at=NOW)

    assert Invitation.objects.count() == count
    assert told == []


def test_nobody_invites_themself(aki):
    with pytest.raises(errors.NotWithYourself):
        services.invite(by=aki, invitee_id=aki.pk, at=NOW)


@pytest.mark.parametrize("status", ["waiting", "suspended", "left"])
def test_who_is_not_in_the_house_cannot_be_invited(aki, status):
    with pytest.raises(NotFound):
        services.invite(by=aki, invitee_id=make_member(status=status).pk, at=NOW)


def test_a_note_ends_after_300_characters(aki, ben):
    with pytest.raises(errors.NoteTooLong):
        services.invite(by=aki, invitee_id=ben.pk, note="あ" * 301, at=NOW)
    services.invite(by=aki, invitee_id=ben.pk, note="あ" * 300, at=NOW)


@pytest.mark.parametrize("outcome", [Outcome.OPEN, Outcome.DECLINED, Outcome.WITHDRAWN])
def test_after_thirty_days_one_may_ask_anew(aki, ben, outcome):
    make_invitation(aki, ben, outcome=outcome, sent_at=NOW)

    with pytest.raises((errors.InvitationAlreadySent, errors.InvitationTooSoon)):
        services.invite(by=aki, invitee_id=ben.pk, at=LATER - timedelta(seconds=1))
    services.invite(by=aki, invitee_id=ben.pk, note="もう一度", at=LATER)

    (waiting,) = queries.invitations_for(ben)
    assert (waiting.note, waiting.sent_at) == ("もう一度", LATER)
    assert list(queries.sent_invitations(aki)) == [waiting]


# Answering


def test_accepting_connects_and_is_logged(aki, ben, told):
    invitation = make_invitation(ben, aki)

    services.accept_invitation(invitation_id=invitation.pk, by=aki, at=NOW)

    assert queries.relation_between(aki, ben.pk) == Relation.CONNECTED
    assert log() == [(aki.pk, ben.pk, True)]
    assert told == [MembersConnected(low_id=aki.pk, high_id=ben.pk)]
    assert [tie.member_id for tie in queries.connections_of(ben)] == [aki.pk]


@pytest.mark.parametrize("outcome", [Outcome.ACCEPTED, Outcome.DECLINED, Outcome.WITHDRAWN])
def test_what_was_answered_cannot_be_answered_again(aki, ben, outcome):
    invitation = make_invitation(aki, ben, outcome=outcome)

    for verb in (services.accept_invitation, services.decline_invitation):
        with pytest.raises(errors.InvitationAlreadyAnswered):
            verb(invitation_id=invitation.pk, by=ben, at=NOW)

    assert log() == []


def test_only_the_invitee_answers_and_only_the_inviter_withdraws(aki, ben):
    invitation = make_invitation(aki, ben)

    for by, verb in (
        (aki, services.accept_invitation),
        (aki, services.decline_invitation),
        (make_member(), services.accept_invitation),
        (ben, services.withdraw_invitation),
    ):
        with pytest.raises(NotFound):
            verb(invitation_id=invitation.pk, by=by, at=NOW)

    invitation.refresh_from_db()
    assert invitation.is_open


def test_an_invitation_of_somebody_who_left_is_gone(aki, ben):
    invitation = make_invitation(aki, ben)
    aki.status = "left"
    aki.save()

    assert list(queries.invitations_for(ben)) == []
    with pytest.raises(NotFound):
        services.accept_invitation(invitation_id=invitation.pk, by=ben, at=NOW)


def test_a_decline_is_not_told(aki, ben, told):
    invitation = make_invitation(aki, ben)

    services.decline_invitation(invitation_id=invitation.pk, by=ben, at=NOW)

    assert list(queries.invitations_for(ben)) == []
    assert list(queries.sent_invitations(aki)) == [invitation]
    assert queries.relation_between(aki, ben.pk) == Relation.INVITED
    assert queries.relation_between(ben, aki.pk) == Relation.NONE
    assert told == []


def test_a_decline_can_be_taken_back(aki, ben):
    invitation = make_invitation(aki, ben, outcome=Outcome.DECLINED)

    services.reopen_invitation(invitation_id=invitation.pk, by=ben)

    assert list(queries.invitations_for(ben)) == [invitation]
    with pytest.raises(errors.InvitationAlreadyAnswered):
        services.reopen_invitation(invitation_id=invitation.pk, by=ben)


def test_who_declined_may_ask_in_turn(aki, ben):
    make_invitation(aki, ben, outcome=Outcome.DECLINED)

    services.invite(by=ben, invitee_id=aki.pk, at=NOW)

    assert queries.relation_between(aki, ben.pk) == Relation.INVITING
    assert list(queries.sent_invitations(aki)) == []


@pytest.mark.parametrize("outcome", [Outcome.OPEN, Outcome.DECLINED])
def test_withdrawing_looks_the_same_whether_it_was_declined_or_not(aki, ben, outcome):
    invitation = make_invitation(aki, ben, outcome=outcome)

    services.withdraw_invitation(invitation_id=invitation.pk, by=aki, at=NOW)

    assert list(queries.sent_invitations(aki)) == []
    assert list(queries.invitations_for(ben)) == []
    with pytest.raises(errors.InvitationTooSoon):
        services.invite(by=aki, invitee_id=ben.pk, at=NOW)
    with pytest.raises(errors.InvitationAlreadyAnswered):
        services.withdraw_invitation(invitation_id=invitation.pk, by=aki, at=NOW)


# Parting and blocking


def test_parting_is_logged(aki, ben, told):
    make_connection(aki, ben)

    services.disconnect(by=ben, member_id=aki.pk)

    assert queries.relation_between(aki, ben.pk) == Relation.NONE
    assert log() == [(aki.pk, ben.pk, True), (aki.pk, ben.pk, False)]
    assert told == [MembersDisconnected(low_id=aki.pk, high_id=ben.pk)]
    with pytest.raises(errors.NotConnected):
        services.disconnect(by=ben, member_id=aki.pk)


def test_a_block_takes_away_what_tied_them(aki, ben, told):
    make_connection(aki, ben)
    make_invitation(aki, ben)

    services.block(by=aki, member_id=ben.pk, at=NOW)

    assert queries.connections_of(aki) == queries.connections_of(ben) == []
    assert not Invitation.objects.exists()
    assert [tie.member_id for tie in queries.blocked_by(aki)] == [ben.pk]
    assert queries.blocked_by(ben) == []
    assert log()[-1] == (aki.pk, ben.pk, False)
    assert told[-1] == MemberBlocked(blocker_id=aki.pk, blocked_id=ben.pk)


def test_a_block_cannot_be_told_from_absence(aki, ben):
    make_block(ben, aki)
    nobody = 999_999

    for member_id in (ben.pk, nobody):
        with pytest.raises(NotFound):
            services.block(by=aki, member_id=member_id, at=NOW)
        with pytest.raises(NotFound):
            services.unblock(by=aki, member_id=member_id)
        with pytest.raises(NotFound):
            services.disconnect(by=aki, member_id=member_id)


def test_after_a_block_is_lifted_the_two_may_begin_again(aki, ben):
    make_connection(aki, ben)
    services.block(by=aki, member_id=ben.pk, at=NOW)

    services.unblock(by=aki, member_id=ben.pk)

    assert not Block.objects.exists()
    assert queries.relation_between(aki, ben.pk) == Relation.NONE
    services.invite(by=ben, invitee_id=aki.pk, at=NOW)


def test_nobody_blocks_themself(aki):
    with pytest.raises(errors.NotWithYourself):
        services.block(by=aki, member_id=aki.pk, at=NOW)
