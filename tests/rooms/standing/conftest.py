import pytest

from enishi.rooms.network import snapshot
from enishi.rooms.standing import services


@pytest.fixture(autouse=True)
def read_house(db, settings, tmp_path):
    """A house whose records were read before anything happens in it."""
    settings.DATA = tmp_path
    services.read_every_record()
    yield
    snapshot.forget()
