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


def test_everything_is_written_to_a_file_and_comes_in_elsewhere(db, archive, tmp_path):
    make_member("naoki")
    make_member("another")
    _run(import_command, archive, "--member", "naoki")
    path = tmp_path / "everything.zip"

    written = _run(
        export_command, *("--member", "naoki", "--format", "everything", "--output", str(path))
    )
    brought = _run(import_command, str(path), "--member", "another")

    assert written.exit_code == brought.exit_code == 0
    assert Entry.objects.filter(member__handle="another").count() == 23


def test_the_last_import_is_taken_back_and_what_stays_is_said(db, archive):
    make_member("naoki", language="en")
    _run(import_command, archive, "--member", "naoki")
    edited = Entry.objects.filter(kind="position").first()
    Entry.objects.filter(pk=edited.pk).update(place_ja="大阪")

    answer = _run(import_command, "--undo", "--member", "naoki")
    again = _run(import_command, "--undo", "--member", "naoki")

    assert answer.exit_code == 0
    assert list(Entry.objects.all()) == [edited]
    assert "22" in answer.output
    assert edited.title_en or edited.title_ja in answer.output
    assert again.exit_code == 1
    assert "Traceback" not in again.output


@pytest.mark.parametrize("options", [(), ("--undo", "--dry-run")])
def test_a_file_or_an_undo_is_needed(db, options):
    make_member("naoki")

    assert _run(import_command, "--member", "naoki", *options).exit_code == 2


def test_a_file_and_an_undo_are_too_much(db, archive):
    make_member("naoki")

    assert _run(import_command, archive, "--undo", "--member", "naoki").exit_code == 2
    assert not Import.objects.exists()
