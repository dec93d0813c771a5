from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.utils import timezone, translation

from enishi.doors.jobs import doctor
from enishi.doors.jobs.doctor import Mark
from enishi.rooms.connections.models import TieChange
from enishi.rooms.network import files
from enishi.rooms.network.services import rebuild_snapshot
from enishi.rooms.notifications.models import OutgoingMail
from enishi.rooms.upkeep import services as upkeep
from tests.makers import make_connection, make_member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def words(findings):
    return [(finding.mark, finding.sentence) for finding in findings]


def test_every_look_reports_something():
    for look in doctor.LOOKS:
        assert list(look()), look.__name__


def test_a_silent_worker_is_broken_and_the_sentence_says_what_to_do():
    upkeep.beat(worker_id="w", at=timezone.now() - timedelta(minutes=5))

    (finding,) = doctor.look_at_worker()

    assert finding.mark is Mark.BROKEN
    assert "enishi serve" in finding.sentence


def test_a_working_worker_is_good():
    upkeep.beat(worker_id="w", at=timezone.now())

    assert words(doctor.look_at_worker()) == [(Mark.GOOD, "The worker is at work.")]


def test_mail_that_waits_long_is_worth_knowing():
    assert [mark for mark, _ in words(doctor.look_at_outbox())] == [Mark.GOOD, Mark.GOOD]
    member, now = make_member(), timezone.now()
    row = {"member": member, "kind": "approach", "due_at": now}
    OutgoingMail.objects.create(created_at=now - timedelta(minutes=1), **row)
    assert words(doctor.look_at_outbox())[0] == (Mark.GOOD, "Mails being sent: 1.")

    OutgoingMail.objects.create(created_at=now - timedelta(hours=1), **row)
    late, waiting = words(doctor.look_at_outbox())
    assert late[0] is Mark.WORTH_KNOWING
    assert late[1].startswith("2 mails wait to be sent, the oldest since ")
    assert waiting == (Mark.GOOD, "Notices that wait for their readers' next mail: 0.")


def test_an_origin_whose_host_is_not_allowed_is_broken(settings):
    settings.ALLOWED_HOSTS = ["enishi.example"]

    findings = list(doctor.look_at_hosts())

    assert findings[0].mark is Mark.BROKEN
    assert "localhost" in findings[0].sentence


def test_a_secret_others_may_read_is_broken(settings, tmp_path):
    settings.DATA = tmp_path
    settings.ENVIRONMENT = type("Environment", (), {"secret_key": ""})()
    (tmp_path / "secret").write_text("x")
    (tmp_path / "secret").chmod(0o644)

    (finding,) = doctor.look_at_secret()

    assert finding.mark is Mark.BROKEN
    assert "chmod 600" in finding.sentence


def test_a_full_disk_is_broken(settings, monkeypatch):
    monkeypatch.setattr(doctor, "LEAST_FREE_BYTES", 1 << 62)

    (finding,) = doctor.look_at_disk()

    assert finding.mark is Mark.BROKEN


def test_the_graph_is_looked_at(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path
    monkeypatch.setattr("enishi.rooms.network.types.MOST_LINES", 1)

    def told():
        return words(doctor.look_at_graph())

    assert told() == [(Mark.GOOD, "Nobody is connected yet: the graph needs no snapshot.")]
    hub = make_member()
    make_connection(hub, make_member())
    ((mark, sentence),) = told()
    assert (mark, "enishi rebuild graph" in sentence) == (Mark.WORTH_KNOWING, True)

    rebuild_snapshot()
    assert "is 0 changes behind." in told()[0][1]
    make_connection(hub, make_member())
    make_connection(hub, make_member())
    assert told()[0][0] is Mark.WORTH_KNOWING
    assert "is 2 changes behind: is the worker running?" in told()[0][1]

    TieChange.objects.all().delete()
    assert "is of other connections than the database" in told()[0][1]
    (path,) = files.snapshots()
    path.write_bytes(path.read_bytes()[:-1])
    (_mark, damaged), (_mark, absent) = told()
    assert damaged == f"{path.name} is damaged, and not used: run “enishi rebuild graph”."
    assert "There is no snapshot" in absent


def test_the_exit_status_says_whether_something_is_broken(monkeypatch):
    monkeypatch.setattr(doctor, "LOOKS", (lambda: [doctor.good("fine")],))
    assert CliRunner().invoke(doctor.doctor).exit_code == 0
    monkeypatch.setattr(doctor, "LOOKS", (lambda: [doctor.broken("not fine")],))
    result = CliRunner().invoke(doctor.doctor)
    assert (result.exit_code, result.output) == (1, "✗ not fine\n")
