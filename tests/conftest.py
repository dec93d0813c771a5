"""What tests share."""

import pytest
from django.db import connection as database

from tests.makers import make_member


@pytest.fixture
def member(db):
    return make_member()


@pytest.fixture
def member_client(client, member):
    client.force_login(member)
    client.viewer = member
    return client


@pytest.fixture
def needs_postgres():
    """Skip a race where there is none: see tests/rooms/races.py."""
    if database.vendor != "postgresql":
        pytest.skip("A race needs PostgreSQL: SQLite has one writer, who takes turns.")
