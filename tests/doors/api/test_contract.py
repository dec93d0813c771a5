"""The API keeps the contract it publishes: programs made from it meet no surprise (S-62)."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.db import connection as database
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from enishi.config.wsgi import application
from enishi.rooms.members.services import create_access_token
from enishi.rooms.members.types import Scope
from enishi.rooms.upkeep.types import RATES, Limit, Rate
from tests.makers import NOW, make_entry, make_invitation, make_member

pytestmark = pytest.mark.django_db

SCHEMA = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
OPERATIONS = {one.ok().label: one.ok() for one in SCHEMA.get_all_operations()}


@pytest.fixture
def bearer(monkeypatch):
    """The headers of a program that may do everything, as often as it likes."""
    for limit in Limit:
        monkeypatch.setitem(RATES, limit, Rate(1_000_000, 1))
    member, other = make_member("program"), make_member("other")
    make_entry(other, title_ja="営業", text_ja="求人広告の営業")
    make_entry(member, title_ja="企画")
    make_invitation(other, member)
    _token, secret = create_access_token(by=member, name="test", scopes=list(Scope), at=NOW)
    return {"Authorization": f"Bearer {secret}"}


@pytest.fixture
def one_connection():
    """A real request ends by closing its connection, and with it the test's transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("label", sorted(OPERATIONS))
def test_the_contract_is_kept(label, bearer, one_connection):
    @settings(
        max_examples=8 if database.vendor == "sqlite" else 4,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=OPERATIONS[label].as_strategy())
    def keeps(case):
        # Rules no schema can say: a cursor is signed, an entry must say something.
        case.call_and_validate(headers=bearer, excluded_checks=[positive_data_acceptance])

    keeps()
