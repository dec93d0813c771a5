"""The same file twice, from two tabs."""

from enishi.rooms.portability import services
from enishi.rooms.portability.errors import ImportNotOpen
from enishi.rooms.portability.types import State
from enishi.rooms.profiles.models import Entry
from tests.fixtures.archives import fujita_archive
from tests.makers import NOW, make_member
from tests.rooms.races import ON_POSTGRES, at_once

pytestmark = ON_POSTGRES
ENTRIES = 23  # in the archive


def start(member):
    return services.start_import(by=member, filename="x.zip", data=fujita_archive(), at=NOW)


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
