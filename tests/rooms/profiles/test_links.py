"""Whose public page a link leads to is kept with it, whichever way it was written."""

import pytest

from enishi.ground.errors import NotFound
from enishi.rooms.profiles import services
from enishi.rooms.profiles.models import Entry
from enishi.rooms.profiles.queries import (
    fields_of,
    get_own_entry,
    links_to_a_public_page,
    members_at,
)
from enishi.rooms.profiles.types import EntryFields, Kind, NewEntry
from tests.makers import NOW, make_entry, make_member

pytestmark = pytest.mark.django_db
URL = "https://jp.linkedin.com/in/Naoki-Fujita/"
NAOKI = "linkedin:naoki-fujita"


def add(member, url=URL):
    return services.add_entry(by=member, kind=Kind.LINK, fields=EntryFields(url=url), at=NOW)


def add_in_bulk(member):
    entry = NewEntry(Kind.LINK, EntryFields(url=URL))
    services.bulk_add_records(records={member.pk: [entry]}, organizations={}, at=NOW)


def edit(member):
    entry = add(member, "https://note.example/")
    services.edit_entry(by=member, entry_id=entry.pk, fields=EntryFields(url=URL), at=NOW)


def remove_and_restore(member):
    entry = add(member)
    snapshot = services.remove_entry(by=member, entry_id=entry.pk, at=NOW)
    services.restore_entry(by=member, snapshot=snapshot, at=NOW)


@pytest.mark.parametrize("write", [add, edit, remove_and_restore])
def test_a_link_is_looked_up_however_it_was_written(write):
    viewer, owner = make_member(), make_member()

    write(owner)

    assert members_at(viewer, [NAOKI]) == {owner.pk}
    assert links_to_a_public_page(viewer, [owner.pk, viewer.pk]) == {owner.pk}


def test_also_in_a_house_that_was_filled_by_a_program(db):
    viewer, owner = make_member(), make_member()
    owner.profile.delete()

    add_in_bulk(owner)

    assert Entry.objects.get().public_id == NAOKI
    assert members_at(viewer, [NAOKI]) == {owner.pk}


def test_a_link_that_leads_elsewhere_now_is_not(db):
    viewer, owner = make_member(), make_member()
    entry = add(owner)

    services.edit_entry(
        by=owner, entry_id=entry.pk, fields=EntryFields(url="https://note.example/"), at=NOW
    )

    assert members_at(viewer, [NAOKI]) == links_to_a_public_page(viewer, [owner.pk]) == set()


def test_an_entry_is_put_back_with_what_it_did_not_say(member):
    entry = make_entry(member, title_en="Sales", starts="2015")
    before = fields_of(get_own_entry(member, entry.pk))
    services.edit_entry(
        by=member,
        entry_id=entry.pk,
        fields=EntryFields(title_en="Head", starts="2016", confirmed_on=NOW.date()),
        at=NOW,
    )

    services.put_entry_back(by=member, entry_id=entry.pk, fields=before, at=NOW)

    assert fields_of(get_own_entry(member, entry.pk)) == before


def test_nobody_puts_back_or_removes_the_entries_of_another(member):
    entry = make_entry(make_member(), title_en="Sales")

    with pytest.raises(NotFound):
        services.put_entry_back(
            by=member, entry_id=entry.pk, fields=EntryFields(title_en="Mine"), at=NOW
        )
    services.remove_entries(by=member, entry_ids=[entry.pk], at=NOW)

    entry.refresh_from_db()
    assert entry.title_en == "Sales"
