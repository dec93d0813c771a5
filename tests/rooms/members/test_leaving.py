"""Going away: nothing is left that says who somebody was; ways in close at once."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from enishi.ground import events
from enishi.ground.errors import NotFound
from enishi.rooms.members import services
from enishi.rooms.members.errors import WrongPassword
from enishi.rooms.members.events import MemberErased, MemberJoined, MemberLeft
from enishi.rooms.members.models import AccessToken, JoiningInvitation, Member
from enishi.rooms.members.types import Status
from tests.makers import NOW, PASSWORD, make_member, make_second_factor


@pytest.fixture
def told(monkeypatch):
    heard = []
    for kind in (MemberErased, MemberJoined, MemberLeft):
        monkeypatch.setitem(events._within, kind, [heard.append])
    return heard


def make_session(member):
    store = SessionStore()
    store["of"] = member.pk
    store.create()
    UserSession.objects.create(
        user=member, session_key=store.session_key, ip="192.0.2.1", user_agent="Lynx"
    )


SECRETS = ("sentinel", "伏見", "ふしみ", "fushimi", "192.0.2.1", "lynx")


@pytest.fixture
def leaver(db):
    member = make_member(
        "sentinel",
        email="sentinel@people.example",
        password=PASSWORD,
        family_kanji="伏見",
        family_kana="ふしみ",
        family_romaji="Fushimi",
        is_staff=True,
    )
    make_second_factor(member)
    make_session(member)
    services.create_access_token(by=member, name="sentinel", scopes=["me:read"], at=NOW)
    services.invite_to_house(by=member, email="sentinel@people.example", at=NOW)
    return member


def everything_kept():
    """All rows of the room and of the ways in, as one text."""
    tables = (Member, EmailAddress, Authenticator, UserSession, AccessToken, JoiningInvitation)
    rows = [row for table in tables for row in table.objects.values()]
    return repr(rows).lower()


def test_leaving_leaves_no_word_of_who_they_were(leaver, told):
    before = everything_kept()
    assert all(secret in before for secret in SECRETS)

    services.leave_house(by=leaver, password=PASSWORD, at=NOW)

    after = everything_kept()
    assert [secret for secret in SECRETS if secret in after] == []
    assert told == [MemberErased(member_id=leaver.pk), MemberLeft(member_id=leaver.pk)]


def test_leaving_ends_every_way_in(leaver):
    services.leave_house(by=leaver, password=PASSWORD, at=NOW)

    leaver.refresh_from_db()
    assert (leaver.status, leaver.left_at) == (Status.LEFT, NOW)
    assert not leaver.is_active
    assert not leaver.is_staff
    assert not leaver.has_usable_password()
    assert not Session.objects.exists()
    assert not AccessToken.objects.exists()
    assert not Authenticator.objects.exists()


def test_leaving_asks_for_the_password(leaver, told):
    with pytest.raises(WrongPassword):
        services.leave_house(by=leaver, password="a guess", at=NOW)

    leaver.refresh_from_db()
    assert leaver.status == Status.ACTIVE
    assert Session.objects.count() == 1
    assert told == []


def test_others_stay_signed_in(leaver):
    other = make_member()
    make_session(other)

    services.leave_house(by=leaver, password=PASSWORD, at=NOW)

    assert UserSession.objects.get().user == other
    assert Session.objects.count() == 1


def test_who_left_is_not_restored(leaver):
    operator = make_member(is_staff=True)
    services.leave_house(by=leaver, password=PASSWORD, at=NOW)

    with pytest.raises(NotFound):
        services.restore_member(by=operator, member_id=leaver.pk)
