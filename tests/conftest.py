"""What tests share."""

import pytest

from tests.makers import make_member


@pytest.fixture
def member(db):
    return make_member()


@pytest.fixture
def member_client(client, member):
    client.force_login(member)
    client.viewer = member
    return client
