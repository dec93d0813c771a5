"""A file comes in: as a plan first, then in steps that may be cut off."""

from datetime import timedelta

import pytest

from enishi.engines.formats.archive import MAX_ARCHIVE_BYTES
from enishi.engines.formats.json_resume import write_json_resume
from enishi.engines.formats.types import Career, Item, Text
from enishi.ground.errors import NotFound
from enishi.rooms.portability import services
from enishi.rooms.portability.errors import (
    FileRefused,
    ImportNotOpen,
    ImportUnderWay,
    NothingChosen,
)
from enishi.rooms.portability.models import Import, ImportLine
from enishi.rooms.portability.queries import counts_of, export_of
from enishi.rooms.portability.services import steps
from enishi.rooms.portability.types import Change, Format, State
from enishi.rooms.profiles import services as profiles
from enishi.rooms.profiles.models import Entry
from enishi.rooms.profiles.types import Visibility
from tests.fixtures.archives import fujita_archive, zipped
from tests.makers import NOW, make_entry, make_member

POSITIONS = "Company Name,Title,Description,Location,Started On,Finished On\n"


def _start(by, data, name="export.zip"):
    return services.start_import(by=by, filename=name, data=data, at=NOW)


def _bring_in(by, data, name="export.zip"):
    kept = _start(by, data, name)
    services.apply_import(import_id=kept.pk, by=by, at=NOW)
    kept.refresh_from_db()
    return kept


def _resume(*items):
    return write_json_resume(Career(items=items), "ja")


def test_a_preview_writes_nothing(member):
    kept = _start(member, fujita_archive())

    counts = counts_of(kept)
    assert kept.state == State.PREVIEW
    assert (counts.new, counts.changed, counts.same) == (23, 0, 0)
    assert not Entry.objects.exists()


def test_the_archive_becomes_the_record_and_the_second_import_changes_nothing(member):
    assert _bring_in(member, fujita_archive()).state == State.APPLIED
    before = list(Entry.objects.order_by("pk").values())
    assert len(before) == 23

    again = _start(member, fujita_archive())

    counts = counts_of(again)
    assert (counts.new, counts.changed, counts.same) == (0, 0, 23)
    with pytest.raises(NothingChosen):
        services.apply_import(import_id=again.pk, by=member, at=NOW)
    assert list(Entry.objects.order_by("pk").values()) == before


def test_new_entries_are_seen_by_whom_the_member_chose(member):
    kept = _start(member, fujita_archive())
    numbers = [line.number for line in kept.lines.all()]
    services.choose_lines(
        import_id=kept.pk, by=member, numbers=numbers, visibility=Visibility.CONNECTIONS
    )

    services.apply_import(import_id=kept.pk, by=member, at=NOW)

    assert set(Entry.objects.values_list("visibility", "text_visibility")) == {
        ("connections", "connections")
    }


def test_only_chosen_lines_are_written(member):
    kept = _start(member, fujita_archive())
    skill = kept.lines.filter(kind="skill").first()
    services.choose_lines(
        import_id=kept.pk, by=member, numbers=[skill.number], visibility=Visibility.MEMBERS
    )

    services.apply_import(import_id=kept.pk, by=member, at=NOW)

    assert [entry.title_ja for entry in Entry.objects.all()] == ["アルバイト求人広告"]


def test_a_file_adds_to_an_entry_and_keeps_what_it_does_not_speak_of(member):
    entry = make_entry(
        member,
        title_en="Section Manager",
        title_ja="課長",
        organization_ja="株式会社あけぼの求人社",
        starts="2015-10",
        text_ja="古い説明",
        visibility="connections",
    )
    data = (POSITIONS + "株式会社あけぼの求人社,課長,新しい説明,東京,2015,Mar 2021\n").encode()

    kept = _bring_in(member, data, "Positions.csv")

    assert [line.change for line in kept.lines.all()] == [Change.CHANGED]
    entry.refresh_from_db()
    assert (entry.text_ja, entry.title_en) == ("新しい説明", "Section Manager")
    assert (entry.starts, entry.ends) == ("2015-10", "2021-03")
    assert entry.visibility == "connections"
    assert Entry.objects.count() == 1


def test_a_position_with_another_title_since_the_same_year_is_a_change(member):
    make_entry(member, title_en="Sales", organization_en="Akebono", starts="2015-10")
    data = (POSITIONS + "Akebono,Sales Manager,,,Oct 2015,\n").encode()

    kept = _start(member, data, "Positions.csv")

    assert [line.change for line in kept.lines.all()] == [Change.CHANGED]


