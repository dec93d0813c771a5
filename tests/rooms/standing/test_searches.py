from datetime import timedelta

import pytest

from enishi.ground.errors import NotFound
from enishi.rooms.approaches.services import set_welcome
from enishi.rooms.approaches.types import Purpose, Terms, WelcomeTerms
from enishi.rooms.connections.services import block
from enishi.rooms.members.services import suspend_member
from enishi.rooms.notifications.queries import notices_for
from enishi.rooms.notifications.types import NoticeKind
from enishi.rooms.organizations.services import resolve_organization
from enishi.rooms.profiles.queries import fields_of, get_own_entry
from enishi.rooms.profiles.services import edit_entry, remove_entry, set_visibility
from enishi.rooms.profiles.types import Visibility
from enishi.rooms.standing import queries, services
from enishi.rooms.standing.errors import NothingToLookFor, TooLateToRestore, TooManySaved
from enishi.rooms.standing.models import (
    ChangeToFollow,
    FollowedRecord,
    SavedSearch,
    SearchAnswer,
)
from enishi.rooms.standing.types import MOST_SAVED, UNDO_WINDOW
from tests.makers import NOW, make_block, make_connection, make_entry, make_member
from tests.rooms.standing.scenes import QUERY, follow, save, told, write

pytestmark = pytest.mark.django_db


def test_a_record_that_newly_answers_is_told_once(member):
    save(member)
    other = make_member()
    entry = write(other)
    follow()
    write(other, "求人広告の営業をもう一度")
    follow()

    assert told(member) == [("search_answered", other.pk)]
    (seen,) = queries.saved_searches(member)
    assert seen.told_at == NOW
    assert [(one.member_id, one.quotes[0].entry_id) for one in seen.answers] == [
        (other.pk, entry.pk)
    ]
    (notice,) = notices_for(member).items
    assert (notice.kind, notice.is_new) == (NoticeKind.SEARCH_ANSWERED, True)


def test_every_word_is_demanded_over_the_whole_record_and_in_both_languages(member):
    save(member, "part-time job advertising 料金改定")
    other = make_member()
    write(other, "アルバイト求人広告の営業")
    follow()
    assert told(member) == []

    write(other, "料金改定を主導")
    follow()
    assert told(member) == [("search_answered", other.pk)]


def test_who_answered_before_is_no_news(member):
    other = make_member()
    entry = write(other)
    follow()
    save(member)
    write(other, "経理も担当")
    follow()
    fields = fields_of(get_own_entry(other, entry.pk))
    edit_entry(by=other, entry_id=entry.pk, fields=fields, at=NOW)
    follow()

    assert told(member) == []


@pytest.mark.parametrize(
    ("visibility", "degree", "is_told"),
    [
        (Visibility.MEMBERS, 3, True),
        (Visibility.SECOND_DEGREE, 3, False),
        (Visibility.SECOND_DEGREE, 2, True),
        (Visibility.CONNECTIONS, 2, False),
        (Visibility.CONNECTIONS, 1, True),
        (Visibility.ONLY_ME, 1, False),
    ],
)
def test_a_line_tells_whom_it_is_for(member, visibility, degree, is_told):
    save(member)
    far = member
    for _step in range(degree):
        far, near = make_member(), far
        make_connection(near, far)
    write(far, visibility=visibility)
    follow()

    assert bool(told(member)) is is_told


def test_a_hidden_change_is_no_occasion_to_tell_what_is_seen_by_now(member):
    """The two connect later: what the new tie opens is told by no change behind it."""
    save(member)
    other = make_member()
    write(other, visibility=Visibility.CONNECTIONS)
    follow()
    make_connection(member, other)
    write(other, "秘密の覚え書き", visibility=Visibility.ONLY_ME)
    follow()

    assert told(member) == []


def test_a_line_that_opens_is_news(member):
    save(member)
    other = make_member()
    entry = write(other, visibility=Visibility.ONLY_ME)
    follow()
    opened = Visibility.MEMBERS
    set_visibility(
        by=other, entry_id=entry.pk, visibility=opened, text_visibility=opened, at=NOW
    )
    follow()

    assert told(member) == [("search_answered", other.pk)]


@pytest.mark.parametrize("turn", [1, -1])
def test_a_block_hides_both(member, turn):
    save(member)
    other = make_member()
    make_block(*[member, other][::turn])
    write(other)
    follow()

    assert told(member) == []


def test_nobody_is_told_of_themself_of_who_is_gone_or_while_they_do_not_want(member):
    for search in (save(member), save(member, "営業")):
        services.change_search(by=member, search_id=search.pk, name="", is_told=False)
    quiet = make_member()
    save(quiet)
    operator = make_member(is_staff=True)
    suspend_member(by=operator, member_id=quiet.pk)
    other = make_member()
    save(other)
    write(other)
    follow()

    assert [told(one) for one in (member, quiet, other)] == [[], [], []]


