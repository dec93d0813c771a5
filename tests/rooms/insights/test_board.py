"""The board: exact numbers on small stories, and equal to a second, plainer count."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enishi.rooms.approaches.models import Approach
from enishi.rooms.insights import queries, services
from enishi.rooms.insights.models import Appearance, Visit
from enishi.rooms.insights.types import Look, Manner, Week
from tests.makers import NOW, make_block, make_entry, make_member
from tests.privacy.surfaces import rolled_back
from tests.rooms.insights.makers import edit, look, search, write

pytestmark = pytest.mark.django_db
TOKYO = ZoneInfo("Asia/Tokyo")
THIS_MONDAY = date(2026, 11, 23)
QUERY = "求人 営業"


@pytest.fixture
def entry(member):
    return make_entry(member, title_ja="首都圏営業部 課長", text_ja="料金改定を企画")


def days_ago(days, **more):
    return NOW - timedelta(days=days, **more)


def filled(board):
    """The weeks in which something came, by how many weeks ago they were."""
    return {
        (THIS_MONDAY - week.starts_on).days // 7: (
            "few" if week.is_few else week.found,
            week.viewed,
            week.approached,
            week.answered,
        )
        for week in board.weeks
        if week != Week(week.starts_on)
    }


def test_a_board_of_a_newcomer_is_empty(member):
    board = queries.board_for(member, NOW)

    assert [week.starts_on for week in board.weeks] == [
        THIS_MONDAY - timedelta(weeks=number) for number in range(12, -1, -1)
    ]
    assert board.is_empty
    assert (board.brought, board.advice, board.approached_before) == ((), (), 0)


def test_a_small_story_in_numbers(member, entry):
    people = [make_member() for _ in range(4)]
    for person in people:
        search(person, entry, QUERY, days_ago(8))
        search(person, entry, "別の言葉", days_ago(8))
    search(people[0], entry, QUERY, days_ago(7))
    look(people[0], member, days_ago(8), QUERY, entry)
    write(people[0], entry, days_ago(7), answered_at=NOW, query=QUERY)
    write(people[1], entry, days_ago(120), answered_at=days_ago(119))

    board = queries.board_for(member, NOW)

    # Four people on one day, each once, however much they asked; one of them in another week.
    assert filled(board) == {0: (0, 0, 0, 1), 1: ("few", 0, 1, 0), 2: (4, 1, 0, 0)}
    assert (board.found, board.has_few, board.viewed) == (4, True, 1)
    assert (board.approached, board.answered, board.approached_before) == (1, 1, 1)
    assert not board.is_empty


def test_weeks_begin_on_mondays_where_the_member_lives(member, entry):
    sunday_night_in_london = datetime(2026, 11, 22, 23, 30, tzinfo=ZoneInfo("UTC"))
    look(make_member(), member, sunday_night_in_london)
    assert filled(queries.board_for(member, NOW)) == {0: (0, 1, 0, 0)}

    member.time_zone = "Europe/London"

    assert filled(queries.board_for(member, NOW)) == {1: (0, 1, 0, 0)}


def test_one_or_two_people_are_a_few(member, entry):
    first, second, third = (make_member() for _ in range(3))
    for person in (first, second):
        search(person, entry, QUERY, NOW)
    assert filled(queries.board_for(member, NOW)) == {0: ("few", 0, 0, 0)}

    search(third, entry, "別の言葉", NOW)

    assert filled(queries.board_for(member, NOW)) == {0: (3, 0, 0, 0)}


def test_what_brought_what(member, entry):
    other = make_entry(member, title_ja="大阪支社 営業")
    people = [make_member() for _ in range(4)]
    for person in people[:3]:
        search(person, entry, "求人　営業", NOW)
    search(people[3], other, "誰にも言わない言葉", NOW)
    search(people[3], other, "大阪", NOW)
    look(people[3], member, NOW, "大阪", other)
    write(people[0], entry, NOW, answered_at=NOW, query="ｸﾚｰﾑ対応")
    write(people[1], entry, NOW)

    first, second = queries.board_for(member, NOW).brought

    assert (first.entry_id, first.line.text) == (entry.pk, "首都圏営業部 課長")
    assert first.queries == ("ｸﾚｰﾑ対応", "求人 営業")
    assert (first.found, first.viewed, first.approached, first.answered) == (3, 0, 2, 1)
    assert (second.entry_id, second.line, second.queries) == (other.pk, None, ("大阪",))
    assert (second.found, second.viewed, second.approached) == (0, 1, 0)


@pytest.mark.parametrize("blocks", [lambda a, b: (a, b), lambda a, b: (b, a)])
def test_who_is_not_there_any_more_never_was(member, entry, blocks):
    people = [make_member() for _ in range(4)]
    for person in people:
        search(person, entry, QUERY, NOW)
        look(person, member, NOW, QUERY, entry)
        write(person, entry, NOW)
    assert filled(queries.board_for(member, NOW)) == {0: (4, 4, 4, 0)}

    make_block(*blocks(member, people[0]))
    assert filled(queries.board_for(member, NOW)) == {0: (3, 3, 3, 0)}
    type(people[1]).objects.filter(pk=people[1].pk).update(status="suspended")
    board = queries.board_for(member, NOW)

    assert filled(board) == {0: ("few", 2, 2, 0)}
    assert [(one.found, one.viewed, one.approached) for one in board.brought] == [(0, 2, 2)]


def test_who_looked_privately_is_not_on_the_board(member, entry):
    private = make_member()
    services.set_looking(by=private, look=Look(Manner.PRIVATE))
    look(private, member, NOW)

    assert queries.board_for(member, NOW).is_empty


def test_what_is_older_than_ninety_days_is_left_out_before_it_is_forgotten(member, entry):
    at = datetime(2026, 11, 29, 14, 0, tzinfo=TOKYO)  # the first Monday was 90 days ago
    for hour in (13, 15):
        look(make_member(), member, datetime(2026, 8, 31, hour, tzinfo=TOKYO))
    board = queries.board_for(member, at)
    assert (board.weeks[0].starts_on, board.viewed) == (date(2026, 8, 31), 1)

    services.forget_old_views(at=at)

    assert queries.board_for(member, at) == board


def test_edits_stand_on_the_board(member, entry):
    edit(entry, days_ago(3))
    edit(entry, days_ago(95))

    assert [one.at for one in queries.board_for(member, NOW).edits] == [days_ago(3)]


def count_plainly(member, at):
    """The same board, counted row by row and day by day."""
    monday = at.astimezone(TOKYO).date()
    while monday.weekday():
        monday -= timedelta(days=1)
    weeks = []
    for number in range(12, -1, -1):
        days = [monday - timedelta(weeks=number) + timedelta(days=day) for day in range(7)]

        def within(moment, days=days):
            return moment is not None and moment.astimezone(TOKYO).date() in days

        shown = set()
        for row in Appearance.objects.select_related("viewer"):
            if row.member == member and row.at >= at - timedelta(days=90) and within(row.at):
                shown.add((row.viewer_id, row.at.astimezone(TOKYO).date()))
        people = {viewer for viewer, _day in shown}
        visits = [v for v in Visit.objects.all() if v.member == member and within(v.at)]
        visits = [v for v in visits if v.is_shown and v.at >= at - timedelta(days=90)]
        letters = [a for a in Approach.objects.all() if a.recipient_id == member.pk]
        weeks.append(
            Week(
                days[0],
                len(shown) if len(people) >= 3 else 0,
                len(people) in {1, 2},
                len(visits),
                sum(within(a.sent_at) for a in letters),
                sum(within(a.answered_at) for a in letters),
            )
        )
    return weeks


happenings = st.lists(
    st.tuples(
        st.sampled_from(("search", "look", "private", "write", "answered", "edit")),
        st.integers(0, 4),
        st.integers(0, 24 * 100),
        st.sampled_from(("求人", "営業", "sales")),
    ),
    max_size=40,
)


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(happenings)
def test_the_board_equals_a_plain_count(story):
    with rolled_back():
        member = make_member()
        entry = make_entry(member, title_ja="営業")
        people = [make_member() for _ in range(5)]
        written = defaultdict(int)
        for what, who, hours, query in story:
            tell(what, people[who], entry, NOW - timedelta(hours=hours), query, written)

        board = queries.board_for(member, NOW)

        assert list(board.weeks) == count_plainly(member, NOW)
        letters = Approach.objects.filter(recipient=member)
        assert board.approached + board.approached_before == letters.count()
        assert [one.id for one in board.approaches] == [
            pk
            for pk, sent_at in letters.order_by("-sent_at", "-pk").values_list("pk", "sent_at")
            if sent_at.astimezone(TOKYO).date() >= board.weeks[0].starts_on
        ]


def tell(what, person, entry, at, query, written):
    if what == "search":
        search(person, entry, query, at)
    if what in {"look", "private"}:
        manner = Manner.PRIVATE if what == "private" else Manner.NAMED
        services.set_looking(by=person, look=Look(manner))
        look(person, entry.member, at, query, entry)
    if what == "edit":
        edit(entry, at)
    if what == "answered" or (what == "write" and not written[person.pk]):
        written[person.pk] += what == "write"
        answered_at = min(NOW, at + timedelta(days=2)) if what == "answered" else None
        write(person, entry, at, answered_at=answered_at)


@pytest.mark.parametrize("count", [1, 20])
def test_a_board_costs_six_queries(member, entry, count):
    for _ in range(count):
        person = make_member()
        search(person, entry, QUERY, NOW)
        look(person, member, NOW, QUERY, entry)
        write(person, entry, NOW)
        edit(make_entry(member, kind="skill", title_ja="営業"), NOW)

    with CaptureQueriesContext(database) as asked:
        queries.board_for(member, NOW)

    assert len(asked) == 6
