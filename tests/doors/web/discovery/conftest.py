import pytest

from enishi.rooms.discovery import services


@pytest.fixture(autouse=True)
def own_index(settings, tmp_path):
    """An index of this test alone."""
    settings.DATA = tmp_path


@pytest.fixture
def follow(db):
    """Bring what was noted into the index, as the indexer does all the time."""
    return services.drain
