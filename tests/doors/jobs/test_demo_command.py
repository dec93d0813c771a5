"""`enishi demo`, with a small house."""

import json

import pytest
from click.testing import CliRunner
from django.core.management import call_command
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

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def demo(settings, tmp_path, monkeypatch):
    """The command in a data folder of its own; static files are another test's matter."""
    settings.DATA = tmp_path
    monkeypatch.setattr(demo_command, "prepare", lambda: None)

    def run(*arguments):
        return CliRunner().invoke(
            demo_command.demo_command, ["--no-serve", "--members", "120", *arguments]
        )

    yield run
    call_command("flush", interactive=False, verbosity=0)


def test_the_house_is_made_with_everything_the_story_needs(demo):
    result = demo()
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


def test_ties_and_their_log_agree(demo):
    demo()
    ties = set(Connection.objects.values_list("low_id", "high_id"))
    logged = set(TieChange.objects.values_list("low_id", "high_id"))
    assert ties == logged
    assert ties


def test_the_cast_can_sign_in_and_the_others_cannot(demo, client):
    demo()
    assert get_present_member("fujita").check_password(demo_command.PASSWORD)
    other = Member.objects.exclude(email__in=["fujita@demo.enishi.example"]).last()
    assert not other.has_usable_password()


def test_no_mail_goes_out_for_what_is_told_of_the_past(demo):
    demo()
    assert not OutgoingMail.objects.exists()
    assert not Notice.objects.for_mail().exists()


def test_opening_it_again_changes_nothing(demo):
    demo()
    before = (
        list(Member.objects.values()),
        list(Entry.objects.values()),
        list(TieChange.objects.values()),
    )
    result = demo()
    assert result.exit_code == 0, result.output
    assert before == (
        list(Member.objects.values()),
        list(Entry.objects.values()),
        list(TieChange.objects.values()),
    )


def test_another_size_needs_a_word(demo):
    demo()
    refused = demo("--members", "60")
    assert refused.exit_code == 1
    assert "--fresh" in refused.output
    assert Member.objects.count() == 120

    assert demo("--members", "60", "--fresh").exit_code == 0
    assert Member.objects.count() == 60


def test_a_house_of_real_people_is_never_burnt(demo):
    make_member("hanako")
    refused = demo("--fresh")
    assert refused.exit_code == 1
    assert Member.objects.get().handle == "hanako"


def test_a_house_that_was_not_finished_is_not_opened(demo, tmp_path):
    demo()
    stamp = json.loads((tmp_path / "demo.json").read_text())
    (tmp_path / "demo.json").write_text(json.dumps(stamp | {"is_complete": False}))
    assert demo().exit_code == 1
