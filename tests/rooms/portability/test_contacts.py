"""People a file names: matched by public identifier only, and everybody else is not kept."""

import json

import pytest
import time_machine
from django.apps import apps
from django.core import serializers

from enishi.rooms.connections.models import Invitation
from enishi.rooms.connections.services import withdraw_invitation
from enishi.rooms.members.models import Member
from enishi.rooms.notifications.models import Notice
from enishi.rooms.portability import services
from enishi.rooms.portability.errors import NothingChosen
from enishi.rooms.portability.models import Import, ImportContact
from enishi.rooms.portability.queries import answers_of, contacts_in
from enishi.rooms.portability.services import steps
from enishi.rooms.portability.types import State
from enishi.rooms.profiles import services as profiles
from enishi.rooms.profiles.types import EntryFields, Kind, Visibility
from enishi.rooms.upkeep.types import RATES, Limit, Rate
from tests.fixtures.archives import fujita_archive
from tests.makers import NOW, make_block, make_connection, make_invitation, make_member

pytestmark = pytest.mark.django_db

HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
#: How one person's address may be written in a file and in a record.
WRITTEN = "https://www.linkedin.com/in/Midori-Aizawa-Example"


def link(member, url, kind=Kind.LINK, visibility=Visibility.MEMBERS):
    fields = EntryFields(url=url, title_en="LinkedIn", visibility=visibility)
    return profiles.add_entry(by=member, kind=kind, fields=fields, at=NOW)


def linked(handle, url=WRITTEN, **wishes):
    other = make_member(handle)
    link(other, url, **wishes)
    return other


def connections(*urls):
    rows = (f"Zenjirō,せんちねる,{url},mark@secret.example,x,y,01 Jan 2020\n" for url in urls)
    return "".join((HEADER, *rows)).encode()


def start(by, *urls):
    data = connections(*(urls or (WRITTEN,)))
    return services.start_import(by=by, filename="Connections.csv", data=data, at=NOW)


def seen(by, kept):
    return {Member.objects.get(pk=pk).handle for pk in contacts_in(by, kept).free}


def invite(kept, by, *handles):
    services.choose_contacts(import_id=kept.pk, by=by, handles=handles)
    services.apply_import(import_id=kept.pk, by=by, at=NOW)
    kept.refresh_from_db()
    return kept


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/in/midori-aizawa-example/",
        "http://jp.linkedin.com/in/midori%2Daizawa%2Dexample?trk=x",
        "linkedin.com/in/MIDORI-AIZAWA-EXAMPLE/ja",
    ],
)
def test_whoever_links_to_that_page_is_here_however_it_is_written(member, url):
    linked("midori", f"https://{url}" if "://" not in url else url)

    kept = start(member)

    assert seen(member, kept) == {"midori"}
    assert kept.contacts == 1


def test_an_address_book_of_cards_is_matched_likewise(member):
    linked("midori")
    cards = (
        "BEGIN:VCARD\nVERSION:3.0\nFN:Naoki\nTITLE:Sales\nEND:VCARD\n"
        f"BEGIN:VCARD\nVERSION:3.0\nFN:せんちねる\nURL:{WRITTEN}\nEND:VCARD\n"
    )

    kept = services.start_import(by=member, filename="a.vcf", data=cards.encode(), at=NOW)

    assert seen(member, kept) == {"midori"}


def test_neither_a_name_nor_a_mail_address_is_a_match(member):
    other = make_member(
        "midori", email="mark@secret.example", family_kanji="せんちねる", given_romaji="Zenjiro"
    )
    link(other, "https://www.linkedin.com/in/somebody-else")
    linked("a-reference", kind=Kind.REFERENCE)

    assert seen(member, start(member)) == set()
    assert not ImportContact.objects.exists()


def test_ones_own_address_is_nobody(member):
    link(member, WRITTEN)

    assert contacts_in(member, start(member)).here == frozenset()


@pytest.mark.parametrize(
    ("visibility", "is_near", "is_seen"),
    [
        (Visibility.EVERYONE, False, True),
        (Visibility.MEMBERS, False, True),
        (Visibility.SECOND_DEGREE, False, False),
        (Visibility.SECOND_DEGREE, True, True),
        (Visibility.CONNECTIONS, True, False),
        (Visibility.ONLY_ME, True, False),
    ],
)
def test_only_who_lets_the_viewer_see_the_link_is_here(member, visibility, is_near, is_seen):
    other = linked("midori", visibility=visibility)
    if is_near:
        between = make_member("between")
        make_connection(member, between)
        make_connection(between, other)

    kept = start(member)

    assert (seen(member, kept) == {"midori"}) is is_seen
    assert ImportContact.objects.exists() is is_seen


