"""Who leaves is forgotten in every room: no line, tie or visit of theirs stays."""

import pytest
from django.utils import timezone

from enishi.rooms.connections.models import Block, Connection, Invitation
from enishi.rooms.connections.services import invite
from enishi.rooms.insights.models import Appearance, Edit, Glance, Looking, Visit
from enishi.rooms.insights.services import record_edits, record_visit, set_looking
from enishi.rooms.insights.types import Look, Manner
from enishi.rooms.introductions.models import Introduction, NotAsked, Step
from enishi.rooms.introductions.services import be_left_alone
from enishi.rooms.members.services import leave_house
from enishi.rooms.notifications.models import MailSetting, MailStop, Notice, OutgoingMail
from enishi.rooms.notifications.services import plan_mail, set_mail_terms, stop_mail
from enishi.rooms.notifications.types import MailTerms
from enishi.rooms.portability.models import Import, ImportContact
from enishi.rooms.portability.services import start_import
from enishi.rooms.profiles.events import EntryChange
from enishi.rooms.profiles.models import Entry, Profile
from enishi.rooms.suggestions.models import Dismissal, Showing
from enishi.rooms.suggestions.services import dismiss_for_good, note_shown
from tests.fixtures.archives import fujita_archive
from tests.makers import (
    NOW,
    PASSWORD,
    make_block,
    make_connection,
    make_entry,
    make_introduction,
    make_member,
)

HELD = (
    *(Entry, Profile, Connection, Invitation, Block, Appearance, Visit),
    *(Import, ImportContact, Showing, Dismissal, Edit, Glance, Looking),
    *(Introduction, Step, NotAsked),
    *(Notice, OutgoingMail, MailSetting, MailStop),
)


@pytest.fixture
def leaver(db):
    leaver, friend, stranger = make_member(password=PASSWORD), make_member(), make_member()
    entry = make_entry(leaver, title_ja="営業", text_ja="求人広告の営業")
    make_connection(leaver, friend)
    make_block(leaver, make_member())
    invite(by=leaver, invitee_id=stranger.pk, note="", at=NOW)
    set_mail_terms(by=leaver, terms=MailTerms(mails_a_week=5), at=NOW)
    invite(by=make_member(), invitee_id=leaver.pk, note="", at=NOW)
    plan_mail(at=timezone.now())
    stop_mail(member_id=leaver.pk, kind="message", at=NOW)
    start_import(by=leaver, filename="x.zip", data=fujita_archive(), at=NOW)
    theirs = start_import(by=friend, filename="x.zip", data=fujita_archive(), at=NOW)
    theirs.matches.create(member=leaver)
    make_introduction(leaver, friend, stranger)
    make_introduction(friend, leaver, stranger)
    be_left_alone(by=leaver, at=NOW)
    record_visit(viewer=stranger, member_id=leaver.pk, query="", entry_id=None, at=NOW)
    note_shown(by=stranger, member_ids=[leaver.pk], on=NOW.date())
    dismiss_for_good(by=leaver, member_id=stranger.pk, at=NOW)
    record_edits(member_id=leaver.pk, entry_ids=[entry.pk], change=EntryChange.ADDED, at=NOW)
    for one in (friend, leaver):
        set_looking(by=one, look=Look(Manner.PRIVATE))
    record_visit(viewer=friend, member_id=leaver.pk, at=NOW)
    record_visit(viewer=leaver, member_id=friend.pk, at=NOW)
    return leaver


def rows_about(member):
    """How many rows of each table name the member in any of its foreign keys."""
    counts = {}
    for table in HELD:
        keys = [
            field.name
            for field in table._meta.fields
            if field.is_relation and field.related_model is type(member)
        ]
        counts[table.__name__] = sum(
            table.objects.filter(**{key: member}).count() for key in keys
        )
    return counts


def test_nothing_of_them_stays(leaver):
    before = rows_about(leaver)
    assert {name for name, count in before.items() if count} >= {
        "Entry", "Profile", "Connection", "Invitation", "Block", "Visit", "Import",
        "ImportContact", "Showing", "Dismissal", "Edit", "Glance", "Looking",
        "Introduction",
        "Notice", "OutgoingMail", "MailSetting",
    }  # fmt: skip

    leave_house(by=leaver, password=PASSWORD, at=NOW)

    assert set(rows_about(leaver).values()) == {0}
    assert not Glance.objects.exists()  # also where they looked at somebody privately


def test_the_others_keep_what_is_theirs(leaver):
    other = make_member()
    make_entry(other, title_ja="制作")

    leave_house(by=leaver, password=PASSWORD, at=NOW)

    assert Entry.objects.filter(member=other).count() == 1
