"""The whole take-out: what it says of others, what it keeps back, and what it looks like."""

import re
import secrets
from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import connection as database
from django.test.utils import CaptureQueriesContext

from enishi.rooms.approaches import services as approaches
from enishi.rooms.approaches.models import Approach
from enishi.rooms.approaches.types import UNDO_WINDOW, KindWords
from enishi.rooms.connections import services as connections
from enishi.rooms.connections.models import Invitation
from enishi.rooms.conversations.models import Conversation, Message, Participation
from enishi.rooms.insights.models import Appearance, Visit
from enishi.rooms.members.models import JoiningInvitation, Member
from enishi.rooms.members.services import create_access_token
from enishi.rooms.members.types import Scope, Status
from enishi.rooms.notifications.models import Notice
from enishi.rooms.profiles.models import Profile
from enishi.rooms.suggestions.models import Dismissal, Showing
from tests.makers import (
    NOW,
    make_block,
    make_connection,
    make_entry,
    make_invitation,
    make_member,
    make_second_factor,
)
from tests.rooms.approaches.letters import make_approach
from tests.rooms.portability.archives import (
    all_words,
    packed,
    sheet,
    taken_out,
    told,
    unpacked,
)

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=40)
DOCS = Path(__file__).parents[3] / "docs" / "api" / "take-out.md"


@pytest.fixture
def other():
    return make_member("the-other-one")


def send(by, to):
    to.entry = make_entry(to, title_ja="営業", text_ja="求人広告の営業")
    return make_approach(by, to)


def live_together(member, other):
    """One of everything between two members."""
    make_connection(member, other)
    make_invitation(member, other, note="一", outcome="accepted", answered_at=NOW)
    make_invitation(other, member, note="二")
    sent, received = send(member, other), send(other, member)
    approaches.answer_approach(by=other, approach_id=sent.pk, message="喜んで。", at=NOW)
    approaches.decline_approach(by=member, approach_id=received.pk, at=NOW)
    Dismissal.objects.create(member=member, suggested=other, at=NOW)
    Showing.objects.create(member=member, suggested=other, on=NOW.date())
    for viewer, owner in ((member, other), (other, member)):
        Visit.objects.create(viewer=viewer, member=owner, at=NOW, on=NOW.date())
        Appearance.objects.create(
            viewer=viewer, member=owner, query="求人", at=NOW, on=NOW.date()
        )
    for number in range(2):
        Appearance.objects.create(
            viewer=make_member(f"searcher{number}"),
            member=member,
            query="求人",
            at=NOW,
            on=NOW.date(),
        )


def test_a_block_cannot_be_told_from_absence(member, other):
    live_together(member, other)
    there = packed(member)
    block = make_block(other, member)
    blocked = packed(member)
    block.delete()

    absences = []
    for status in (Status.LEFT, Status.SUSPENDED, Status.WAITING):
        Member.objects.filter(pk=other.pk).update(status=status)
        absences.append(packed(member))

    assert there != blocked
    assert all(absence == blocked for absence in absences)
    assert "the-other-one" not in all_words(unpacked(blocked))


def test_ones_own_words_stay_ones_own_when_the_other_is_gone(member, other):
    live_together(member, other)
    Member.objects.filter(pk=other.pk).update(status=Status.LEFT)

    files = taken_out(member)

    assert told(files, "conversations/conversations") == []
    [message] = told(files, "conversations/messages")
    assert message["handle"] == member.handle
    [approach] = told(files, "approaches/approaches")
    assert approach["subject"]
    assert (approach["handle"], approach["state"], approach["conversation"]) == ("", None, None)


def test_a_decline_reaches_its_sender_no_sooner_than_on_the_page(member, other):
    approach = send(member, other)
    waiting = packed(member)

    approaches.decline_approach(by=other, approach_id=approach.pk, words=KindWords.TIME, at=NOW)

    assert packed(member) == waiting
    [row] = told(taken_out(member, NOW + UNDO_WINDOW), "approaches/approaches")
    assert (row["state"], row["kind_words"], row["answered_at"]) == ("declined", "time", None)
    [row] = told(taken_out(other), "approaches/approaches")
    assert (row["state"], row["direction"]) == ("declined", "received")
    assert row["answered_at"]


