import pytest

from enishi.rooms.network import snapshot


@pytest.fixture(autouse=True)
def _own_house(settings, tmp_path):
    """An index and a graph of this test alone."""
    settings.DATA = tmp_path
    snapshot.forget()
    yield
    snapshot.forget()