def test_two_items_never_change_the_same_entry(member):
    make_entry(member, title_en="Sales", organization_en="Akebono", starts="2015")
    data = (POSITIONS + "Akebono,Lead,,,2015,\nAkebono,Head,,,2015,\n").encode()

    kept = _start(member, data, "Positions.csv")

    changes = [line.change for line in kept.lines.order_by("number")]
    assert changes == [Change.CHANGED, Change.NEW]


def test_what_a_file_says_twice_is_taken_once(member):
    kept = _bring_in(member, b"Name\nSales\nSales\n", "Skills.csv")

    assert Entry.objects.count() == 1
    assert counts_of(kept).unreadable == 1


@pytest.mark.parametrize(
    "form", [Format.JSON_RESUME_JA, Format.JSON_RESUME_EN, Format.EVERYTHING]
)
def test_export_and_import_are_the_identity(member, form):
    _bring_in(member, fujita_archive())
    Entry.objects.filter(kind="position").update(visibility="only_me", confirmed_on=NOW.date())
    other = make_member()

    with export_of(member, form, at=NOW).content as file:
        data = file.read()
    assert counts_of(_start(member, data, "resume.json")).writable == 0
    _bring_in(other, data, "resume.json")

    unlike = {"id", "member_id", "created_at", "updated_at"}
    records = [
        [
            {name: value for name, value in row.items() if name not in unlike}
            for row in Entry.objects.of(owner.pk).order_by("kind", "position").values()
        ]
        for owner in (member, other)
    ]
    assert records[0] == records[1]


def test_a_line_the_record_cannot_keep_does_not_hold_up_the_others(member):
    # The end lies before the start that stands in the record already.
    make_entry(member, title_en="Sales", organization_en="A", starts="2015-10")
    data = (POSITIONS + "A,Sales,,,,2014\nB,Sales,,,2012,2013\n").encode()

    kept = _bring_in(member, data, "Positions.csv")

    assert kept.state == State.APPLIED
    assert Entry.objects.filter(organization_en="B").exists()


def test_an_import_goes_on_where_it_was_cut_off(member, monkeypatch):
    monkeypatch.setattr(steps, "CHUNK_LINES", 5)
    kept = _start(member, fujita_archive())
    Import.objects.filter(pk=kept.pk).update(state=State.APPLYING)
    for _chunk in range(2):
        services.write_chunk(import_id=kept.pk, at=NOW)
    assert (Entry.objects.count(), counts_of(kept).done) == (10, 10)

    # The power goes in the middle of the third step, after its entries are written.
    def fail(*_args):
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(steps, "_mark_done", fail)
        with pytest.raises(SystemExit):
            services.write_chunk(import_id=kept.pk, at=NOW)
    assert (Entry.objects.count(), counts_of(kept).done) == (10, 10)

    services.write_import(import_id=kept.pk, at=NOW)

    kept.refresh_from_db()
    assert kept.state == State.APPLIED
    assert (Entry.objects.count(), counts_of(kept).done) == (23, 23)
    services.write_import(import_id=kept.pk, at=NOW)
    assert Entry.objects.count() == 23


def test_a_line_that_was_written_by_hand_meanwhile_is_not_written_twice(member):
    kept = _start(member, b"Name\nSales\nPricing\n", "Skills.csv")
    make_entry(member, kind="skill", title_en="Sales")

    services.apply_import(import_id=kept.pk, by=member, at=NOW)

    assert sorted(Entry.objects.values_list("title_en", flat=True)) == ["Pricing", "Sales"]


def test_an_entry_removed_meanwhile_stays_removed(member):
    entry = make_entry(member, title_en="Sales", organization_en="A", starts="2015")
    data = (POSITIONS + "A,Sales,text,,2015,\n").encode()
    kept = _start(member, data, "Positions.csv")
    profiles.remove_entry(by=member, entry_id=entry.pk, at=NOW)

    services.apply_import(import_id=kept.pk, by=member, at=NOW)

    assert not Entry.objects.exists()
    assert kept.lines.get().change == Change.UNREADABLE


def test_a_record_that_is_full_stops_the_import_by_name(member, monkeypatch):
    monkeypatch.setattr("enishi.rooms.profiles.services.entries.MOST_ENTRIES", 3)

    kept = _bring_in(member, fujita_archive())

    assert (kept.state, kept.error) == (State.FAILED, "record_is_full")
    monkeypatch.undo()
    services.apply_import(import_id=kept.pk, by=member, at=NOW)
    kept.refresh_from_db()
    assert kept.state == State.APPLIED


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (zipped({"../x.csv": b"Name\n"}), "unsafe_path"),
        (zipped({"x.zip": b""}), "nested"),
        (b"PK\x03\x04" + b"\0" * MAX_ARCHIVE_BYTES, "too_large"),
        (b'{"a": 1}', "not_a_resume"),
    ],
)
def test_a_refused_file_is_refused_by_name_and_leaves_nothing(member, data, reason):
    with pytest.raises(FileRefused) as refusal:
        _start(member, data)

    assert refusal.value.reason == reason
    assert "%" not in str(refusal.value)
    assert not Import.objects.exists()