def test_what_its_sender_took_back_was_never_there(member, other):
    before = packed(member)
    approach = send(other, member)
    entry = taken_out(member)["profile/entries.json"]

    approaches.withdraw_approach(by=other, approach_id=approach.pk, at=NOW)

    assert Notice.objects.filter(member=member).exists()
    files = taken_out(member)
    assert told(files, "approaches/approaches") == told(files, "notices/notices") == []
    changed = {name for name, data in files.items() if unpacked(before).get(name) != data}
    assert {name.partition("/")[0] for name in changed} == {"profile", "record"}
    assert entry == files["profile/entries.json"]


def test_a_declined_invitation_waits_for_its_inviter(member, other):
    invitation = make_invitation(member, other)
    waiting = packed(member)

    connections.decline_invitation(invitation_id=invitation.pk, by=other, at=NOW)

    assert packed(member) == waiting
    [row] = told(taken_out(member), "connections/invitations")
    assert (row["direction"], row["state"], row["answered_at"]) == ("sent", "waiting", None)
    [row] = told(taken_out(other), "connections/invitations")
    assert (row["direction"], row["state"]) == ("received", "declined")


def test_nor_does_one_that_is_sent_again_tell(member, other):
    """After a decline it is a new row, else the same one: nothing of that may be seen."""
    third = make_member("third")
    first = connections.invite(by=member, invitee_id=other.pk, note="一", at=NOW)
    connections.invite(by=member, invitee_id=third.pk, at=NOW + timedelta(days=1))
    connections.invite(by=member, invitee_id=other.pk, note="二", at=LATER)
    unanswered = packed(member)

    Invitation.objects.filter(inviter=member, invitee=other).update(note="一", sent_at=NOW)
    connections.decline_invitation(invitation_id=first.pk, by=other, at=NOW)
    connections.invite(by=member, invitee_id=other.pk, note="二", at=LATER)

    assert Invitation.objects.filter(inviter=member, invitee=other).count() == 2
    assert packed(member) == unanswered


def test_no_secret_comes_out(member):
    _token, secret = create_access_token(by=member, name="t", scopes=[Scope.ME_READ], at=NOW)
    app_secret = make_second_factor(member)
    Authenticator.objects.create(
        user=member, type="recovery_codes", data={"seed": "seed-of-codes", "used_mask": 0}
    )
    Authenticator.objects.create(
        user=member,
        type="webauthn",
        data={"name": "青い鍵", "credential": "the-credential", "passwordless": True},
    )
    UserSession.objects.create(
        user=member, ip="192.0.2.7", session_key="the-session-key", user_agent="x"
    )
    code = secrets.token_hex(5)
    JoiningInvitation.objects.create(
        invited_by=member, code=code, created_at=NOW, expires_at=NOW
    )
    member.set_password("a password of nobody")
    member.save()

    words = all_words(taken_out(member))

    digest = member.password.rpartition("$")[2]
    assert "青い鍵" in words
    hidden = ("seed-of-codes", "the-credential", "the-session-key", digest)
    for one in (secret, app_secret, code, *hidden):
        assert one not in words


def test_of_others_there_is_a_handle_a_name_and_what_they_wrote(member, other):
    Member.objects.filter(pk=other.pk).update(
        email="other@secret.example", family_romaji="Onodera", time_zone="Europe/Rome"
    )
    make_entry(other, title_ja="公開の職", visibility="everyone")
    live_together(member, Member.objects.get(pk=other.pk))

    words = all_words(taken_out(member))

    assert "Hanako Onodera" in words
    for hidden in ("other@secret.example", "Europe/Rome", "公開の職"):
        assert hidden not in words


def test_views_come_out_by_the_rules_of_the_pages(member):
    viewers = [make_member() for _ in range(2)]
    for viewer in viewers:
        Appearance.objects.create(
            viewer=viewer, member=member, query="希少な語", at=NOW, on=NOW.date()
        )
    assert "希少な語" not in all_words(taken_out(member))

    Appearance.objects.create(
        viewer=make_member("third"), member=member, query="希少な語", at=NOW, on=NOW.date()
    )
    files = taken_out(member)
    assert told(files, "found/searchers")["queries"] == [{"query": "希少な語", "people": 3}]
    assert "third" not in all_words(files)


def test_rows_are_the_same_for_programs_and_for_spreadsheets(member, other):
    live_together(member, other)

    files = taken_out(member)

    for name in (name.removesuffix(".csv") for name in files if name.endswith(".csv")):
        if f"{name}.json" in files:
            rows, cells = told(files, name), sheet(files, name)
            assert [list(row) for row in rows] == [list(row) for row in cells]
            for row, line in zip(rows, cells, strict=True):
                for column, value in row.items():
                    if isinstance(value, str):
                        assert line[column] == value


