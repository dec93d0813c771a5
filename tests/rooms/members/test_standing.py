"""Operators, and people put out of the house and let in again."""

import pytest
from django.contrib.sessions.models import Session

from enishi.ground import events
from enishi.ground.errors import NotFound
from enishi.rooms.members import queries, services
from enishi.rooms.members.errors import OwnStanding
from enishi.rooms.members.events import MemberJoined, MemberLeft
from enishi.rooms.members.types import Status
from tests.makers import NOW, make_member
from tests.rooms.members.test_leaving import make_session


@pytest.fixture
def told(monkeypatch):
    heard = []
    for kind in (MemberJoined, MemberLeft):
        monkeypatch.setitem(events._within, kind, [heard.append])
    return heard


def test_a_suspended_member_is_out_at_once_and_may_come_back(db, told):
    operator, member = make_member(is_staff=True), make_member()
    make_session(member)
    _token, secret = services.create_access_token(by=member, name="x", scopes=[], at=NOW)

    services.suspend_member(by=operator, member_id=member.pk)

    member.refresh_from_db()
    assert not member.is_active
    assert not Session.objects.exists()
    assert queries.find_token(secret, NOW) is None
    with pytest.raises(NotFound):
        queries.get_present_member(member.handle)

    services.restore_member(by=operator, member_id=member.pk)

    assert queries.get_present_member(member.handle) == member
    assert queries.find_token(secret, NOW).member == member
    assert told == [MemberLeft(member_id=member.pk), MemberJoined(member_id=member.pk)]


def test_nobody_is_suspended_or_restored_twice(db, told):
    operator, member = make_member(is_staff=True), make_member()
    services.suspend_member(by=operator, member_id=member.pk)
    with pytest.raises(NotFound):
        services.suspend_member(by=operator, member_id=member.pk)
    services.restore_member(by=operator, member_id=member.pk)
    with pytest.raises(NotFound):
        services.restore_member(by=operator, member_id=member.pk)
    assert len(told) == 2


def test_operators_do_not_suspend_themselves(db):
    operator = make_member(is_staff=True)

    with pytest.raises(OwnStanding):
        services.suspend_member(by=operator, member_id=operator.pk)


@pytest.mark.parametrize("asked", ["naoki", "Naoki@people.example"])
def test_whoever_runs_the_machine_names_an_operator(db, asked):
    naoki = make_member("naoki")

    assert services.make_operator(handle_or_mail=asked) == naoki

    naoki.refresh_from_db()
    assert naoki.is_staff


def test_nobody_outside_the_house_becomes_an_operator(db):
    make_member("naoki", status=Status.SUSPENDED)

    with pytest.raises(NotFound):
        services.make_operator(handle_or_mail="naoki")
