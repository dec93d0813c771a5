from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.utils import timezone, translation

from enishi.doors.jobs import doctor
from enishi.doors.jobs.doctor import Mark
from enishi.rooms.notifications.models import OutgoingMail
from enishi.rooms.upkeep import services as upkeep
from tests.makers import make_member

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


def test_the_exit_status_says_whether_something_is_broken(monkeypatch):
    monkeypatch.setattr(doctor, "LOOKS", (lambda: [doctor.good("fine")],))
    assert CliRunner().invoke(doctor.doctor).exit_code == 0
    monkeypatch.setattr(doctor, "LOOKS", (lambda: [doctor.broken("not fine")],))
    result = CliRunner().invoke(doctor.doctor)
    assert (result.exit_code, result.output) == (1, "✗ not fine\n")
