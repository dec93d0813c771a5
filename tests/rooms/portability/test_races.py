"""The same file twice, from two tabs."""

from datetime import timedelta
from functools import partial

from enishi.rooms.portability import services
from enishi.rooms.portability.errors import ImportNotOpen, ImportNotWritten, ImportUnderWay
from enishi.rooms.portability.models import Import, ImportLine
from enishi.rooms.portability.queries import counts_of
from enishi.rooms.portability.types import State
from enishi.rooms.profiles.models import Entry
from tests.fixtures.archives import fujita_archive
from tests.makers import NOW, make_member
from tests.rooms.races import ON_POSTGRES, at_once

pytestmark = ON_POSTGRES
ENTRIES = 23  # in the archive


def start(member, at=NOW):
    return services.start_import(by=member, filename="x.zip", data=fujita_archive(), at=at)


def apply(kept, member):
    return services.apply_import(import_id=kept.pk, by=member, at=NOW)


def test_an_import_applied_twice_at_once_is_written_once():
    member = make_member()
    kept = start(member)

    answers = at_once(*(lambda: apply(kept, member) for _ in range(3)))

    assert answers.count(ImportNotOpen) == 2
    kept.refresh_from_db()
    assert kept.state == State.APPLIED
    assert Entry.objects.filter(member=member).count() == ENTRIES


def test_uploads_at_once_leave_one_preview_and_every_tab_an_answer():
    """Also where another preview stood before, and whoever of them was read the quickest."""
    for has_earlier in (False, True, False, True):
        member = make_member()
        if has_earlier:
            start(member, NOW - timedelta(days=1))

        times = (NOW, NOW, NOW + timedelta(seconds=1))
        answers = at_once(*(partial(start, member, at) for at in times))

        assert all(isinstance(answer, Import) for answer in answers)
        [standing] = Import.objects.filter(member=member)
        assert standing in answers
        assert standing.lines.count() == ENTRIES
    assert ImportLine.objects.count() == 4 * ENTRIES


def test_an_upload_takes_no_import_away_that_is_confirmed_at_that_moment():
    for _try in range(4):
        member = make_member()
        kept = start(member, NOW - timedelta(days=1))

        applied, uploaded = at_once(partial(apply, kept, member), partial(start, member))

        entries = Entry.objects.filter(member=member).count()
        if isinstance(applied, Import):
            kept.refresh_from_db()
            assert (kept.state, entries) == (State.APPLIED, ENTRIES)
            assert isinstance(uploaded, Import) or uploaded is ImportUnderWay
        else:
            assert entries == 0


def test_an_import_taken_back_twice_at_once_is_taken_back_once():
    member = make_member()
    kept = start(member)
    apply(kept, member)

    undo = partial(services.undo_import, import_id=kept.pk, by=member)
    answers = at_once(undo, undo, undo)

    assert answers.count(ImportNotWritten) == 2
    kept.refresh_from_db()
    assert (kept.state, counts_of(kept).taken_back) == (State.UNDONE, ENTRIES)
    assert not Entry.objects.filter(member=member).exists()