def test_a_spreadsheet_runs_nothing(member, other):
    make_invitation(member, other, note='=HYPERLINK("http://x.example")')
    make_invitation(other, member, note="@SUM(1)")
    make_entry(member, title_ja="+1", text_ja="-1", organization_ja="\t=1")

    files = taken_out(member)

    notes = {row["note"] for row in sheet(files, "connections/invitations")}
    assert notes == {'\'=HYPERLINK("http://x.example")', "'@SUM(1)"}
    [entry] = sheet(files, "profile/entries")
    assert (entry["title_ja"], entry["text_ja"]) == ("'+1", "'-1")
    assert entry["organization_ja"].startswith("'")
    assert told(files, "profile/entries")[0]["title_ja"] == "+1"


def test_it_is_as_the_documentation_says(member, other):
    live_together(member, other)
    Profile.objects.filter(member=member).update(has_public_page=True)
    documented = dict(
        re.findall(r"^\| `([a-z_/]+)` \| .*? \| ([a-z_, ]+) \|$", DOCS.read_text("utf-8"), re.M)
    )

    files = taken_out(member)

    rooms = [
        name.removesuffix(".json")
        for name in files
        if name.endswith(".json") and not name.startswith(("record/", "manifest"))
    ]
    assert set(rooms) == documented.keys()
    for name in rooms:
        said = told(files, name)
        columns = documented[name].split(", ")
        if isinstance(said, dict):
            assert list(said) == columns
        else:
            assert list(sheet(files, name)[0] if sheet(files, name) else columns) == columns
            header = files[f"{name}.csv"].decode("utf-8-sig").splitlines()[0]
            assert header == ",".join(columns)


def test_the_page_on_top_speaks_both_languages_and_names_every_folder(member):
    files = taken_out(member)

    page = files["README.txt"].decode("utf-8-sig")

    japanese, _line, english = page.partition("-" * 60)
    for name in files:
        folder, slash, _rest = name.partition("/")
        if slash:
            assert f"{folder}/" in japanese
            assert f"{folder}/" in english
    assert re.search("[ぁ-ん]", japanese)
    assert not re.search("[ぁ-ん]", english)
    assert member.handle in japanese
    assert member.handle in english


def test_the_manifest_names_what_is_there(member):
    files = taken_out(member)

    manifest = told(files, "manifest")

    assert [*manifest["files"], "manifest.json"] == list(files)
    assert manifest["record"] in files
    assert (manifest["format"], manifest["version"]) == ("enishi.take-out", 1)
    assert manifest["handle"] == member.handle


def test_the_same_moment_gives_the_same_bytes(member, other):
    live_together(member, other)

    assert packed(member) == packed(member)


def queries_of(member):
    with CaptureQueriesContext(database) as queries:
        packed(member)
    return len(queries)


def write(member, other, many):
    conversation = Conversation.objects.create(created_at=NOW, last_message_at=NOW)
    for one in (member, other):
        Participation.objects.create(conversation=conversation, member=one)
    Message.objects.bulk_create(
        Message(conversation=conversation, author=other, body="本文" * 20, sent_at=NOW)
        for _ in range(many)
    )


def test_many_rows_are_read_in_short_steps(member, other):
    write(member, other, 10)
    few = queries_of(member)

    write(member, other, 2_000)

    assert queries_of(member) - few <= 2 * 4 + 2  # two a step of five hundred
    assert len(told(taken_out(member), "conversations/messages")) == 2_010


def test_a_long_life_here_is_packed_on_disk(member, other, monkeypatch):
    monkeypatch.setattr("enishi.rooms.portability.taking_out._IN_MEMORY_BYTES", 1_000)
    write(member, other, 500)

    assert len(told(taken_out(member), "conversations/messages")) == 500


def test_a_portrait_whose_file_is_lost_holds_nothing_up(member):
    Profile.objects.filter(member=member).update(portrait="portraits/lost-512.webp")

    assert not any(name.endswith(".webp") for name in taken_out(member))


def test_reasons_come_out_with_their_approach(member, other):
    approach = send(member, other)

    [row] = told(taken_out(member), "approaches/approaches")

    assert [reason["text"] for reason in row["reasons"]] == [
        reason.text for reason in Approach.objects.get(pk=approach.pk).reasons.all()
    ]
