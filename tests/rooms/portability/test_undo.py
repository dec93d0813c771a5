"""An import is taken back as a whole: what was there before is there again."""

import pytest

from enishi.ground.errors import NotFound
from enishi.rooms.discovery.models import IndexChange
from enishi.rooms.portability import services
from enishi.rooms.portability.errors import ImportNotOpen, ImportNotWritten, ImportUnderWay
from enishi.rooms.portability.models import Import
from enishi.rooms.portability.queries import counts_of, left_lines
from enishi.rooms.portability.services import steps
from enishi.rooms.portability.types import Change, State
from enishi.rooms.profiles import services as profiles
from enishi.rooms.profiles.models import Entry
from enishi.rooms.profiles.queries import fields_of, get_own_entry, own_record
from enishi.rooms.profiles.types import Direction, Visibility
from tests.fixtures.archives import fujita_archive
from tests.makers import NOW, make_entry, make_member

POSITIONS = "Company Name,Title,Description,Location,Started On,Finished On\n"
RESUME = (
    b'{"basics": {"label": "New headline"}, "skills": [{"name": "Pricing"}], "work": [{"name":'
    b' "Akebono", "position": "Sales", "startDate": "2015-10", "summary": "Sold",'
    b' "endDate": "2021-03"}], "meta": {}}'
)


def bring_in(by, data=None, name="export.zip"):
    kept = services.start_import(
        by=by, filename=name, data=fujita_archive() if data is None else data, at=NOW
    )
    services.apply_import(import_id=kept.pk, by=by, at=NOW)
    kept.refresh_from_db()
    assert kept.state == State.APPLIED
    return kept


def take_back(kept):
    services.undo_import(import_id=kept.pk, by=kept.member)
    kept.refresh_from_db()
    return kept


@pytest.fixture
def with_a_record(member):
    """A headline, a confirmed position and a skill, all of them narrower than usual."""
    make_entry(member, "headline", text_ja="前の肩書き", visibility="connections")
    make_entry(
        member,
        title_en="Sales",
        organization_en="Akebono",
        starts="2015",
        text_ja="日本語の説明",
        visibility="connections",
        text_visibility="only_me",
        details={"kept": "as it is"},
    )
    make_entry(member, "skill", title_en="Negotiation")
    return member


def test_a_record_reads_again_as_it_did_before(with_a_record):
    before = own_record(with_a_record)

    kept = bring_in(with_a_record, RESUME, "resume.json")
    assert {line.change for line in kept.lines.all()} == {Change.NEW, Change.CHANGED}
    assert own_record(with_a_record) != before
    take_back(kept)

    assert kept.state == State.UNDONE
    assert own_record(with_a_record) == before
    assert (counts_of(kept).taken_back, counts_of(kept).left) == (3, 0)


def test_a_confirmation_that_came_with_the_file_goes_again(member):
    entry = make_entry(member, title_en="Sales", organization_en="A", starts="2015")
    own = '{"kind": "position", "title": {"en": "Sales"}, "confirmed_on": "2026-11-01"}'
    data = (
        '{"work": [{"name": "A", "position": "Sales", "startDate": "2015",'
        f' "enishi": {own.replace("}", "}")}}}], "meta": {{}}}}'
    )
    kept = bring_in(member, data.encode(), "resume.json")
    entry.refresh_from_db()
    assert entry.confirmed_on

    take_back(kept)

    entry.refresh_from_db()
    assert entry.confirmed_on is None


def test_what_was_written_anew_is_removed_whole(member):
    kept = bring_in(member)
    assert Entry.objects.count() == 23

    take_back(kept)

    assert not Entry.objects.exists()
    assert counts_of(kept).undone == 23


def edit(member, entry):
    fields = fields_of(get_own_entry(member, entry.pk))
    changed = type(fields)(**{**_words(fields), "title_en": "Mine"})
    profiles.edit_entry(by=member, entry_id=entry.pk, fields=changed, at=NOW)


def _words(fields):
    return {name: getattr(fields, name) for name in type(fields).__dataclass_fields__}


