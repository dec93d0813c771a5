"""Nothing the house holds of a member is forgotten in the take-out (S-45).

Every foreign key to a member stands in one of two tables: with a maker of a row and the words
of it that must come out, or with the reason why it does not. A new table fails until somebody
has decided.
"""

from datetime import UTC, datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from enishi.rooms.approaches.models import (
    Approach,
    Passing,
    Reason,
    SavedDraft,
    Upheld,
    Welcome,
)
from enishi.rooms.conversations.models import (
    Attachment,
    Conversation,
    Message,
    Participation,
    ShowsReading,
)
from enishi.rooms.insights.models import Appearance, Edit, Glance, Looking, Visit
from enishi.rooms.introductions.models import NotAsked
from enishi.rooms.members.models import AccessToken, JoiningInvitation, Member
from enishi.rooms.notifications.models import MailSetting, MailStop, Notice, OutgoingMail
from enishi.rooms.portability.models import Import, ImportContact, ImportLine
from enishi.rooms.profiles.models import Profile
from enishi.rooms.suggestions.models import Dismissal, Showing, Silence
from enishi.rooms.trust.models import AuditLine, Report
from tests.makers import (
    NOW,
    make_asking,
    make_block,
    make_connection,
    make_entry,
    make_introduction,
    make_invitation,
    make_member,
    make_question,
    make_saved_search,
)
from tests.rooms.portability.archives import all_words, taken_out

MARK = "せんちねる"
DAY = datetime(2026, 11, 9, 8, 7, 6, tzinfo=UTC)
DAY_TOLD = "2026-11-09T08:07:06"


def somebody():
    return make_member("sentinel-handle")


def a_letter(sender, recipient, **fields):
    return Approach.objects.create(
        sender=sender, recipient=recipient, subject=MARK, message="。", sent_at=NOW, **fields
    )


def a_talk(member):
    conversation = Conversation.objects.create(created_at=NOW, last_message_at=NOW)
    for one in (member, somebody()):
        Participation.objects.create(conversation=conversation, member=one)
    return conversation


def make_portrait(member):
    name = default_storage.save("portraits/sentinel-512.webp", ContentFile(b"RIFF"))
    Profile.objects.filter(member=member).update(portrait=name)


def make_searches_for(member):
    for _number in range(3):
        Appearance.objects.create(
            member=member, viewer=make_member(), query=MARK, at=NOW, on=NOW.date()
        )


def make_glances_at(member):
    for number in range(17):
        week_on = NOW.date() - timedelta(days=NOW.weekday() + 7)
        Glance.objects.create(member=member, token=str(number), week_on=week_on)


def make_edit(member):
    entry = make_entry(member, title_ja="直した項目")
    return Edit.objects.create(
        member=member, entry=entry, change="rewritten", at=NOW, on=NOW.date()
    )


def make_session(member, key="secret-session-key"):
    return UserSession.objects.create(
        user=member, ip="192.0.2.7", session_key=key, user_agent=MARK
    )


def make_import(member):
    return Import.objects.create(member=member, filename=MARK, started_at=NOW)


