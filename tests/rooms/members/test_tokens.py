"""Keys for programs: shown once, scoped, ended at once."""

from datetime import timedelta

import pytest

from enishi.ground.errors import NotFound
from enishi.rooms.members import queries, services
from enishi.rooms.members.models import AccessToken
from enishi.rooms.members.types import Scope
from tests.makers import NOW, make_member


@pytest.fixture
def made(member):
    return services.create_access_token(
        by=member, name="calendar", scopes=[Scope.SEARCH_READ, "me:read"], at=NOW, days=30
    )


def test_the_secret_finds_the_key_and_its_member(made, member):
    token, secret = made

    found = queries.find_token(secret, NOW)

    assert found == token
    assert found.member == member
    assert found.scopes == ["me:read", "search:read"]


def test_the_secret_itself_is_not_kept(made):
    token, secret = made

    assert secret.startswith("enishi_")
    assert secret not in str(AccessToken.objects.filter(pk=token.pk).values())
    assert queries.find_token(token.digest, NOW) is None


def test_two_keys_have_two_secrets(made, member):
    _other, secret = services.create_access_token(by=member, name="calendar", scopes=[], at=NOW)

    assert secret != made[1]


def test_a_key_ends_on_its_day(made):
    _token, secret = made

    assert queries.find_token(secret, NOW + timedelta(days=29))
    assert queries.find_token(secret, NOW + timedelta(days=30)) is None


def test_a_key_without_end_does_not_end(member):
    _token, secret = services.create_access_token(by=member, name="x", scopes=[], at=NOW)

    assert queries.find_token(secret, NOW + timedelta(days=10_000))


def test_an_unknown_scope_makes_no_key(member):
    with pytest.raises(ValueError, match="everything:write"):
        services.create_access_token(by=member, name="x", scopes=["everything:write"], at=NOW)
    assert not AccessToken.objects.exists()


def test_a_revoked_key_opens_nothing(made, member):
    token, secret = made

    services.revoke_access_token(by=member, token_id=token.pk)

    assert queries.find_token(secret, NOW) is None
    with pytest.raises(NotFound):
        services.revoke_access_token(by=member, token_id=token.pk)


def test_nobody_revokes_or_sees_the_key_of_another(made):
    token, secret = made
    other = make_member()

    with pytest.raises(NotFound):
        services.revoke_access_token(by=other, token_id=token.pk)

    assert queries.find_token(secret, NOW) == token
    assert list(queries.access_tokens_of(other)) == []


def test_use_is_noted_once_a_day(made, django_assert_num_queries):
    token, secret = made
    services.note_token_use(token=token, on=NOW.date())

    again = queries.find_token(secret, NOW)
    assert again.last_used_on == NOW.date()
    with django_assert_num_queries(0):
        services.note_token_use(token=again, on=NOW.date())