def test_what_does_not_match_is_kept_nowhere(member, capsys):
    linked("midori")
    make_member("not-named")

    kept = start(member, WRITTEN, "https://www.linkedin.com/in/nobody-here-at-all")
    invite(kept, member, "midori")
    services.start_import(by=member, filename="a.zip", data=fujita_archive(), at=NOW)

    rows = [row for table in apps.get_models() for row in table._default_manager.all()]
    dump = serializers.serialize("json", rows, ensure_ascii=False) + capsys.readouterr().err
    assert "midori" in dump
    for word in ("nobody-here", "せんちねる", "Zenjir", "secret.example", "相沢", "Onodera"):
        assert word not in dump


def test_of_the_matches_only_the_members_are_kept(member):
    other = linked("midori")

    kept = start(member)

    [row] = ImportContact.objects.values()
    assert row == {
        "id": row["id"], "of_import_id": kept.pk, "member_id": other.pk, "is_chosen": False,
        "answer": "",
    }  # fmt: skip
    assert "linkedin" not in json.dumps(Import.objects.values("files", "filename").get())


def hide(viewer, other):
    entry = other.entry_of_link
    profiles.set_visibility(
        by=other, entry_id=entry.pk, visibility="only_me", text_visibility="only_me", at=NOW
    )


def leave(viewer, other):
    Member.objects.filter(pk=other.pk).update(status="left")


def be_suspended(viewer, other):
    Member.objects.filter(pk=other.pk).update(status="suspended")


GONE = {
    "hides the link": hide,
    "blocks": lambda viewer, other: make_block(other, viewer),
    "is blocked": make_block,
    "leaves": leave,
    "is suspended": be_suspended,
}


@pytest.mark.parametrize("act", GONE)
def test_visibility_is_asked_again_when_it_is_shown(member, act):
    other = make_member("midori")
    other.entry_of_link = link(other, WRITTEN)
    kept = start(member)
    assert contacts_in(member, kept).here == {other.pk}

    GONE[act](member, other)

    assert contacts_in(member, kept).here == frozenset()
    with pytest.raises(NothingChosen):
        invite(kept, member, "midori")
    assert not Invitation.objects.exists()


KNOWN = {
    "connected": make_connection,
    "invited": make_invitation,
    "inviting": lambda viewer, other: make_invitation(other, viewer),
    # A "no" that is not told looks like an invitation that waits.
    "declined": lambda viewer, other: make_invitation(viewer, other, outcome="declined"),
}


@pytest.mark.parametrize("act", KNOWN)
def test_who_is_known_already_is_counted_and_not_listed(member, act):
    other = linked("midori")
    KNOWN[act](member, other)

    kept = start(member)

    assert contacts_in(member, kept).here == {other.pk}
    assert seen(member, kept) == set()


def test_only_the_ticked_are_invited_and_the_others_forgotten(member):
    linked("midori")
    linked("makoto", "https://www.linkedin.com/in/makoto")
    kept = start(member, WRITTEN, "https://www.linkedin.com/in/makoto")

    invite(kept, member, "midori", "somebody-else")

    [invitation] = Invitation.objects.all()
    assert (invitation.inviter, invitation.invitee.handle) == (member, "midori")
    assert kept.state == State.APPLIED
    assert answers_of(kept).sent == 1
    assert [match.member.handle for match in kept.matches.all()] == ["midori"]
    assert Notice.objects.filter(member__handle="midori", kind="invitation").count() == 1


def test_nobody_is_invited_who_was_not_named(member):
    make_member("stranger")
    linked("midori")
    kept = start(member)

    with pytest.raises(NothingChosen):
        invite(kept, member, "stranger")

    assert not Invitation.objects.exists()