#: Foreign key to a member → a row that has it, and what of the row must be told.
TOLD = {
    "members.JoiningInvitation.invited_by": (
        lambda me: JoiningInvitation.objects.create(
            invited_by=me, code="c1", email="mark@people.example", created_at=NOW,
            expires_at=DAY,
        ),
        "mark@people.example",
    ),
    "members.JoiningInvitation.used_by": (
        lambda me: JoiningInvitation.objects.create(
            invited_by=make_member(), used_by=me, code="c2", created_at=NOW, expires_at=NOW,
            used_at=DAY,
        ),
        DAY_TOLD,
    ),
    "members.AccessToken.member": (
        lambda me: AccessToken.objects.create(member=me, name=MARK, digest="d", created_at=NOW),
        MARK,
    ),
    "connections.Invitation.inviter": (lambda me: make_invitation(me, note=MARK), MARK),
    "connections.Invitation.invitee": (
        lambda me: make_invitation(invitee=me, note=MARK),
        MARK,
    ),
    "connections.Connection.low": (lambda me: make_connection(me, somebody()), "sentinel-h"),
    "connections.Connection.high": (
        lambda me: make_connection(Member.objects.get(handle="elder"), me),
        "elder",
    ),
    "connections.Block.blocker": (lambda me: make_block(me, somebody()), "sentinel-handle"),
    "profiles.Profile.member": (make_portrait, "profile/portrait-512.webp"),
    "profiles.Entry.member": (
        lambda me: make_entry(me, title_ja=MARK, visibility="only_me"),
        MARK,
    ),
    "conversations.Participation.member": (a_talk, "sentinel-handle"),
    "conversations.Message.author": (
        lambda me: Message.objects.create(
            conversation=a_talk(me), author=me, body=MARK, sent_at=NOW
        ),
        MARK,
    ),
    "conversations.Attachment.author": (
        lambda me: Attachment.objects.create(
            conversation=(talk := a_talk(me)), author=me, name=f"{MARK}.txt", bytes=3,
            message=Message.objects.create(
                conversation=talk, author=me, body="。", sent_at=NOW
            ),
            path=default_storage.save("attachments/mark", ContentFile(b"txt")),
        ),
        MARK,
    ),
    "conversations.ShowsReading.member": (
        lambda me: ShowsReading.objects.create(member=me, since=DAY), DAY_TOLD,
    ),
    "suggestions.Showing.member": (
        lambda me: Showing.objects.create(member=me, suggested=somebody(), on=NOW.date()),
        "sentinel-handle",
    ),
    "suggestions.Dismissal.member": (
        lambda me: Dismissal.objects.create(member=me, suggested=somebody(), at=NOW),
        "sentinel-handle",
    ),
    "suggestions.Silence.member": (
        lambda me: Silence.objects.create(member=me, since=DAY),
        DAY_TOLD,
    ),
    "approaches.Welcome.member": (
        lambda me: Welcome.objects.create(
            member=me, purpose="consultation", terms="priced", fee_yen=7654321, minutes=30
        ),
        "7654321",
    ),
    "approaches.SavedDraft.sender": (
        lambda me: SavedDraft.objects.create(
            sender=me, recipient=somebody(), written={"message": MARK}, saved_at=NOW
        ),
        MARK,
    ),
    "approaches.Passing.to": (
        lambda me: Passing.objects.create(
            approach=a_letter(make_member(), somebody(), state="passed_on"), to=me, asked_at=NOW
        ),
        MARK,
    ),
    "approaches.Upheld.member": (
        lambda me: Upheld.objects.create(member=me, at=DAY, report_id=1), DAY_TOLD,
    ),
    "trust.Report.reporter": (
        lambda me: Report.objects.create(
            reporter=me, reported=make_member(), subject="approach", subject_id=1, why="rude",
            words=MARK, reported_at=NOW,
        ),
        MARK,
    ),
    "trust.Report.decided_by": (
        lambda me: AuditLine.objects.create(at=DAY, by=me, act="report.upheld", report_id=1),
        DAY_TOLD,
    ),
    "trust.AuditLine.by": (
        lambda me: AuditLine.objects.create(at=DAY, by=me, act="report.upheld", report_id=1),
        DAY_TOLD,
    ),
    "approaches.Approach.sender": (lambda me: a_letter(me, make_member()), MARK),
    "approaches.Approach.recipient": (lambda me: a_letter(make_member(), me), MARK),
    "introductions.Introduction.requester": (
        lambda me: make_introduction(me, make_member(), somebody()), "sentinel-handle",
    ),
    "introductions.Introduction.recipient": (
        lambda me: make_introduction(make_member(), somebody(), me, holder=1),
        "sentinel-handle",
    ),
    "introductions.Step.introducer": (
        lambda me: make_introduction(make_member(), me, somebody()), "sentinel-handle",
    ),
    "introductions.NotAsked.member": (
        lambda me: NotAsked.objects.create(member=me, since=DAY), DAY_TOLD,
    ),
    "standing.SavedSearch.member": (lambda me: make_saved_search(me, query=MARK), MARK),
    "standing.StandingQuestion.asker": (lambda me: make_question(me, words=MARK), MARK),
    "standing.Asking.expert": (
        lambda me: make_asking(make_member(), make_entry(me, title_ja="行"),
            question=make_question(somebody(), words=MARK)), MARK,
    ),
    "portability.Import.member": (make_import, MARK),
    "notifications.Notice.member": (
        lambda me: Notice.objects.create(
            member=me, kind="connection", about=somebody(), created_at=NOW
        ),
        "sentinel-handle",
    ),
    "notifications.OutgoingMail.member": (
        lambda me: OutgoingMail.objects.create(
            member=me, kind="message", created_at=NOW, due_at=NOW, sent_at=DAY
        ),
        DAY_TOLD,
    ),
    "notifications.MailStop.member": (
        lambda me: MailStop.objects.create(member=me, since=DAY),
        DAY_TOLD,
    ),
    "notifications.MailSetting.member": (
        lambda me: MailSetting.objects.create(member=me, stopped_kinds=["together"]),
        "together",
    ),
    "insights.Appearance.member": (make_searches_for, MARK),
    "insights.Appearance.viewer": (
        lambda me: Appearance.objects.create(
            member=make_member(), viewer=me, query=MARK, at=NOW, on=NOW.date()
        ),
        MARK,
    ),
    "insights.Visit.member": (
        lambda me: Visit.objects.create(
            member=me, viewer=somebody(), at=NOW, on=NOW.date()
        ),
        "sentinel-handle",
    ),
    "insights.Visit.viewer": (
        lambda me: Visit.objects.create(
            member=somebody(), viewer=me, at=NOW, on=NOW.date()
        ),
        "sentinel-handle",
    ),
    "insights.Glance.member": (make_glances_at, '"unnamed_viewers": 17'),
    "insights.Looking.member": (
        lambda me: Looking.objects.create(member=me, manner="private", aim="hiring"),
        '"manner": "private"',
    ),
    "insights.Edit.member": (make_edit, "rewritten"),
    "account.EmailAddress.user": (
        lambda me: EmailAddress.objects.create(user=me, email="mark@people.example"),
        "mark@people.example",
    ),
    "mfa.Authenticator.user": (
        lambda me: Authenticator.objects.create(
            user=me, type="totp", data={"secret": "s"}, created_at=DAY
        ),
        DAY_TOLD,
    ),
    "usersessions.UserSession.user": (make_session, MARK),
}  # fmt: skip
#: Foreign key to a member → why it is not told to that member.
KEPT_BACK = {
    "conversations.Unsent.author": "It is delivered within seconds; then it is a message.",
    "approaches.SavedDraft.recipient": "What others have not sent is theirs.",
    "trust.Report.reported": "That somebody reported is theirs to know, and the operators'.",
    "trust.AuditLine.about": "It would tell of a report; what was upheld stands on the card.",
    "connections.Block.blocked": "A block shows nobody that it is there.",
    "suggestions.Showing.suggested": "To whom the house suggested one is theirs to know.",
    "suggestions.Dismissal.suggested": "Whom others do not want suggested is theirs.",
    "standing.SearchAnswer.found": "What others search for, and find, is theirs.",
    "suggestions.FieldWord.member": "Words of the record itself, noted to be compared.",
    "suggestions.RecordToRead.member": "A note of the house that a record is to be read.",
    "notifications.Notice.about": "What others were told is theirs.",
    "portability.ImportContact.member": "Whom somebody's file names is theirs to know.",
    "admin.LogEntry.user": "The house's own journal of what operators did.",
    "members.Member_groups.member": "Groups of Django's admin; the house has none.",
    "members.Member_user_permissions.member": "Rights of Django's admin; the house has none.",
}

