"""Signing up, being let in, and invitations to the house."""

from datetime import timedelta

import pytest

from enishi.ground import events
from enishi.ground.errors import NotFound
from enishi.rooms.members import services
from enishi.rooms.members.errors import HouseClosed, InvitationUsed, NotWaiting
from enishi.rooms.members.events import MemberJoined
from enishi.rooms.members.models import House, JoiningInvitation, Member
from enishi.rooms.members.types import Joining, Status
from tests.makers import NOW, make_member

DAY = timedelta(days=1)


@pytest.fixture
def operator(db):
    return make_member("operator", is_staff=True)


@pytest.fixture
def joined(monkeypatch):
    """Ids of those whose joining was announced inside the transaction."""
    heard = []
    monkeypatch.setitem(
        events._within, MemberJoined, [lambda event: heard.append(event.member_id)]
    )
    return heard


def house_with(joining):
    return House.objects.create(pk=1, joining=joining)


def somebody(email="naoki@people.example"):
    member = Member(email=email, family_romaji="Fujita")
    member.set_password("correct horse battery staple")
    return member


def join(code="", at=NOW, **fields):
    return services.join_house(member=somebody(**fields), invitation_code=code, at=at)


def test_whoever_signs_up_is_nowhere_until_the_code_is_entered(db, joined):
    member = join()

    assert member.status == Status.NEW
    assert not Member.objects.present().filter(pk=member.pk).exists()
    assert joined == []


def test_the_code_lets_them_into_an_open_house(db, joined):
    member = join()

    services.confirm_mail(member_id=member.pk, at=NOW + DAY)

    member.refresh_from_db()
    assert (member.status, member.joined_at) == (Status.ACTIVE, NOW + DAY)
    assert joined == [member.pk]


def test_confirming_another_address_later_joins_nobody_again(db, joined):
    member = make_member(joined_at=NOW)

    services.confirm_mail(member_id=member.pk, at=NOW + DAY)

    member.refresh_from_db()
    assert member.joined_at == NOW
    assert joined == []


def test_a_suspended_member_does_not_come_back_by_confirming_an_address(db, joined):
    member = make_member(status=Status.SUSPENDED)

    services.confirm_mail(member_id=member.pk, at=NOW)

    member.refresh_from_db()
    assert member.status == Status.SUSPENDED


def test_where_operators_approve_one_waits(operator, joined):
    house_with(Joining.APPROVAL)
    member = join()
    services.confirm_mail(member_id=member.pk, at=NOW)
    member.refresh_from_db()
    assert member.status == Status.WAITING
    assert joined == []

    services.approve_member(by=operator, member_id=member.pk, at=NOW)

    member.refresh_from_db()
    assert member.status == Status.ACTIVE
    assert joined == [member.pk]


def test_two_operators_approve_once(operator, joined):
    member = make_member(status=Status.WAITING)
    services.approve_member(by=operator, member_id=member.pk, at=NOW)

    with pytest.raises(NotWaiting):
        services.approve_member(by=operator, member_id=member.pk, at=NOW)
    assert joined == [member.pk]


def test_who_is_declined_leaves_nothing_behind(operator):
    member = make_member(status=Status.WAITING)

    services.decline_member(by=operator, member_id=member.pk)

    assert not Member.objects.filter(pk=member.pk).exists()


def test_a_member_in_the_house_is_not_declined(operator):
    member = make_member()

    with pytest.raises(NotWaiting):
        services.decline_member(by=operator, member_id=member.pk)
    assert Member.objects.filter(pk=member.pk).exists()


def test_a_house_by_invitation_takes_nobody_without_one(db):
    house_with(Joining.INVITATION)

    with pytest.raises(HouseClosed):
        join()
    assert not Member.objects.exists()


def test_an_invitation_lets_one_person_in_once(operator):
    house_with(Joining.INVITATION)
    invitation = services.invite_to_house(by=operator, at=NOW)

    member = join(invitation.code)

    invitation.refresh_from_db()
    assert (invitation.used_by, invitation.used_at) == (member, NOW)
    with pytest.raises(InvitationUsed):
        join(invitation.code, email="second@people.example")
    assert not Member.objects.filter(email="second@people.example").exists()


def test_whoever_was_invited_does_not_wait(operator):
    house_with(Joining.APPROVAL)
    member = join(services.invite_to_house(by=operator, at=NOW).code)

    services.confirm_mail(member_id=member.pk, at=NOW)

    member.refresh_from_db()
    assert member.status == Status.ACTIVE


def test_an_invitation_to_one_address_lets_in_no_other(operator):
    code = services.invite_to_house(by=operator, email="Guest@People.example", at=NOW).code

    with pytest.raises(InvitationUsed):
        join(code, email="other@people.example")
    assert join(code, email="guest@people.example").pk


def test_an_invitation_ends_after_its_days(operator):
    code = services.invite_to_house(by=operator, at=NOW).code

    with pytest.raises(InvitationUsed):
        join(code, at=NOW + 14 * DAY)
    assert join(code, at=NOW + 13 * DAY).pk


def test_a_withdrawn_invitation_lets_nobody_in(operator):
    invitation = services.invite_to_house(by=operator, at=NOW)

    services.withdraw_joining_invitation(by=operator, invitation_id=invitation.pk)

    with pytest.raises(InvitationUsed):
        join(invitation.code)


def test_a_used_invitation_is_not_withdrawn(operator):
    invitation = services.invite_to_house(by=operator, at=NOW)
    join(invitation.code)

    with pytest.raises(NotFound):
        services.withdraw_joining_invitation(by=operator, invitation_id=invitation.pk)


def test_an_address_nobody_confirmed_is_free_again_after_an_hour(operator):
    code = services.invite_to_house(by=operator, at=NOW).code
    join(code)

    assert services.forget_unconfirmed(at=NOW + timedelta(minutes=59)) == 0
    assert services.forget_unconfirmed(at=NOW + timedelta(minutes=61)) == 1

    assert JoiningInvitation.objects.get(code=code).used_at is None
    assert join(code, at=NOW + timedelta(minutes=62)).pk


def test_forgetting_one_address_leaves_the_others(db):
    join(email="one@people.example")
    join(email="two@people.example")

    services.forget_unconfirmed(email="one@people.example", at=NOW + DAY)

    assert [member.email for member in Member.objects.all()] == ["two@people.example"]


def test_confirmed_members_are_never_forgotten(db):
    make_member(joined_at=NOW - 30 * DAY)

    assert services.forget_unconfirmed(at=NOW) == 0


@pytest.mark.parametrize(
    "act",
    [
        lambda by, _other: services.invite_to_house(by=by, at=NOW),
        lambda by, _other: services.withdraw_joining_invitation(by=by, invitation_id=1),
        lambda by, other: services.approve_member(by=by, member_id=other.pk, at=NOW),
        lambda by, other: services.decline_member(by=by, member_id=other.pk),
        lambda by, other: services.suspend_member(by=by, member_id=other.pk),
        lambda by, other: services.restore_member(by=by, member_id=other.pk),
    ],
)
def test_acts_of_operators_do_not_exist_for_members(db, act):
    other = make_member(status=Status.WAITING)

    with pytest.raises(NotFound):
        act(make_member(), other)
    with pytest.raises(NotFound):
        act(make_member(is_staff=True, status=Status.SUSPENDED), other)
