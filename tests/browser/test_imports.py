"""The pages of an import, in each of its states: both languages and lights, desk and phone."""

import pytest

from enishi.rooms.portability import services
from enishi.rooms.portability.models import Import
from enishi.rooms.portability.types import State
from enishi.rooms.profiles.models import Entry
from enishi.rooms.profiles.services import add_entry
from enishi.rooms.profiles.types import EntryFields, Kind
from tests.browser.checks import assert_well_made
from tests.browser.conftest import look_at
from tests.fixtures.archives import fujita_archive
from tests.makers import NOW, make_connection, make_entry, make_member

LOOKS = [("ja", "light", "desk"), ("ja", "dark", "phone"), ("en", "light", "phone")]


def known(handle, key):
    """Somebody whom the archive of the fixtures names, and who says so here."""
    other = make_member(handle)
    fields = EntryFields(url=f"https://www.linkedin.com/in/{key}", title_en="LinkedIn")
    add_entry(by=other, kind=Kind.LINK, fields=fields, at=NOW)
    make_entry(other, "headline", text_ja="求人広告の編集", text_en="Editor of job adverts")
    return other


@pytest.fixture
def kept(member):
    """An import that waits, of a file that names one connection and one stranger."""
    make_connection(member, known("makoto-onodera", "makoto-onodera-example"))
    known("midori-aizawa", "midori-aizawa-example")
    make_entry(member, "headline", text_ja="前の肩書き")
    return services.start_import(
        by=member, filename="Complete_LinkedInDataExport.zip", data=fujita_archive(), at=NOW
    )


def wait(kept):
    """Leave it as it is."""


def stop(kept):
    Import.objects.update(state=State.FAILED, error="record_is_full", ended_at=NOW)


def write(kept):
    services.choose_contacts(import_id=kept.pk, by=kept.member, handles=["midori-aizawa"])
    services.apply_import(import_id=kept.pk, by=kept.member, at=NOW)


def take_back(kept):
    write(kept)
    Entry.objects.filter(kind="position").update(place_ja="大阪")
    services.undo_import(import_id=kept.pk, by=kept.member)


def begin_to_take_back(kept):
    write(kept)
    Import.objects.update(state=State.UNDOING)
    services.undo_chunk(import_id=kept.pk, at=NOW)


@pytest.mark.parametrize("act", [wait, stop, write, begin_to_take_back, take_back])
def test_every_state_is_well_made(kept_page, kept, act):
    act(kept)

    for language, theme, size in LOOKS:
        page = kept_page(language, kept.member)
        for path in (f"/me/import/{kept.pk}/", "/me/import/"):
            page.goto(path)
            assert page.locator("html").get_attribute("lang") == language
            look_at(page, theme, size)
            assert_well_made(page)


def test_people_are_ticked_by_the_keyboard_and_invited_without_a_script(
    open_page, sign_in, kept
):
    page = open_page(language="en", scripts=False)
    sign_in(page, kept.member)
    page.goto(f"/me/import/{kept.pk}/")
    box = page.locator("input[name=contact]")
    assert box.count() == 1
    assert not box.is_checked()

    box.focus()
    page.keyboard.press("Space")
    page.locator("main form button.btn-primary").click()

    assert kept.matches.get(is_chosen=True).answer == "sent"
