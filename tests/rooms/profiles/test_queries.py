"""Reading the record: what is missing, whose page may be opened, and who sees which field."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enishi.ground.errors import NotFound
from enishi.rooms.members.types import Status
from enishi.rooms.network.types import Degree
from enishi.rooms.profiles import services
from enishi.rooms.profiles.models import Entry, Profile
from enishi.rooms.profiles.queries import (
    complaints_about,
    entries_for,
    fields_of,
    get_own_entry,
    get_person_for,
    own_record,
    page_as,
    people_for,
    record_as,
    record_of,
    tidied,
)
from enishi.rooms.profiles.types import (
    EntryFields,
    Kind,
    Visibility,
)
from tests.makers import NOW, make_block, make_connection, make_entry, make_member

TODAY = date(2026, 11, 23)
LEVELS = list(Visibility)


def test_the_owner_reads_everything_with_who_sees_it(member):
    make_entry(member, title_ja="秘密", visibility="only_me", text_visibility="only_me")

    (own,) = own_record(member)

    assert (own.seen.title_ja, own.visibility) == ("秘密", Visibility.ONLY_ME)
    assert get_own_entry(member, own.seen.id) == own
    with pytest.raises(NotFound):
        get_own_entry(make_member(), own.seen.id)


def test_what_is_read_can_be_written_back_unchanged(member):
    entry = services.add_entry(
        by=member,
        kind=Kind.PROJECT,
        fields=EntryFields(title_ja="縁", details={"keywords": ["a", "b"]}, starts="2015"),
        at=NOW,
    )

    fields = fields_of(get_own_entry(member, entry.pk))

    assert fields == tidied(fields)
    assert complaints_about(Kind.PROJECT, fields) == {}


@pytest.mark.parametrize("status", [Status.WAITING, Status.SUSPENDED, Status.LEFT])
def test_who_is_not_in_the_house_sees_what_a_guest_sees(member, status):
    make_entry(member, title_ja="だれでも", visibility="everyone")
    make_entry(member, title_ja="家の中")
    outsider = make_member(status=status)

    with pytest.raises(NotFound):
        get_person_for(outsider, member.handle)
    assert record_of(outsider, member.pk) == []

    Profile.objects.filter(member=member).update(has_public_page=True)
    assert get_person_for(outsider, member.handle).member == member
    assert [e.title_ja for e in record_of(outsider, member.pk)] == ["だれでも"]


def test_a_page_is_hidden_by_a_block_either_way_and_by_leaving(member):
    viewer = make_member()
    assert get_person_for(viewer, member.handle).member == member
    assert people_for(viewer, [member.pk]).keys() == {member.pk}

    for blocker, blocked in ((viewer, member), (member, viewer)):
        block = make_block(blocker, blocked)
        with pytest.raises(NotFound):
            get_person_for(viewer, member.handle)
        assert people_for(viewer, [member.pk]) == {}
        block.delete()

    member.status = Status.LEFT
    member.save()
    with pytest.raises(NotFound):
        get_person_for(viewer, member.handle)


def test_see_as_a_guest_says_that_there_is_no_page(member):
    assert page_as(member, None) is None
    assert page_as(member, Degree.BEYOND) is not None

    Profile.objects.filter(member=member).update(has_public_page=True)
    assert page_as(member, None) is not None


def test_entries_are_read_in_one_query(member, django_assert_num_queries):
    ids = [make_entry(member, "skill", title_ja=str(n)).pk for n in range(20)]

    with django_assert_num_queries(1):
        assert set(entries_for(member, ids)) == set(ids)


entries = st.lists(
    st.tuples(
        st.sampled_from([Kind.POSITION, Kind.SKILL, Kind.HEADLINE]),
        st.sampled_from(LEVELS),
        st.sampled_from(LEVELS),
    ),
    max_size=5,
    unique_by=lambda entry: entry[0] if entry[0] == Kind.HEADLINE else id(entry),
)


@pytest.fixture
def eyes(member):
    """Everybody who may look at `member`, with the levels open to them."""
    friend, second = make_member(), make_member()
    make_connection(member, friend)
    make_connection(friend, second)
    Profile.objects.filter(member=member).update(has_public_page=True)
    return {
        Degree.SELF: (member, LEVELS),
        Degree.FIRST: (friend, LEVELS[:4]),
        Degree.SECOND: (second, LEVELS[:3]),
        Degree.BEYOND: (make_member(), LEVELS[:2]),
        None: (None, LEVELS[:1]),
    }


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(entries)
def test_each_field_is_seen_by_its_level_and_no_other_field_tells_of_it(member, eyes, written):
    Entry.objects.filter(member=member).delete()
    for number, (kind, level, text_level) in enumerate(written):
        make_entry(
            member,
            kind,
            title_ja=f"題 {number}",
            text_ja=f"文 {number}",
            visibility=level,
            text_visibility=text_level,
        )

    for degree, (viewer, open_levels) in eyes.items():
        seen = {entry.title_ja: entry for entry in record_of(viewer, member.pk)}
        assert record_as(member.pk, degree) == list(seen.values())
        for number, (kind, level, text_level) in enumerate(written):
            entry = seen.pop(f"題 {number}", None)
            assert (entry is not None) == (level in open_levels)
            if entry is not None:
                text_is_open = kind == Kind.HEADLINE or text_level in open_levels
                assert entry.text_ja == (f"文 {number}" if text_is_open else "")
        assert seen == {}


def test_a_change_of_what_is_hidden_leaves_no_trace(member, eyes):
    shown = make_entry(member, title_ja="見える", text_ja="隠す", text_visibility="only_me")
    hidden = make_entry(member, title_ja="隠す", visibility="only_me")
    stranger = eyes[Degree.BEYOND][0]
    before = record_of(stranger, member.pk)

    for entry in (shown, hidden):
        fields = fields_of(get_own_entry(member, entry.pk))
        services.edit_entry(
            by=member, entry_id=entry.pk, fields=replace(fields, text_ja="別のこと"), at=NOW
        )

    assert record_of(stranger, member.pk) == before
