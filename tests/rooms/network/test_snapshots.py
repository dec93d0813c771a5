"""Snapshots come and go, are damaged, killed and exchanged; the answers stay exact."""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction

from enishi.engines.graph import NEUTRAL
from enishi.rooms.connections import services as connections
from enishi.rooms.connections.models import Connection, TieChange
from enishi.rooms.network import files, queries, services, snapshot
from enishi.rooms.network.errors import SnapshotIsBeingMade
from enishi.rooms.network.types import Degree
from enishi.rooms.upkeep.models import Lease
from enishi.rooms.upkeep.services import take_lease
from tests.makers import NOW, make_connection, make_invitation, make_member

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clique():
    """Four members of whom everybody knows everybody, and one whom only the last knows."""
    members = [make_member() for _ in range(5)]
    for nth, one in enumerate(members[:4]):
        for other in members[:nth]:
            make_connection(one, other)
    make_connection(members[3], members[4])
    return members


def degrees(members):
    found = queries.degrees_for(members[0], [member.pk for member in members])
    return [degree.shown for degree in found.values()]


def strength(one, other):
    graph = snapshot.current_graph()
    return int(graph.ties(one.pk)[graph.row(one.pk).tolist().index(other.pk)])


def damage(path):
    data = bytearray(path.read_bytes())
    data[-70_000] ^= 1
    path.write_bytes(data)


def anew():
    """What a process that starts now would find."""
    snapshot.forget()
    return snapshot.current_snapshot()


def test_a_process_begins_with_the_snapshot_and_follows_the_log(
    clique, django_assert_num_queries, monkeypatch
):
    assert services.rebuild_snapshot() == 7
    make_connection(clique[0], clique[4])
    monkeypatch.setattr(snapshot, "read_all", lambda: pytest.fail("The table was read."))

    assert anew().file == files.newest()
    assert degrees(clique) == [0, 1, 1, 1, 1]
    with django_assert_num_queries(1):
        assert degrees(clique) == [0, 1, 1, 1, 1]


def test_strengths_come_with_the_snapshot_and_new_ties_are_neutral(clique):
    assert strength(clique[0], clique[1]) == NEUTRAL
    services.rebuild_snapshot()
    assert strength(clique[3], clique[4]) == 0
    assert strength(clique[0], clique[1]) == 255

    make_connection(clique[0], clique[4])
    connections.disconnect(by=clique[0], member_id=clique[1].pk)
    invitation = make_invitation(clique[0], clique[1])
    connections.accept_invitation(invitation_id=invitation.pk, by=clique[1], at=NOW)
    in_steps = [strength(clique[0], one) for one in clique[1:]]
    anew()
    at_once = [strength(clique[0], one) for one in clique[1:]]

    assert in_steps == at_once
    assert (at_once[0], at_once[3]) == (NEUTRAL, NEUTRAL)


def test_the_strongest_path_is_shown(clique):
    near, far = clique[0], make_member()
    weak = make_member()
    for one, other in ((near, weak), (weak, far), (clique[1], far), (clique[2], far)):
        make_connection(one, other)
    assert queries.path_for(near, far.pk)[1] == weak.pk  # who knows fewest

    services.rebuild_snapshot()

    assert queries.path_for(near, far.pk)[1] in {clique[1].pk, clique[2].pk}
    assert queries.mutuals_for(near, far.pk)[-1] == weak.pk
    assert queries.tie_to(near, far.pk).mutuals[-1] == weak.pk


def test_a_running_process_takes_the_newer_snapshot(clique):
    degrees(clique)
    services.rebuild_snapshot()
    degrees(clique)
    first = snapshot.current_snapshot().file
    make_connection(clique[1], clique[4])

    services.rebuild_snapshot()

    assert degrees(clique) == [0, 1, 1, 1, 2]
    assert snapshot.current_snapshot().file == files.newest() != first
    assert len(files.snapshots()) == 1


@pytest.mark.parametrize("harm", [damage, lambda path: path.write_bytes(b"x" * 300_000)])
def test_a_damaged_snapshot_is_noticed_and_made_anew(clique, harm):
    services.rebuild_snapshot()
    harm(files.snapshots()[0])

    assert anew().file is None
    assert degrees(clique) == [0, 1, 1, 1, 2]
    assert queries.snapshot_state().damaged == (files.snapshots()[0],)

    services.renew_snapshot()

    assert queries.snapshot_state().damaged == ()
    assert anew().file == files.newest()
    assert degrees(clique) == [0, 1, 1, 1, 2]


def test_what_was_mapped_from_a_damaged_file_is_let_go(clique, monkeypatch):
    services.rebuild_snapshot()
    degrees(clique)
    read, read_all = [], snapshot.read_all
    monkeypatch.setattr(snapshot, "read_all", lambda: read.append(1) or read_all())
    damage(files.snapshots()[0])

    services.renew_snapshot()

    assert read == [1]
    assert degrees(clique) == [0, 1, 1, 1, 2]


