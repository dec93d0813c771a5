"""Keeping the record true: confirming, moving, showing, removing and putting back."""

from datetime import date, timedelta

import pytest

from enishi.rooms.profiles import services
from enishi.rooms.profiles.errors import KindAlreadyWritten, NotConfirmable, UndoTooLate
from enishi.rooms.profiles.models import Entry
from enishi.rooms.profiles.queries import own_record
from enishi.rooms.profiles.types import Direction, EntryFields, Kind, Visibility
from tests.makers import NOW, make_entry, make_member

LATER = NOW + timedelta(days=1)


def titles(member, kind=Kind.POSITION):
    return [e.seen.title_ja for e in own_record(member) if e.seen.kind == kind]


def test_still_true_sets_the_day_where_the_member_lives_and_is_no_edit(member, entry, heard):
    evening = NOW.replace(hour=20)  # the next morning in Japan

    services.confirm_entry(by=member, entry_id=entry.pk, at=evening)
    services.confirm_entry(by=member, entry_id=entry.pk, at=evening)

    entry.refresh_from_db()
    assert entry.confirmed_on == date(2026, 11, 24)
    assert entry.updated_at == NOW
    assert len(heard) == 1


def test_a_skill_cannot_be_confirmed(member):
    skill = make_entry(member, "skill", title_ja="営業")

    with pytest.raises(NotConfirmable):
        services.confirm_entry(by=member, entry_id=skill.pk, at=NOW)


def test_an_entry_moves_among_its_kind(member, heard):
    one, two, three = (make_entry(member, "skill", title_ja=t) for t in ("一", "二", "三"))
    make_entry(member, "interest", title_ja="別")

    services.move_entry(by=member, entry_id=three.pk, direction=Direction.UP, at=NOW)
    services.move_entry(by=member, entry_id=one.pk, direction=Direction.DOWN, at=NOW)
    assert titles(member, Kind.SKILL) == ["三", "一", "二"]

    heard.clear()
    services.move_entry(by=member, entry_id=three.pk, direction=Direction.UP, at=NOW)
    services.move_entry(by=member, entry_id=two.pk, direction=Direction.DOWN, at=NOW)
    assert titles(member, Kind.SKILL) == ["三", "一", "二"]
    assert heard == []


def test_visibility_is_set_for_the_entry_and_its_text(member, entry, heard):
    for _twice in range(2):
        services.set_visibility(
            by=member,
            entry_id=entry.pk,
            visibility=Visibility.EVERYONE,
            text_visibility=Visibility.CONNECTIONS,
            at=LATER,
        )

    entry.refresh_from_db()
    assert (entry.visibility, entry.text_visibility) == ("everyone", "connections")
    assert len(heard) == 1


def test_a_removed_entry_comes_back_as_it_was(member, entry):
    services.confirm_entry(by=member, entry_id=entry.pk, at=NOW)
    before = Entry.objects.filter(pk=entry.pk).values().get()

    snapshot = services.remove_entry(by=member, entry_id=entry.pk, at=NOW)
    assert not Entry.objects.exists()

    for _twice in range(2):
        services.restore_entry(by=member, snapshot=snapshot, at=NOW)
    assert Entry.objects.values().get() == before


def test_a_removed_entry_comes_back_to_its_owner_only_and_for_an_hour(member, entry):
    snapshot = services.remove_entry(by=member, entry_id=entry.pk, at=NOW)

    for by, words, at in (
        (make_member(), snapshot, NOW),
        (member, snapshot, NOW + timedelta(minutes=61)),
        (member, snapshot[:-3] + "abc", NOW),
        (member, "", NOW),
    ):
        with pytest.raises(UndoTooLate):
            services.restore_entry(by=by, snapshot=words, at=at)
    assert not Entry.objects.exists()


def test_a_removed_headline_does_not_come_back_over_a_new_one(member):
    fields = EntryFields(text_ja="前の肩書き")
    old = services.add_entry(by=member, kind=Kind.HEADLINE, fields=fields, at=NOW)
    snapshot = services.remove_entry(by=member, entry_id=old.pk, at=NOW)
    services.add_entry(
        by=member, kind=Kind.HEADLINE, fields=EntryFields(text_ja="新しい肩書き"), at=NOW
    )

    with pytest.raises(KindAlreadyWritten):
        services.restore_entry(by=member, snapshot=snapshot, at=NOW)

    assert Entry.objects.get().text_ja == "新しい肩書き"