#: A table that hangs on one of the above → a row of it, and what must be told.
TOLD_WITH = {
    "standing.SearchAnswer": (
        lambda me: make_saved_search(me, answered_by=[make_entry(somebody(), title_ja="答え")]),
        "sentinel-handle",
    ),
    "approaches.Reason": (
        lambda me: Reason.objects.create(
            approach=a_letter(me, make_member()), order=0, language="ja", line=0, text="理由せ"
        ),
        "理由せ",
    ),
    "portability.ImportLine": (
        lambda me: ImportLine.objects.create(
            of_import=make_import(me), number=1, change="new", item={"title": {"ja": "行せ"}}
        ),
        "行せ",
    ),
    "portability.ImportContact": (
        lambda me: ImportContact.objects.create(
            of_import=make_import(me),
            member=make_entry(
                somebody(), "link", url="https://linkedin.com/in/x", public_id="linkedin:x"
            ).member,
        ),
        "sentinel-handle",
    ),
}
KEPT_BACK_WITH = {
    "account.EmailConfirmation": "A key to confirm an address: a secret.",
    "suggestions.FieldWord": "Words of the record itself, noted to be compared.",
}


def keys_to(*tables):
    """Every foreign key to one of `tables`, as (label of its table, its name)."""
    for table in apps.get_models(include_auto_created=True):
        for field in table._meta.get_fields(include_hidden=True):
            if field.concrete and field.is_relation and field.related_model in tables:
                yield table._meta.label, field.name


def test_every_key_to_a_member_is_told_or_has_a_reason():
    keys = {f"{table}.{name}" for table, name in keys_to(Member) if table != "members.Member"}

    assert keys == TOLD.keys() | KEPT_BACK.keys()
    assert not TOLD.keys() & KEPT_BACK.keys()


def test_so_is_every_table_that_hangs_on_one_of_them():
    direct = {key.rpartition(".")[0] for key in TOLD}
    hanging = {
        table
        for table, _name in keys_to(*(apps.get_model(label) for label in direct))
        if table not in direct
    }

    assert hanging == TOLD_WITH.keys() | KEPT_BACK_WITH.keys()


@pytest.fixture
def me(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_member("elder")
    return make_member("naoki")


@pytest.mark.parametrize("key", [*TOLD, *TOLD_WITH])
def test_what_is_told_comes_out(me, key):
    make, words = (TOLD | TOLD_WITH)[key]
    assert words not in all_words(taken_out(me))

    make(me)

    assert words in all_words(taken_out(me))