def test_another_log_is_noticed(clique):
    services.rebuild_snapshot()
    last = TieChange.objects.order_by("-pk").first()
    TieChange.objects.exclude(pk=last.pk).delete()
    Connection.objects.exclude(low_id=last.low_id, high_id=last.high_id).delete()

    # The last line is the same; what stood before it is not.
    assert anew().file is None
    assert degrees(clique) == [0, None, None, None, None]
    state = queries.snapshot_state()
    assert (state.is_followed, state.is_due) == (False, True)

    services.renew_snapshot()
    assert queries.snapshot_state().is_followed
    assert degrees(clique) == [0, None, None, None, None]


def test_many_changes_at_once_make_a_new_one_due(clique):
    services.rebuild_snapshot()
    Connection.objects.filter(high=clique[4]).delete()
    connections.note_many_changes()

    assert degrees(clique) == [0, 1, 1, 1, None]
    assert queries.snapshot_state().is_due
    services.renew_snapshot()
    assert not queries.snapshot_state().is_due
    assert degrees(clique) == [0, 1, 1, 1, None]


def test_when_a_new_one_is_due(clique, monkeypatch):
    monkeypatch.setattr("enishi.rooms.network.types.MOST_LINES", 2)
    assert queries.snapshot_state().is_due
    services.renew_snapshot()
    kept = files.snapshots()
    assert not queries.snapshot_state().is_due

    make_connection(clique[0], clique[4])
    assert (queries.snapshot_state().lag, queries.snapshot_state().is_due) == (1, False)
    services.renew_snapshot()
    assert files.snapshots() == kept
    later = queries.snapshot_state().made_at + timedelta(days=1, seconds=1)
    with time_machine.travel(later):
        assert queries.snapshot_state().is_due

    make_connection(clique[1], clique[4])
    make_connection(clique[2], clique[4])
    assert queries.snapshot_state().is_behind
    services.renew_snapshot()
    assert queries.snapshot_state().lag == 0


def test_an_empty_house_needs_none(db):
    assert not queries.snapshot_state().is_due
    services.renew_snapshot()
    assert files.snapshots() == []


def test_one_makes_it_at_a_time(clique):
    services.rebuild_snapshot()
    name = f"graph:{services.socket.gethostname()[:30]}"
    take_lease(name=name, holder="other", at=services.timezone.now(), seconds=60)

    with pytest.raises(SnapshotIsBeingMade):
        services.rebuild_snapshot()

    Lease.objects.all().delete()
    left_over = files.folder() / "parts" / "ties-1.graph"
    left_over.write_bytes(b"half")
    services.rebuild_snapshot()
    assert not left_over.exists()


def test_within_a_transaction_nobody_else_sees_it(clique):
    services.rebuild_snapshot()
    anew()
    with transaction.atomic():
        make_connection(clique[0], clique[4])
        assert degrees(clique) == [0, 1, 1, 1, 1]
        transaction.set_rollback(True)

    assert degrees(clique) == [0, 1, 1, 1, 2]


def test_what_else_happens_in_the_folder_is_no_reason_to_begin_anew(clique, monkeypatch):
    services.rebuild_snapshot()
    make_connection(clique[0], clique[4])
    degrees(clique)
    monkeypatch.setattr(files, "open_newest", lambda: pytest.fail("It was opened again."))
    (files.folder() / "else").mkdir()

    assert degrees(clique) == [0, 1, 1, 1, 1]


def test_a_burnt_folder_is_done_without(clique):
    services.rebuild_snapshot()
    degrees(clique)
    for path in files.snapshots():
        path.unlink()
    make_connection(clique[0], clique[4])

    assert degrees(clique) == [0, 1, 1, 1, 1]


def test_who_stands_around(clique):
    services.rebuild_snapshot()
    viewer, far = clique[0], make_member()
    make_connection(clique[4], far)
    around = queries.surroundings_of(viewer)

    assert (around.first, around.second) == ({one.pk for one in clique[1:4]}, {clique[4].pk})
    asked = [far.pk, clique[4].pk, viewer.pk, clique[1].pk]
    assert queries.among_second_degree(viewer, asked) == [clique[4].pk]
    reach = queries.reach_of(viewer)
    assert (reach.first, reach.second, reach.third, reach.is_third_exact) == (3, 1, 1, True)
    assert queries.counts_by_degree(viewer)[Degree.THIRD] == 1


def test_a_process_that_serves_loads_the_kernels_of_a_large_house_only(clique, monkeypatch):
    loaded = []
    monkeypatch.setattr(services.kernels, "load", loaded.append)
    services.warm_up()
    assert loaded == []
    monkeypatch.setattr(services.kernels, "WORTH_FROM", 2)
    monkeypatch.setattr(services, "_sweep_kernels", lambda _kept: None)
    services.warm_up()
    assert loaded == [files.kernels_folder()]