def hide(member, entry):
    profiles.set_visibility(
        by=member,
        entry_id=entry.pk,
        visibility=Visibility.ONLY_ME,
        text_visibility=Visibility.ONLY_ME,
        at=NOW,
    )


def confirm(member, entry):
    profiles.confirm_entry(by=member, entry_id=entry.pk, at=NOW)


@pytest.mark.parametrize("act", [edit, hide, confirm])
def test_what_the_member_changed_since_is_left_and_listed(member, act):
    kept = bring_in(member)
    entry = Entry.objects.filter(member=member, kind="position").first()
    act(member, entry)
    entry.refresh_from_db()

    take_back(kept)

    [left] = Entry.objects.all()
    assert left.title_en == entry.title_en
    assert (left.visibility, left.confirmed_on) == (entry.visibility, entry.confirmed_on)
    [line] = left_lines(kept, "ja")
    assert (line.entry_id, line.kind) == (entry.pk, "position")
    assert line.title
    assert (counts_of(kept).taken_back, counts_of(kept).left) == (22, 1)


def test_a_changed_entry_that_was_edited_since_keeps_the_edit(with_a_record):
    kept = bring_in(with_a_record, RESUME, "resume.json")
    position = Entry.objects.get(kind="position")
    edit(with_a_record, position)

    take_back(kept)

    position.refresh_from_db()
    assert (position.title_en, position.text_en) == ("Mine", "Sold")
    assert Entry.objects.get(kind="headline").text_ja == "前の肩書き"
    assert Entry.objects.filter(kind="skill").count() == 1


def test_an_edit_that_was_taken_back_by_hand_is_none(member):
    kept = bring_in(member, b"Name\nSales\n", "Skills.csv")
    entry = Entry.objects.get()
    edit(member, entry)
    fields = fields_of(get_own_entry(member, entry.pk))
    back = type(fields)(**{**_words(fields), "title_en": "Sales"})
    profiles.edit_entry(by=member, entry_id=entry.pk, fields=back, at=NOW)

    take_back(kept)

    assert not Entry.objects.exists()


def test_an_entry_that_was_only_moved_is_removed(member):
    kept = bring_in(member, b"Name\nSales\nPricing\n", "Skills.csv")
    last = Entry.objects.order_by("-position").first()
    profiles.move_entry(by=member, entry_id=last.pk, direction=Direction.UP, at=NOW)

    take_back(kept)

    assert not Entry.objects.exists()


def test_what_the_member_removed_since_stays_removed(member):
    entry = make_entry(member, title_en="Sales", organization_en="A", starts="2015")
    kept = bring_in(member, f"{POSITIONS}A,Sales,text,,2015,\n".encode(), "Positions.csv")
    profiles.remove_entry(by=member, entry_id=entry.pk, at=NOW)

    take_back(kept)

    assert not Entry.objects.exists()
    assert counts_of(kept).gone == 1


def test_what_stood_there_before_the_writing_is_not_removed(member):
    kept = services.start_import(
        by=member, filename="Skills.csv", data=b"Name\nSales\nPricing\n", at=NOW
    )
    make_entry(member, kind="skill", title_en="Sales")
    services.apply_import(import_id=kept.pk, by=member, at=NOW)

    take_back(kept)

    assert [entry.title_en for entry in Entry.objects.all()] == ["Sales"]


def test_what_an_earlier_import_brought_stays(member):
    first = bring_in(member, b"Name\nSales\n", "Skills.csv")
    second = bring_in(member, b"Name\nSales\nPricing\n", "Skills.csv")

    take_back(second)
    assert [entry.title_en for entry in Entry.objects.all()] == ["Sales"]
    take_back(first)

    assert not Entry.objects.exists()


