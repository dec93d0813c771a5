"""Bring in and take out on the command line."""

import json

import pytest
from click.testing import CliRunner

from enishi.doors.jobs.portability import export_command, import_command
from enishi.rooms.portability.models import Import
from enishi.rooms.profiles.models import Entry
from tests.fixtures.archives import fujita_archive
from tests.makers import make_member


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "export.zip"
    path.write_bytes(fujita_archive())
    return str(path)


def _run(command, *arguments):
    return CliRunner().invoke(command, arguments)


def test_an_archive_is_brought_in_and_the_second_time_nothing_changes(db, archive):
    make_member("naoki")

    first = _run(import_command, archive, "--member", "naoki")
    before = list(Entry.objects.order_by("pk").values())
    second = _run(import_command, archive, "--member", "naoki")

    assert first.exit_code == second.exit_code == 0
    assert len(before) == 23
    assert list(Entry.objects.order_by("pk").values()) == before
    assert "23" in first.output


def test_a_dry_run_writes_nothing(db, archive):
    make_member("naoki")

    answer = _run(import_command, archive, "--member", "naoki", "--dry-run")

    assert answer.exit_code == 0
    assert "株式会社あけぼの求人社" in answer.output
    assert not Entry.objects.exists()
    assert not Import.objects.exists()


def test_an_unknown_member_or_file_is_refused_in_a_sentence(db, archive, tmp_path):
    empty = tmp_path / "empty.zip"
    empty.write_bytes(b"")
    make_member("naoki")

    unknown = _run(import_command, archive, "--member", "nobody")
    refused = _run(import_command, str(empty), "--member", "naoki")

    assert unknown.exit_code == refused.exit_code == 1
    assert "nobody" in unknown.output
    assert "Traceback" not in unknown.output + refused.output


def test_a_record_is_written_to_a_file(db, archive, tmp_path):
    make_member("naoki")
    _run(import_command, archive, "--member", "naoki")
    path = tmp_path / "resume.json"

    answer = _run(
        export_command,
        *("--member", "naoki", "--format", "json-resume-en", "--output", str(path)),
    )

    assert answer.exit_code == 0
    assert len(json.loads(path.read_bytes())["work"]) == 3
