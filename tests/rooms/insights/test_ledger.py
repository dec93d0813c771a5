"""Why now: own edits, new searches, visits, approaches – and nothing about searchers."""

from datetime import timedelta

import pytest
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from enishi.ground.errors import NotFound
from enishi.rooms.insights import queries, services
from enishi.rooms.insights.types import Crowd, Look, Manner
from enishi.rooms.profiles import services as profiles
from enishi.rooms.profiles.events import EntryChange
from enishi.rooms.profiles.queries import fields_of, get_own_entry
from tests.makers import NOW, make_block, make_entry, make_member
from tests.rooms.insights.makers import edit, look, search, write

pytestmark = pytest.mark.django_db
QUERY = "アルバイト求人業界 営業 戦略"


@pytest.fixture
def entry(member):
    return make_entry(member, title_ja="首都圏営業部", text_ja="料金改定を企画")


@pytest.fixture
def tamaki(db):
    return make_member("tamaki")


def days_ago(days):
    return NOW - timedelta(days=days)


def found_by(count, entry, query, at):
    for _ in range(count):
        search(make_member(), entry, query, at)


def test_the_story(member, entry, tamaki):
    found_by(3, entry, "大阪", days_ago(30))
    edit(entry, days_ago(20))
    found_by(4, entry, "求人広告 営業", days_ago(19))
    found_by(5, entry, "大阪", days_ago(19))
    search(tamaki, entry, QUERY, days_ago(18))
    look(tamaki, member, days_ago(18), QUERY, entry)
    approach = write(tamaki, entry, days_ago(17), query=QUERY)
    found_by(6, entry, "あとからの言葉", days_ago(1))

    chain = queries.chain_for(member, approach.pk, NOW)

    assert (chain.approach.id, chain.approach.sender_id) == (approach.pk, tamaki.pk)
    assert (chain.edit.entry_id, chain.edit.at) == (entry.pk, days_ago(20))
    assert chain.searches == Crowd(4)  # not who had found it before, not Tamaki, not later ones
    assert (chain.visit.at, chain.query) == (days_ago(18), QUERY)
    assert queries.ledger_for(member, NOW).chains == (chain,)


def test_fewer_than_three_people_are_a_few(member, entry, tamaki):
    edit(entry, days_ago(5))
    found_by(2, entry, "秘密の言葉", days_ago(4))
    search(tamaki, entry, QUERY, days_ago(4))
    approach = write(tamaki, entry, days_ago(3))

    chain = queries.chain_for(member, approach.pk, NOW)

    assert chain.searches == Crowd(is_few=True)
    assert "秘密" not in repr(chain)
    assert chain.query == ""  # Tamaki searched, but told nobody


def test_a_private_visit_is_no_part_of_it(member, entry, tamaki):
    edit(entry, days_ago(5))
    services.set_looking(by=tamaki, look=Look(Manner.PRIVATE))
    look(tamaki, member, days_ago(4), QUERY, entry)
    approach = write(tamaki, entry, days_ago(3))

    assert queries.chain_for(member, approach.pk, NOW).visit is None


def test_an_edit_after_the_visit_did_not_bring_it(member, entry, tamaki):
    first = days_ago(9)
    edit(entry, first)
    look(tamaki, member, days_ago(8))
    edit(entry, days_ago(7))
    edit(make_entry(member, title_ja="大阪支社"), days_ago(8))
    approach = write(tamaki, entry, days_ago(6))

    assert queries.chain_for(member, approach.pk, NOW).edit.at == first


def test_without_edits_and_visits_there_is_the_approach_alone(member, entry, tamaki):
    approach = write(tamaki, entry, days_ago(200))

    chain = queries.chain_for(member, approach.pk, NOW)

    assert (chain.edit, chain.searches, chain.visit) == (None, Crowd(), None)


def test_it_is_the_recipients_alone(member, entry, tamaki):
    approach = write(tamaki, entry, NOW)
    queries.chain_for(member, approach.pk, NOW)

    for other in (tamaki, make_member()):
        with pytest.raises(NotFound):
            queries.chain_for(other, approach.pk, NOW)

    make_block(tamaki, member)
    with pytest.raises(NotFound):
        queries.chain_for(member, approach.pk, NOW)


def test_who_is_blocked_counts_for_nothing(member, entry, tamaki):
    edit(entry, days_ago(5))
    people = [make_member() for _ in range(3)]
    for person in people:
        search(person, entry, "求人", days_ago(4))
    approach = write(tamaki, entry, days_ago(3))
    assert queries.chain_for(member, approach.pk, NOW).searches == Crowd(3)

    make_block(people[0], member)

    assert queries.chain_for(member, approach.pk, NOW).searches == Crowd(is_few=True)


def test_what_came_after_each_edit(member, entry, tamaki):
    skill = make_entry(member, kind="skill", title_ja="料金設計")
    edit(entry, days_ago(30), EntryChange.ADDED)
    edit(entry, days_ago(20))
    edit(skill, days_ago(3), EntryChange.ADDED)
    found_by(3, entry, "求人", days_ago(10))
    found_by(1, skill, "料金", days_ago(2))
    look(tamaki, member, days_ago(25), "", None)
    search(tamaki, entry, QUERY, days_ago(9))
    look(tamaki, member, days_ago(9), QUERY, entry)
    write(tamaki, entry, days_ago(9), query=QUERY)

    newest, older = queries.ledger_for(member, NOW).outcomes

    assert (newest.edit.entry_id, newest.searches) == (skill.pk, Crowd(is_few=True))
    assert (newest.viewed, newest.approached) == (0, 0)
    assert (older.edit.at, older.searches) == (days_ago(20), Crowd(4))
    assert (older.viewed, older.approached) == (1, 1)


def test_a_members_own_edits_are_kept_once_a_day(member, entry):
    fields = fields_of(get_own_entry(member, entry.pk))
    for title in ("首都圏営業部 課長", "首都圏営業部 部長"):
        profiles.edit_entry(
            by=member, entry_id=entry.pk, fields=type(fields)(title_ja=title), at=NOW
        )

    (outcome,) = queries.ledger_for(member, NOW).outcomes

    assert (outcome.edit.entry_id, outcome.edit.change) == (entry.pk, EntryChange.REWRITTEN)


def test_an_entry_that_is_gone_takes_its_edits_along(member, entry):
    edit(entry, NOW)
    profiles.remove_entry(by=member, entry_id=entry.pk, at=NOW)

    assert queries.ledger_for(member, NOW).outcomes == ()


@pytest.mark.parametrize("count", [1, 12])
def test_why_now_costs_four_queries(member, entry, count):
    for _ in range(count):
        person = make_member()
        search(person, entry, QUERY, NOW)
        look(person, member, NOW, QUERY, entry)
        write(person, entry, NOW)
    edit(entry, days_ago(1))

    with CaptureQueriesContext(database) as asked:
        assert len(queries.ledger_for(member, NOW).chains) == count
    assert len(asked) == 4
