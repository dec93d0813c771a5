"""`enishi demo`, with a small house."""

import json

import pytest
from click.testing import CliRunner
from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone

from enishi.doors.jobs import demo_command
from enishi.rooms.approaches.queries import received_by, sent_by, waiting_for
from enishi.rooms.connections.models import Connection, TieChange
from enishi.rooms.connections.queries import connections_of, invitations_for
from enishi.rooms.insights.queries import board_for, chain_for
from enishi.rooms.insights.types import Rule
from enishi.rooms.introductions.queries import waiting_for as waiting_introductions
from enishi.rooms.members.models import Member
from enishi.rooms.members.queries import get_house, get_present_member
from enishi.rooms.network.queries import degrees_for
from enishi.rooms.network.types import Degree
from enishi.rooms.notifications.models import Notice, OutgoingMail
from enishi.rooms.profiles.events import EntryChange
from enishi.rooms.profiles.models import Entry
from tests.makers import make_member

pytestmark = pytest.mark.django_db


def run(*arguments):
    """The command; static files are another test's matter."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo_command, "prepare", lambda: None)
        return CliRunner().invoke(
            demo_command.demo_command, ["--no-serve", "--members", "120", *arguments]
        )


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """What the command said of a small house, and its folder; tests undo what they do."""
    folder = tmp_path_factory.mktemp("demo")
    with override_settings(DATA=folder), django_db_blocker.unblock():
        yield run(), folder
        call_command("flush", interactive=False, verbosity=0)


def test_the_house_is_made_with_everything_the_story_needs(made):
    result, _folder = made
    assert result.exit_code == 0, result.output
    assert "fujita@demo.enishi.example" in result.output

    fujita, takanashi = get_present_member("fujita"), get_present_member("takanashi")
    assert Member.objects.count() == 120
    assert 3 <= len(connections_of(fujita)) <= 5
    assert degrees_for(takanashi, [fujita.pk]) == {fujita.pk: Degree.THIRD}
    waiting = waiting_for(fujita, at=timezone.now()).get()
    assert waiting.sender == takanashi
    assert waiting.reasons.count() == 3
    assert {one.inviter.handle for one in invitations_for(fujita)} == {"kuroda", "ando"}
    assert received_by(fujita).count() == 2
    assert sent_by(takanashi).count() == 4
    (introduction,) = waiting_introductions(fujita, at=timezone.now())
    assert introduction.requester.handle == "onishi"
    board = board_for(fujita, timezone.now())
    assert (board.approached, board.answered) == (2, 1)
    assert board.found >= 20
    assert board.viewed >= 8
    assert [one.rule for one in board.advice] == [Rule.TRANSLATE]
    chain = chain_for(fujita, waiting.pk, timezone.now())
    assert chain.edit.change == EntryChange.REWRITTEN
    assert chain.searches.people >= 3
    assert chain.query == "アルバイト求人業界 営業 戦略"
    assert get_present_member("operator").is_staff
    assert get_house().name_ja == "中央商工会議所の縁"


@pytest.mark.usefixtures("made")
def test_ties_and_their_log_agree():
    ties = set(Connection.objects.values_list("low_id", "high_id"))
    logged = set(TieChange.objects.values_list("low_id", "high_id"))
    assert ties == logged
    assert ties


@pytest.mark.usefixtures("made")
def test_the_cast_can_sign_in_and_the_others_cannot():
    assert get_present_member("fujita").check_password(demo_command.PASSWORD)
    other = Member.objects.exclude(email__in=["fujita@demo.enishi.example"]).last()
    assert not other.has_usable_password()


@pytest.mark.usefixtures("made")
def test_no_mail_goes_out_for_what_is_told_of_the_past():
    assert not OutgoingMail.objects.exists()
    assert not Notice.objects.for_mail().exists()


@pytest.mark.usefixtures("made")
def test_opening_it_again_changes_nothing():
    before = (
        list(Member.objects.values()),
        list(Entry.objects.values()),
        list(TieChange.objects.values()),
    )
    result = run()
    assert result.exit_code == 0, result.output
    assert before == (
        list(Member.objects.values()),
        list(Entry.objects.values()),
        list(TieChange.objects.values()),
    )


@pytest.mark.usefixtures("made")
def test_another_size_needs_a_word():
    refused = run("--members", "60")
    assert refused.exit_code == 1
    assert "--fresh" in refused.output
    assert Member.objects.count() == 120

    assert run("--members", "60", "--fresh").exit_code == 0
    assert Member.objects.count() == 60


def test_a_house_of_real_people_is_never_burnt(settings, tmp_path):
    settings.DATA = tmp_path
    make_member("hanako")
    refused = run("--fresh")
    assert refused.exit_code == 1
    assert Member.objects.filter(handle="hanako").exists()


def test_a_house_that_was_not_finished_is_not_opened(made, settings, tmp_path):
    stamp = json.loads((made[1] / "demo.json").read_text())
    (tmp_path / "demo.json").write_text(json.dumps(stamp | {"is_complete": False}))
    settings.DATA = tmp_path
    assert run().exit_code == 1
