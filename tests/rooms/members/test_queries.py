"""Reads about members."""

import pytest

from enishi.ground.errors import NotFound
from enishi.rooms.members import queries
from enishi.rooms.members.types import Status
from tests.makers import NOW, make_member, make_second_factor


@pytest.mark.parametrize("status", [one for one in Status if one != Status.ACTIVE])
def test_only_those_in_the_house_are_found(db, status):
    member = make_member(status=status)

    with pytest.raises(NotFound):
        queries.get_present_member(member.handle)
    assert queries.present_members([member.pk]) == {}


def test_security_is_told_as_it_is(member):
    bare = queries.security_of(member, NOW)
    assert (bare.has_app, bare.passkeys, bare.recovery_codes) == (False, 0, None)
    assert not queries.has_second_factor(member)

    make_second_factor(member)

    assert queries.security_of(member, NOW).has_app
    assert queries.has_second_factor(member)
    assert not queries.has_second_factor(make_member())


def test_operators_find_members_by_any_part_of_a_name_or_address(db):
    operator = make_member("operator", is_staff=True)
    naoki = make_member("naoki", given_kanji="直樹", given_romaji="Naoki")
    make_member("gone", status=Status.LEFT, given_kanji="直樹")

    for asked in ("直樹", "NAOKI", "naoki@people"):
        assert list(queries.members_by_standing(operator, asked=asked)) == [naoki]
    assert operator in queries.members_by_standing(operator)


@pytest.mark.parametrize(
    "read", [queries.members_by_standing, queries.waiting_members, queries.joining_invitations]
)
def test_lists_of_operators_do_not_exist_for_members(member, read):
    with pytest.raises(NotFound):
        read(member)