@pytest.mark.parametrize("state", [State.APPLYING, State.UNDOING])
def test_a_new_file_replaces_one_that_waits_but_not_one_somebody_is_at(member, state):
    first = _start(member, fujita_archive())
    second = _start(member, fujita_archive())
    assert list(Import.objects.all()) == [second]
    assert first.pk != second.pk

    Import.objects.update(state=state)
    with pytest.raises(ImportUnderWay):
        _start(member, fujita_archive())
    with pytest.raises(ImportUnderWay):
        services.discard_import(import_id=second.pk, by=member)


def test_of_two_uploads_the_later_stands_though_it_was_read_quicker(member):
    later = services.start_import(
        by=member, filename="b.csv", data=b"Name\nB\n", at=NOW + timedelta(seconds=1)
    )

    earlier = services.start_import(by=member, filename="a.csv", data=b"Name\nA\n", at=NOW)

    assert earlier == later
    assert [line.item["title"] for line in later.lines.all()] == [{"en": "B"}]


def test_an_import_that_is_written_stays_beside_a_new_file(member):
    written = _bring_in(member, b"Name\nA\n", "Skills.csv")

    waiting = _start(member, b"Name\nB\n", "Skills.csv")

    assert set(Import.objects.all()) == {written, waiting}


def test_an_import_that_was_given_up_leaves_nothing(member):
    kept = _start(member, fujita_archive())

    services.discard_import(import_id=kept.pk, by=member)

    assert not Import.objects.exists()
    assert not ImportLine.objects.exists()


def test_an_import_is_applied_once(member):
    kept = _bring_in(member, fujita_archive())

    with pytest.raises(ImportNotOpen):
        services.apply_import(import_id=kept.pk, by=member, at=NOW)
    with pytest.raises(ImportNotOpen):
        services.choose_lines(
            import_id=kept.pk, by=member, numbers=[1], visibility=Visibility.MEMBERS
        )


def test_nobody_touches_the_import_of_another(member):
    kept = _start(member, fujita_archive())
    other = make_member()

    for act in (
        lambda: services.apply_import(import_id=kept.pk, by=other, at=NOW),
        lambda: services.discard_import(import_id=kept.pk, by=other),
    ):
        with pytest.raises(NotFound):
            act()


@pytest.mark.parametrize("state", [State.PREVIEW, State.APPLIED, State.FAILED, State.UNDONE])
def test_imports_that_are_over_are_forgotten_after_thirty_days(member, state):
    kept = _start(member, fujita_archive())
    ended_at = None if state == State.PREVIEW else NOW
    Import.objects.filter(pk=kept.pk).update(state=state, ended_at=ended_at)

    assert services.forget_imports(at=NOW + timedelta(days=29)) == 0
    assert services.forget_imports(at=NOW + timedelta(days=31)) == 1
    assert not ImportLine.objects.exists()


@pytest.mark.parametrize("state", [State.APPLYING, State.UNDOING])
def test_an_import_somebody_is_at_is_not_forgotten(member, state):
    kept = _start(member, fujita_archive())
    Import.objects.filter(pk=kept.pk).update(state=state, ended_at=NOW)

    assert services.forget_imports(at=NOW + timedelta(days=400)) == 0


def test_a_headline_of_ones_own_is_replaced_and_said(member):
    make_entry(member, kind="headline", text_ja="前の肩書き")
    kept = _start(member, _resume(Item("headline", text=Text(ja="いまの肩書き"))), "r.json")

    [line] = kept.lines.all()

    assert line.change == Change.CHANGED
    assert line.before["text"] == {"ja": "前の肩書き"}
    services.apply_import(import_id=kept.pk, by=member, at=NOW)
    assert Entry.objects.get().text_ja == "いまの肩書き"


def test_who_leaves_leaves_no_import(member):
    kept = _start(member, fujita_archive())
    others = _start(make_member(), fujita_archive())
    others.matches.create(member=member)

    services.erase_imports(member_id=member.pk)

    assert list(Import.objects.all()) == [others]
    assert not others.matches.exists()
    assert kept.pk != others.pk