def test_narrowed_as_a_search_is(member):
    company = resolve_organization(name_ja="あけぼの求人社", name_en="")
    close, far, open_ = (make_member() for _ in range(3))
    make_connection(member, close)
    cases = {
        "organization": save(member, organization_ids=frozenset({company.pk})),
        "near": save(member, degrees=frozenset({1})),
        "years": save(member, first_year=2015, last_year=2016),
        "english": save(member, language="en"),
        "industry": save(member, industries=frozenset("J")),
        "open": save(member, open_to=frozenset({Purpose.SALES})),
    }
    selling = WelcomeTerms(purpose=Purpose.SALES, terms=Terms.OPEN)
    set_welcome(by=open_, said=selling)
    write(close)
    write(far, organization_ja="あけぼの求人社", starts="2010", ends="2012")
    write(open_, starts="2015", ends="2018", organization_ja="別の銀行")
    follow()

    answers = SearchAnswer.objects.values_list("search_id", "found_id")
    found = {name: {who for pk, who in answers if pk == row.pk} for name, row in cases.items()}
    assert found == {
        "organization": {far.pk},
        "near": {close.pk},
        "years": {open_.pk},
        "english": set(),
        "industry": {open_.pk},
        "open": {open_.pk},
    }


def test_a_word_that_must_not_be_there_may_go(member):
    save(member, "求人広告 -派遣")
    other = make_member()
    entry = write(other, "派遣も担当")
    write(other, "求人広告の営業")
    follow()
    assert told(member) == []

    remove_entry(by=other, entry_id=entry.pk, at=NOW)
    follow()
    assert told(member) == [("search_answered", other.pk)]


def test_what_is_hidden_or_blocked_later_is_not_there_any_more(member):
    save(member)
    one, other = make_member(), make_member()
    entry = write(one)
    write(other)
    follow()
    closed = Visibility.ONLY_ME
    set_visibility(by=one, entry_id=entry.pk, visibility=closed, text_visibility=closed, at=NOW)
    block(by=other, member_id=member.pk, at=NOW)

    assert queries.saved_searches(member)[0].answers == ()
    assert notices_for(member).items == []


def test_the_same_search_is_kept_once_and_so_many_at_most(member):
    assert save(member) == save(member)
    for number in range(MOST_SAVED - 1):
        save(member, f"営業 {number}")
    with pytest.raises(TooManySaved):
        save(member, "もう一つの検索")
    with pytest.raises(NothingToLookFor):
        save(member, "-営業")


def test_removed_and_put_back_within_an_hour(member):
    search = save(member)
    services.remove_search(by=member, search_id=search.pk, at=NOW)
    write(make_member())
    follow()
    assert (queries.saved_searches(member), told(member)) == ([], [])

    services.restore_search(by=member, search_id=search.pk, at=NOW + timedelta(minutes=59))
    write(other := make_member())
    follow()
    assert told(member) == [("search_answered", other.pk)]

    services.remove_search(by=member, search_id=search.pk, at=NOW)
    with pytest.raises(TooLateToRestore):
        services.restore_search(by=member, search_id=search.pk, at=NOW + UNDO_WINDOW)
    with pytest.raises(NotFound):
        services.restore_search(by=make_member(), search_id=search.pk, at=NOW)
    services.forget_what_is_over(at=NOW + UNDO_WINDOW)
    assert not SavedSearch.objects.exists()


def test_what_others_wrote_into_the_table_is_followed(member):
    """As another process does: not through this one's set of queries."""
    save(member, "測量")
    write(make_member())
    follow()
    SavedSearch.objects.update(query=QUERY, stamp=12345)
    write(other := make_member())
    follow()
    assert told(member) == [("search_answered", other.pk)]


def test_who_was_killed_half_way_has_written_nothing(member, monkeypatch):
    save(member)
    write(other := make_member())
    monkeypatch.setattr(
        "enishi.rooms.standing.services.following.put_questions", lambda **_: 1 / 0
    )
    with pytest.raises(ZeroDivisionError):
        follow()
    assert (told(member), ChangeToFollow.objects.exists()) == ([], True)

    monkeypatch.undo()
    follow()
    assert told(member) == [("search_answered", other.pk)]


def test_burnt_and_read_anew_nobody_is_told(member):
    save(member)
    make_entry(other := make_member(), title_ja="求人広告の営業")
    FollowedRecord.objects.all().delete()
    follow()  # reads every record first
    write(other, "経理も担当")
    follow()

    assert told(member) == []
    assert services.rebuild_followed() == 2
