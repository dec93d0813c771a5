"""What the tests of this room share: an entry, and what is said when one changes."""

import pytest

from enishi.rooms.profiles import services
from enishi.rooms.profiles.events import EntriesChanged, RecordChanged
from enishi.rooms.profiles.types import EntryFields, Kind
from tests.makers import NOW

SALES = EntryFields(
    title_ja="営業 課長",
    organization_ja="株式会社あけぼの求人社",
    text_ja="求人広告の営業\n料金改定の企画",
    starts="2015-10",
    ends="2021-03",
)


@pytest.fixture
def heard(monkeypatch):
    """Who was said to have another record; nothing else listens."""
    told = []

    def announce(event):
        if isinstance(event, RecordChanged):
            told.append(event)

    monkeypatch.setattr("enishi.rooms.profiles.services.common.announce", announce)
    return told


@pytest.fixture
def changes(monkeypatch):
    """Which entries were said to have changed, and how; nothing else listens."""
    told = []

    def announce(event):
        if isinstance(event, EntriesChanged):
            told.append((event.entry_ids, event.change, event.at))

    monkeypatch.setattr("enishi.rooms.profiles.services.common.announce", announce)
    return told


@pytest.fixture
def entry(member):
    return services.add_entry(by=member, kind=Kind.POSITION, fields=SALES, at=NOW)
