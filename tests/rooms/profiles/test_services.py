"""Writing the record: each verb, and each of its refusals beside it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from enishi.ground.errors import NotFound
from enishi.rooms.organizations.models import Organization
from enishi.rooms.profiles import services
from enishi.rooms.profiles.errors import (
    EntryRefused,
    KindAlreadyWritten,
    RecordIsFull,
)
from enishi.rooms.profiles.events import EntryChange
from enishi.rooms.profiles.models import Entry, Profile
from enishi.rooms.profiles.queries import fields_of, get_own_entry, get_own_page, own_record
from enishi.rooms.profiles.services import entries as entry_services
from enishi.rooms.profiles.types import (
    Direction,
    EntryFields,
    Kind,
    NewEntry,
    PageSettings,
    Visibility,
)
from tests.makers import NOW, make_entry, make_member
from tests.rooms.profiles.conftest import SALES

LATER = NOW + timedelta(days=1)


def titles(member, kind=Kind.POSITION):
    return [e.seen.title_ja for e in own_record(member) if e.seen.kind == kind]


def test_an_entry_is_written_as_it_was_given(member, heard):
    entry = services.add_entry(by=member, kind=Kind.POSITION, fields=SALES, at=NOW)

    entry.refresh_from_db()
    assert (entry.title_ja, entry.starts, entry.ends) == ("営業 課長", "2015-10", "2021-03")
    assert entry.text_ja.splitlines() == ["求人広告の営業", "料金改定の企画"]
    assert entry.visibility == entry.text_visibility == Visibility.MEMBERS
    assert entry.updated_at == NOW
    assert [event.member_id for event in heard] == [member.pk]


def test_a_new_entry_takes_the_members_default_visibility(member):
    Profile.objects.filter(member=member).update(default_visibility="connections")

    entry = services.add_entry(by=member, kind=Kind.POSITION, fields=SALES, at=NOW)

    assert entry.visibility == entry.text_visibility == "connections"


def test_two_entries_at_one_organization_share_it(member, entry):
    other = services.add_entry(
        by=member,
        kind=Kind.POSITION,
        fields=EntryFields(title_ja="営業", organization_ja="あけぼの求人社"),
        at=NOW,
    )

    assert other.organization_id == entry.organization_id
    assert Organization.objects.count() == 1


def test_newer_positions_stand_first_whatever_the_order_of_writing(member, entry):
    for title, starts, current in (("今", "2021-04", True), ("昔", "2009-04", False)):
        services.add_entry(
            by=member,
            kind=Kind.POSITION,
            fields=EntryFields(title_ja=title, starts=starts, is_current=current),
            at=NOW,
        )

    assert titles(member) == ["今", "営業 課長", "昔"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title_ja": "", "organization_ja": "", "text_ja": ""}, "title_ja"),
        ({"title_ja": "あ" * 301}, "title_ja"),
        ({"text_en": "a" * 10_001}, "text_en"),
        ({"starts": "2015-13"}, "starts"),
        ({"ends": "next year"}, "ends"),
        ({"starts": "2021-04", "ends": "2015"}, "ends"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "//evil.example"}, "url"),
        ({"url": "https://"}, "url"),
        ({"url": "http://[broken"}, "url"),
        ({"details": {"level": "a" * 2_001}}, "details"),
        ({"details": {"__class__": "a"}}, "details"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(member, change, field):
    with pytest.raises(EntryRefused) as refusal:
        services.add_entry(
            by=member, kind=Kind.POSITION, fields=replace(SALES, **change), at=NOW
        )

    assert list(refusal.value.fields) == [field]
    assert str(refusal.value)
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"starts": "2015", "ends": "2015-03"},
        {"starts": "2015-10-03", "ends": "2015"},
        {"url": "HTTPS://example.com/a?b=c"},
        {"url": "mailto:fujita@people.example"},
        {"title_ja": "", "organization_ja": ""},
    ],
)
def test_what_people_really_write_is_kept(member, change):
    services.add_entry(by=member, kind=Kind.POSITION, fields=replace(SALES, **change), at=NOW)

    assert Entry.objects.count() == 1


@pytest.mark.parametrize("kind", [Kind.HEADLINE, Kind.SUMMARY, Kind.PLACE])
def test_a_second_one_of_a_single_kind_is_refused(member, kind):
    fields = EntryFields(text_ja="求人広告の営業")
    services.add_entry(by=member, kind=kind, fields=fields, at=NOW)

    with pytest.raises(KindAlreadyWritten):
        services.add_entry(by=member, kind=kind, fields=fields, at=NOW)

    assert Entry.objects.filter(kind=kind).count() == 1


def test_the_text_of_a_single_kind_has_no_visibility_of_its_own(member):
    fields = EntryFields(
        text_ja="営業", visibility=Visibility.MEMBERS, text_visibility=Visibility.ONLY_ME
    )

    entry = services.add_entry(by=member, kind=Kind.HEADLINE, fields=fields, at=NOW)

    assert entry.text_visibility == "members"


def test_stray_characters_do_not_reach_the_record(member):
    entry = services.add_entry(
        by=member,
        kind=Kind.POSITION,
        fields=EntryFields(
            title_ja="  営業\x00\u202e課長\ud800 ",
            text_ja="\r\n一行目 \r\n\x07二行目\u2028三行目\n\n",
        ),
        at=NOW,
    )

    entry.refresh_from_db()
    assert entry.title_ja == "営業課長"
    assert entry.text_ja == "一行目\n二行目\n三行目"


def test_several_entries_are_written_all_or_none(member):
    good, bad = NewEntry(Kind.POSITION, SALES), NewEntry(Kind.SKILL, EntryFields())

    with pytest.raises(EntryRefused):
        services.add_entries(by=member, entries=[good, bad], at=NOW)
    assert not Entry.objects.exists()

    written = services.add_entries(by=member, entries=[good, good], at=NOW)
    assert [entry.pk for entry in written] == list(Entry.objects.values_list("pk", flat=True))


def test_many_entries_cost_as_few_queries_as_two(member, django_assert_max_num_queries):
    def several(count):
        skill = NewEntry(Kind.SKILL, EntryFields(title_ja="営業"))
        return [NewEntry(Kind.POSITION, SALES)] * count + [skill] * count

    other = make_member()
    with django_assert_max_num_queries(20) as few:
        services.add_entries(by=member, entries=several(1), at=NOW)
    with django_assert_max_num_queries(len(few)):
        services.add_entries(by=other, entries=several(15), at=NOW)


def test_a_record_has_an_end(member, entry, monkeypatch):
    monkeypatch.setattr(entry_services, "MOST_ENTRIES", 1)

    with pytest.raises(RecordIsFull):
        services.add_entry(by=member, kind=Kind.POSITION, fields=SALES, at=NOW)


def test_an_edit_changes_what_was_changed(member, entry, heard):
    fields = replace(SALES, title_ja="営業 部長", organization_ja="ヒバリ人材")

    services.edit_entry(by=member, entry_id=entry.pk, fields=fields, at=LATER)

    entry.refresh_from_db()
    assert (entry.title_ja, entry.updated_at) == ("営業 部長", LATER)
    assert entry.organization.name_ja == "ヒバリ人材"
    assert len(heard) == 1


def test_it_is_said_which_entries_changed_and_how(member, entry, changes):
    fields = replace(SALES, title_ja="営業 部長")
    shown = {"visibility": Visibility.EVERYONE, "text_visibility": Visibility.MEMBERS}

    added = services.add_entry(
        by=member, kind=Kind.SKILL, fields=EntryFields(title_ja="営業"), at=NOW
    )
    for _ in range(2):
        services.edit_entry(by=member, entry_id=entry.pk, fields=fields, at=LATER)
        services.set_visibility(by=member, entry_id=entry.pk, at=LATER, **shown)

    assert changes == [
        ((added.pk,), EntryChange.ADDED, NOW),
        ((entry.pk,), EntryChange.REWRITTEN, LATER),
        ((entry.pk,), EntryChange.SHOWN, LATER),
    ]


def test_what_is_no_change_of_an_entry_is_not_said_to_be_one(member, entry, changes):
    confirmed = replace(SALES, confirmed_on=date(2026, 11, 1))
    services.edit_entry(by=member, entry_id=entry.pk, fields=confirmed, at=LATER)
    services.confirm_entry(by=member, entry_id=entry.pk, at=LATER)
    services.remove_entry(by=member, entry_id=entry.pk, at=LATER)

    assert changes == []


def test_an_edit_that_changes_nothing_moves_nothing(member, entry, heard):
    before = Entry.objects.filter(pk=entry.pk).values().get()
    profile = Profile.objects.filter(member=member).values().get()
    own = get_own_entry(member, entry.pk)

    for fields in (
        SALES,
        fields_of(own),
        replace(SALES, text_ja="求人広告の営業 \r\n料金改定の企画\r\n"),
    ):
        services.edit_entry(by=member, entry_id=entry.pk, fields=fields, at=LATER)

    assert Entry.objects.filter(pk=entry.pk).values().get() == before
    assert Profile.objects.filter(member=member).values().get() == profile
    assert heard == []


def test_an_edit_to_something_impossible_keeps_what_was_there(member, entry):
    with pytest.raises(EntryRefused):
        services.edit_entry(
            by=member, entry_id=entry.pk, fields=replace(SALES, starts="soon"), at=LATER
        )

    entry.refresh_from_db()
    assert entry.starts == "2015-10"


def every_verb(by, entry_id):
    yield lambda: services.edit_entry(by=by, entry_id=entry_id, fields=SALES, at=LATER)
    yield lambda: services.remove_entry(by=by, entry_id=entry_id, at=LATER)
    yield lambda: services.move_entry(
        by=by, entry_id=entry_id, direction=Direction.UP, at=LATER
    )
    yield lambda: services.confirm_entry(by=by, entry_id=entry_id, at=LATER)
    yield lambda: services.set_visibility(
        by=by,
        entry_id=entry_id,
        visibility=Visibility.EVERYONE,
        text_visibility=Visibility.EVERYONE,
        at=LATER,
    )


def test_somebody_elses_entry_is_not_there(entry):
    before = Entry.objects.filter(pk=entry.pk).values().get()

    for verb in every_verb(make_member(), entry.pk):
        with pytest.raises(NotFound):
            verb()

    assert Entry.objects.filter(pk=entry.pk).values().get() == before


def test_the_database_holds_what_the_services_promise(member):
    make_entry(member, "headline", text_ja="一")

    with pytest.raises(IntegrityError):
        make_entry(member, "headline", text_ja="二")


def test_the_page_is_opened_and_closed_with_all_that_hangs_on_it(member, heard):
    wide = PageSettings(has_public_page=True, is_indexable=True, has_structured_data=True)
    for _twice in range(2):
        services.set_page_settings(by=member, settings=wide, at=NOW)
    assert get_own_page(member).settings == wide
    assert len(heard) == 1

    services.set_page_settings(by=member, settings=replace(wide, has_public_page=False), at=NOW)
    assert get_own_page(member).settings == PageSettings()
