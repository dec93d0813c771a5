"""What tests share."""

import gc

import hypothesis
import pytest
import time_machine
from django.db import connection as database
from django.utils import translation

from enishi.rooms.network import snapshot
from tests.makers import NOW, make_member
from tests.servers import Server


def pytest_addoption(parser):
    parser.addoption(
        "--thorough",
        action="store_true",
        help="Measure in full what the suite only samples, and try new examples.",
    )


def pytest_configure(config):
    """Everybody's suite tries the same examples; --thorough looks for new ones."""
    hypothesis.settings.register_profile("same", derandomize=True)
    hypothesis.settings.load_profile("default" if config.getoption("--thorough") else "same")


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL, only what asks a database: the rest was found out on SQLite."""
    if database.vendor == "postgresql":
        idle = [item for item in items if not asks_database(item)]
        config.hook.pytest_deselected(items=idle)
        items[:] = [item for item in items if item not in set(idle)]


def pytest_collection_finish():
    """What was imported stays: looking it through for waste took a tenth of the suite."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


def asks_database(item):
    """Whether a test, or a fixture of its, reads or writes rows."""
    fixtures = {"db", "transactional_db", "django_db_setup"}
    return item.get_closest_marker("django_db") or fixtures & set(item.fixturenames)


@pytest.fixture(scope="session")
def is_thorough(request):
    """Whether somebody asked for the long measurements: see docs/architecture/graph.md."""
    return request.config.getoption("--thorough")


@pytest.fixture(autouse=True)
def _house_language():
    """A request leaves its language behind; the next test begins in the house's own."""
    yield
    translation.deactivate()


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
    """Skip what SQLite cannot tell: it has one writer, who takes turns, and holds any text."""
    if database.vendor != "postgresql":
        pytest.skip("Only PostgreSQL can tell.")


@pytest.fixture
def warm_graph():
    """Call it to keep the graph, as a process does; inside a test's transaction it is not."""

    def keep():
        snapshot._shared = snapshot.read_all()

    yield keep
    snapshot.forget()


@pytest.fixture
def on_the_day():
    """The clock stands where the makers' rows do: approaches end by it."""
    with time_machine.travel(NOW):
        yield


@pytest.fixture
def server(settings):
    """A server on this machine that the house may ask, for once."""
    with Server() as running:
        settings.FETCH_ALSO = frozenset({("127.0.0.1", running.port)})
        yield running
