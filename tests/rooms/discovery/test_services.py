import threading
from datetime import timedelta

import numpy as np
import pytest
from django.db import connection as database
from django.db import transaction
from django.test import TestCase
from django.utils import timezone

from enishi.engines.search import SearchIndex
from enishi.ground.events import listen
from enishi.rooms.discovery import adapter, queries, services
from enishi.rooms.discovery.adapter import house_index
from enishi.rooms.discovery.errors import IndexIsBeingWritten
from enishi.rooms.discovery.events import PeopleFound
from enishi.rooms.discovery.models import IndexChange
from enishi.rooms.members.types import Status
from enishi.rooms.profiles.services import set_visibility
from enishi.rooms.profiles.types import Visibility
from enishi.rooms.upkeep.models import Lease
from tests.makers import NOW, make_connection, make_entry, make_member

pytestmark = pytest.mark.django_db


def names(viewer, query):
    return [one.member_id for one in queries.search(viewer, query, at=NOW).found]


def change(*members):
    for member in members:
        services.note_change(member_id=member.pk)


def test_the_first_turn_builds_the_index_of_everybody(member, follow):
    one = make_entry(make_member(), title_ja="求人広告の営業")
    change(member)

    assert queries.index_lag() is None
    assert follow() == 2
    assert names(member, "求人広告") == [one.member_id]
    assert queries.index_lag() == 0


def test_a_noted_change_is_followed_and_forgotten(member, follow):
    follow()
    entry = make_entry(make_member(), title_ja="求人広告の営業")
    change(entry.member, entry.member)

    assert names(member, "求人広告") == []
    assert queries.index_lag() == 2
    assert follow() == 2
    assert names(member, "求人広告") == [entry.member_id]
    assert not IndexChange.objects.exists()


def test_a_change_of_a_record_is_noted_where_it_is_written(member, follow):
    entry = make_entry(member, title_ja="求人広告の営業")
    follow()

    set_visibility(
        by=member,
        entry_id=entry.pk,
        visibility=Visibility.ONLY_ME,
        text_visibility=Visibility.ONLY_ME,
        at=NOW,
    )
    assert list(IndexChange.objects.values_list("member_id", flat=True)) == [member.pk]


def test_a_change_that_is_rolled_back_is_not_noted(member):
    with pytest.raises(RuntimeError), transaction.atomic():  # noqa: PT012 - the point
        change(member)
        raise RuntimeError

    assert not IndexChange.objects.exists()


def test_who_is_no_longer_in_the_house_leaves_the_index(member, follow):
    entry = make_entry(make_member(), title_ja="求人広告の営業")
    follow()
    entry.member.status = Status.SUSPENDED
    entry.member.save()
    change(entry.member)
    follow()

    assert house_index().count_lines() == 0


def test_only_one_process_writes(member, follow):
    follow()
    change(member)
    Lease.objects.create(
        name=services.LEASE, holder="other", expires_at=timezone.now() + timedelta(minutes=1)
    )

    with pytest.raises(IndexIsBeingWritten):
        services.drain()
    with pytest.raises(IndexIsBeingWritten):
        services.rebuild_index()
    assert IndexChange.objects.count() == 1


def test_the_turn_of_a_killed_writer_passes_on(member, follow):
    follow()
    change(member)
    Lease.objects.create(
        name=services.LEASE, holder="killed", expires_at=timezone.now() - timedelta(seconds=1)
    )

    assert services.drain() == 1
    assert not Lease.objects.exists()


def test_nothing_to_do_takes_no_lease(member, follow, django_assert_num_queries):
    follow()

    with django_assert_num_queries(1):
        assert services.drain() == 0


def test_a_rebuilt_index_answers_the_same(member, follow):
    friend = make_member()
    make_connection(member, friend)
    make_entry(friend, title_ja="求人広告の営業", visibility="connections")
    make_entry(
        make_member(), title_en="Part-time job advertising", text_en="Led sales\nPricing"
    )
    change(friend)
    follow()
    before = [queries.search(member, q, at=NOW) for q in ("求人広告", "営業", "料金", "バイト")]
    steps = []

    assert services.rebuild_index(progress=steps.append) == 3
    assert sum(steps) == 3
    after = [queries.search(member, q, at=NOW) for q in ("求人広告", "営業", "料金", "バイト")]
    assert after == before
    assert before[0].total


def test_a_rebuild_takes_what_was_noted_before_it_and_leaves_what_comes_after(member, follow):
    change(member)

    services.rebuild_index(progress=lambda _members: change(member))

    assert IndexChange.objects.count() == 1


def test_who_was_found_is_announced_with_the_entries(member, follow):
    heard = []
    listen(PeopleFound, heard.append)
    entry = make_entry(make_member(), title_ja="求人広告の営業")
    follow()
    found = queries.search(member, "求人広告", at=NOW).found

    with TestCase.captureOnCommitCallbacks(execute=True):
        services.note_found(by=member, query="求人広告", found=found)
        services.note_found(by=member, query="なし", found=())

    assert [event for event in heard if event.viewer_id == member.pk] == [
        PeopleFound(viewer_id=member.pk, query="求人広告", hits=((entry.member_id, entry.pk),))
    ]


@pytest.mark.django_db(transaction=True)
def test_the_indexer_follows_until_it_is_told_to_stop(tmp_path, monkeypatch):
    monkeypatch.setattr(services, "PAUSE_SECONDS", 0.01)
    viewer = make_member()
    services.rebuild_index()
    entry = make_entry(make_member(), title_ja="求人広告の営業")
    change(entry.member)
    stop = threading.Event()

    def run():
        try:
            services.run_indexer(stop=stop)
        finally:
            database.close()

    thread = threading.Thread(target=run)
    thread.start()
    for _turn in range(500):
        if not IndexChange.objects.exists():
            break
        stop.wait(0.02)
    stop.set()
    thread.join(timeout=10)

    assert not thread.is_alive()
    assert names(viewer, "求人広告") == [entry.member_id]


def test_who_changes_something_during_a_long_build_is_found_before_its_end(
    member, follow, monkeypatch
):
    monkeypatch.setattr(services, "READ_AT_ONCE", 1)
    monkeypatch.setattr(services, "COMMIT_SECONDS", 0.0)
    for _ in range(4):
        make_member()
    last = make_member()
    found = []

    def watch(_members):
        if not found:
            make_entry(last, title_ja="求人広告の営業")
            change(last)
        found.append(names(member, "求人広告"))

    services.rebuild_index(progress=watch)

    assert found[:2] == [[], [last.pk]]
    assert names(member, "求人広告") == [last.pk]
    assert IndexChange.objects.count() == 1  # followed once more, to be sure


class OneVector:
    """An embedder to whom all texts mean the same."""

    name, dimensions = "one", 2

    def passages(self, texts):
        return np.tile(np.array([1, 0], np.float32), (len(texts), 1))

    queries = passages


def test_lines_are_read_for_their_meaning_when_the_words_are_in_the_index(
    member, follow, monkeypatch
):
    index = SearchIndex.open(adapter.index_path(), OneVector())
    monkeypatch.setattr(services, "house_index", lambda: index)
    monkeypatch.setattr(services, "MEANINGS_AT_ONCE", 2)
    for _ in range(3):
        make_entry(make_member(), title_ja="求人広告の営業")
    services.drain()

    assert [services.read_meanings() for _turn in range(3)] == [2, 1, 0]
    assert index.unread() == []


def test_without_the_extra_no_line_is_read_for_its_meaning(member, follow):
    make_entry(make_member(), title_ja="求人広告の営業")
    follow()

    assert services.read_meanings() == 0
