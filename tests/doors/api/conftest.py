import pytest

from tests.doors.api.program import Program
from tests.makers import make_member


@pytest.fixture
def viewer(db):
    return make_member("viewer")


@pytest.fixture
def call(client, viewer):
    return Program(client, viewer)