def test_before_is_what_stood_there_when_it_was_written(member):
    """Between preview and writing the member may have edited the entry."""
    entry = make_entry(member, title_en="Sales", organization_en="A", starts="2015")
    data = f"{POSITIONS}A,Sales,text,,2015,\n".encode()
    kept = services.start_import(by=member, filename="Positions.csv", data=data, at=NOW)
    Entry.objects.update(place_ja="大阪")
    services.apply_import(import_id=kept.pk, by=member, at=NOW)

    take_back(kept)

    entry.refresh_from_db()
    assert (entry.place_ja, entry.text_en) == ("大阪", "")


def test_it_goes_on_where_it_was_cut_off(member, monkeypatch):
    monkeypatch.setattr(steps, "CHUNK_LINES", 5)
    kept = bring_in(member)
    Import.objects.filter(pk=kept.pk).update(state=State.UNDOING)
    for _chunk in range(2):
        services.undo_chunk(import_id=kept.pk, at=NOW)
    assert (Entry.objects.count(), counts_of(kept).undone) == (13, 10)

    # The power goes in the middle of the third step, after its entries are removed.
    def fail(*_args, **_named):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(steps.ImportLine.objects, "bulk_update", fail)
        with pytest.raises(SystemExit):
            services.undo_chunk(import_id=kept.pk, at=NOW)
    assert (Entry.objects.count(), counts_of(kept).undone) == (13, 10)

    services.take_back_import(import_id=kept.pk, at=NOW)

    kept.refresh_from_db()
    assert kept.state == State.UNDONE
    assert (Entry.objects.count(), counts_of(kept).undone) == (0, 23)
    services.take_back_import(import_id=kept.pk, at=NOW)
    assert counts_of(kept).undone == 23


def test_a_taking_back_that_stopped_is_taken_up_again(member):
    kept = bring_in(member)
    Import.objects.filter(pk=kept.pk).update(state=State.UNDOING)
    services.stop_undo(import_id=kept.pk, at=NOW)
    kept.refresh_from_db()
    assert (kept.state, kept.error) == (State.APPLIED, "undo_stopped")

    take_back(kept)

    assert (kept.state, kept.error) == (State.UNDONE, "")
    assert not Entry.objects.exists()


def test_what_an_import_that_stopped_wrote_can_be_taken_back(member, monkeypatch):
    monkeypatch.setattr(steps, "CHUNK_LINES", 5)
    kept = services.start_import(by=member, filename="x.zip", data=fujita_archive(), at=NOW)
    Import.objects.filter(pk=kept.pk).update(state=State.APPLYING)
    services.write_chunk(import_id=kept.pk, at=NOW)
    services.stop_import(import_id=kept.pk, at=NOW)

    take_back(kept)

    assert kept.state == State.UNDONE
    assert not Entry.objects.exists()


def test_it_is_taken_back_once(member):
    kept = take_back(bring_in(member))

    with pytest.raises(ImportNotWritten):
        services.undo_import(import_id=kept.pk, by=member)
    with pytest.raises(ImportNotOpen):
        services.apply_import(import_id=kept.pk, by=member, at=NOW)


def test_what_is_not_written_cannot_be_taken_back(member):
    kept = services.start_import(by=member, filename="x.zip", data=fujita_archive(), at=NOW)

    with pytest.raises(ImportNotWritten):
        services.undo_import(import_id=kept.pk, by=member)


def test_not_while_another_is_being_written(member):
    kept = bring_in(member, b"Name\nSales\n", "Skills.csv")
    other = services.start_import(by=member, filename="x.zip", data=fujita_archive(), at=NOW)
    Import.objects.filter(pk=other.pk).update(state=State.APPLYING)

    with pytest.raises(ImportUnderWay):
        services.undo_import(import_id=kept.pk, by=member)


def test_nobody_takes_back_the_import_of_another(member):
    kept = bring_in(member)

    with pytest.raises(NotFound):
        services.undo_import(import_id=kept.pk, by=make_member())


def test_the_same_file_can_come_in_again(member):
    take_back(bring_in(member))

    bring_in(member)

    assert Entry.objects.count() == 23


def test_the_index_is_told(member):
    kept = bring_in(member)
    IndexChange.objects.all().delete()

    take_back(kept)

    assert IndexChange.objects.filter(member_id=member.pk).exists()
