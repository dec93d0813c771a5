"""Small functions that make a valid thing; say only what the test is about."""

from datetime import UTC, datetime, timedelta
from itertools import count

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from enishi.rooms.connections.models import Block, Connection, Invitation, TieChange
from enishi.rooms.introductions.models import Introduction
from enishi.rooms.introductions.types import Called
from enishi.rooms.members.models import Member
from enishi.rooms.profiles.models import Entry, Profile
from enishi.rooms.standing.models import Asking, SavedSearch, SearchAnswer, StandingQuestion

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # noon in Japan
PASSWORD = "correct horse battery staple"
_numbers = count(1)


def make_member(handle=None, **fields):
    """A member in the house, with a profile; `password=PASSWORD` to sign in by form."""
    handle = handle or f"member{next(_numbers)}"
    fields.setdefault("email", f"{handle}@people.example")
    fields.setdefault("family_kanji", "山田")
    fields.setdefault("given_kanji", "花子")
    fields.setdefault("family_kana", "やまだ")
    fields.setdefault("given_kana", "はなこ")
    fields.setdefault("family_romaji", "Yamada")
    fields.setdefault("given_romaji", "Hanako")
    password = fields.pop("password", None)
    member = Member.objects.create_user(password=password, handle=handle, **fields)
    Profile.objects.create(member=member)
    if password:
        confirm_mail_of(member)
    return member


def confirm_mail_of(member):
    """Sign-in asks for a code unless the address was confirmed."""
    return EmailAddress.objects.create(
        user=member, email=member.email, verified=True, primary=True
    )


def make_second_factor(member):
    """An authenticator app; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    return secret


def make_connection(one, other, since=NOW):
    low, high = sorted((one.pk, other.pk))
    connection = Connection.objects.create(low_id=low, high_id=high, since=since)
    TieChange.objects.create(low_id=low, high_id=high, is_added=True)
    return connection


def make_invitation(inviter=None, invitee=None, **fields):
    fields.setdefault("sent_at", NOW)
    return Invitation.objects.create(
        inviter=inviter or make_member(), invitee=invitee or make_member(), **fields
    )


def make_introduction(requester, introducer, recipient, **fields):
    """Asked of one introducer today: it lies with them, or with the recipient if `holder=1`."""
    fields.setdefault("asked_at", timezone.now())  # what is fourteen days old is over
    fields.setdefault("message", "はじめまして。求人広告の営業について、お話を伺えませんか。")
    introduction = Introduction.objects.create(
        requester=requester,
        recipient=recipient,
        called=Called(recipient.handle, recipient.name).kept(),
        note="来週までに話を聞ける方を探しています。",
        length=1,
        **fields,
    )
    called = Called(introducer.handle, introducer.name).kept()
    introduction.steps.create(order=0, introducer=introducer, called=called)
    return introduction


def make_question(asker, **fields):
    """A standing question that is open, from today on."""
    now = timezone.now()
    fields.setdefault("query", "求人広告 営業")
    fields.setdefault("words", "アルバイト求人広告の売り方について、お話を伺いたいです。")
    fields.setdefault("ends_at", now + timedelta(days=30))
    return StandingQuestion.objects.create(asker=asker, asked_at=now, **fields)


def make_asking(asker, entry, **fields):
    """A question that was put to the owner of `entry` today, for that entry's title."""
    quote = {"entry_id": entry.pk, "language": "ja", "line": -1, "text": entry.title_ja}
    now = timezone.now()
    return Asking.objects.create(
        question=fields.pop("question", None) or make_question(asker),
        expert=entry.member,
        quotes=[quote],
        **{"found_at": now, "look_at": now, "asked_at": now} | fields,
    )


def make_saved_search(member, *, answered_by=(), **fields):
    """A saved search; `answered_by`: entries that newly answer it."""
    fields.setdefault("query", "求人広告")
    search = SavedSearch.objects.create(member=member, saved_at=NOW, **fields)
    for entry in answered_by:
        SearchAnswer.objects.create(
            search=search,
            found=entry.member,
            entry=entry,
            lines=[f"{entry.pk}:ja:-1"],
            found_at=NOW,
        )
    return search


def make_block(blocker, blocked, at=NOW):
    return Block.objects.create(blocker=blocker, blocked=blocked, at=at)


def make_entry(member, kind="position", **fields):
    """An entry everybody in the house may see, text included."""
    fields.setdefault("text_visibility", fields.get("visibility", "members"))
    return Entry.objects.create(member=member, kind=kind, **fields)
