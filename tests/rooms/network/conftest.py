import pytest

from enishi.rooms.network import snapshot


@pytest.fixture(autouse=True)
def _own_graph(settings, tmp_path):
    """A data folder and a graph of this test alone."""
    settings.DATA = tmp_path
    snapshot.forget()
    yield
    snapshot.forget()