def test_people_are_invited_when_the_lines_are_written(member, monkeypatch):
    linked("midori")
    kept = services.start_import(by=member, filename="x.zip", data=fujita_archive(), at=NOW)
    services.choose_contacts(import_id=kept.pk, by=member, handles=["midori"])
    Import.objects.filter(pk=kept.pk).update(state=State.APPLYING)

    services.write_chunk(import_id=kept.pk, at=NOW)
    assert not kept.lines.outstanding().exists()
    assert not Invitation.objects.exists()
    services.write_import(import_id=kept.pk, at=NOW)

    assert Invitation.objects.count() == 1
    services.write_import(import_id=kept.pk, at=NOW)
    assert Invitation.objects.count() == 1


def test_a_worker_that_dies_invites_nobody_twice_and_forgets_nobody(member, monkeypatch):
    urls = [f"https://www.linkedin.com/in/person-{number}" for number in range(3)]
    others = [linked(f"person-{number}", url) for number, url in enumerate(urls)]
    kept = start(member, *urls)
    services.choose_contacts(
        import_id=kept.pk, by=member, handles=[other.handle for other in others]
    )
    Import.objects.filter(pk=kept.pk).update(state=State.APPLYING)
    services.write_chunk(import_id=kept.pk, at=NOW)

    def die(*_args, **_named):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(ImportContact, "save", die)
        with pytest.raises(SystemExit):
            services.write_chunk(import_id=kept.pk, at=NOW)
    assert Invitation.objects.count() == answers_of(kept).sent == 1
    assert answers_of(kept).waiting == 2
    steps.write_import(import_id=kept.pk, at=NOW)

    assert Invitation.objects.count() == 3
    assert answers_of(kept).sent == 3


def test_the_rules_of_inviting_hold(member):
    other = linked("midori")
    kept = start(member)
    services.choose_contacts(import_id=kept.pk, by=member, handles=["midori"])
    taken_back = make_invitation(member, other)
    withdraw_invitation(invitation_id=taken_back.pk, by=member, at=NOW)

    services.apply_import(import_id=kept.pk, by=member, at=NOW)

    kept.refresh_from_db()
    assert kept.state == State.APPLIED
    assert answers_of(kept).refused == 1
    assert Invitation.objects.count() == 1


def test_the_limit_of_inviting_holds_for_files_and_pages_together(member, client, monkeypatch):
    monkeypatch.setitem(RATES, Limit.INVITATIONS, Rate(3, 86_400))
    urls = [f"https://www.linkedin.com/in/person-{number}" for number in range(4)]
    others = [linked(f"person-{number}", url) for number, url in enumerate(urls)]
    kept = start(member, *urls)
    client.force_login(member)
    with time_machine.travel(NOW, tick=False):
        client.post(f"/people/{make_member('on-a-page').handle}/invite/")

        invite(kept, member, *(other.handle for other in others))

        page = client.post(f"/people/{make_member('another').handle}/invite/")
    answers = answers_of(kept)
    assert (answers.sent, answers.too_many, answers.waiting) == (2, 2, 0)
    assert Invitation.objects.count() == 3
    assert page.status_code == 429


def test_who_was_suspended_since_invites_nobody(member):
    linked("midori")
    kept = start(member)
    services.choose_contacts(import_id=kept.pk, by=member, handles=["midori"])
    Member.objects.filter(pk=member.pk).update(status="suspended")

    services.apply_import(import_id=kept.pk, by=member, at=NOW)

    assert not Invitation.objects.exists()
    assert answers_of(kept).refused == 1


def test_invitations_stay_when_the_import_is_taken_back(member):
    linked("midori")
    kept = services.start_import(by=member, filename="x.zip", data=fujita_archive(), at=NOW)
    invite(kept, member, "midori")

    services.undo_import(import_id=kept.pk, by=member)

    assert Invitation.objects.count() == 1


def test_many_contacts_are_matched_in_few_queries(member, django_assert_max_num_queries):
    linked("midori")
    urls = [f"https://www.linkedin.com/in/nobody-{number}" for number in range(2_500)]

    with django_assert_max_num_queries(30):
        kept = start(member, *urls, WRITTEN)

    assert kept.contacts == 2_501
    assert seen(member, kept) == {"midori"}


def test_an_address_that_changes_is_looked_up_anew(member):
    other = make_member("midori")
    entry = link(other, "https://www.linkedin.com/in/before")
    fields = EntryFields(url=WRITTEN, title_en="LinkedIn")
    profiles.edit_entry(by=other, entry_id=entry.pk, fields=fields, at=NOW)

    assert seen(member, start(member)) == {"midori"}
    assert seen(member, start(member, "https://www.linkedin.com/in/before")) == set()
