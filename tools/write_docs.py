"""Write the generated pages of docs/: settings, refusals, the API's description.

With `--check` nothing is written, and the exit status says whether they are up to date.
"""

import json
import os
import re
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "enishi.config.settings")


def settings_page() -> str:
    """`docs/operate/settings.md`, from the comments of `config/environment.py`."""
    source = (ROOT / "enishi/config/environment.py").read_text(encoding="utf-8")
    rows = []
    for block in re.finditer(r"((?:    #: .*\n)+)    (\w+): ([^=\n]+)(?: = (.*))?\n", source):
        comment = " ".join(re.findall(r"#: (.*)", block[1]))
        default = (block[4] or "").strip()
        if "default_factory" in default:
            default = "`data`"
        elif default in {'""', "None", ""}:
            default = "–"
        else:
            default = f"`{default}`"
        rows.append(f"| `ENISHI_{block[2].upper()}` | {default} | {comment} |")
    return "\n".join(
        [
            "# Settings",
            "",
            "Environment variables. An unknown name or an unreadable value ends the start"
            " with a sentence.",
            "",
            "| variable | default | meaning |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def refusals_page() -> str:
    """`docs/architecture/errors.md`, from the classes of refusals."""
    from enishi.ground.errors import DomainError  # noqa: PLC0415 - after django.setup()

    for path in sorted((ROOT / "enishi").glob("**/errors.py")):
        import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    found, queue = [], [DomainError]
    while queue:
        for kind in queue.pop().__subclasses__():
            queue.append(kind)
            if "code" in vars(kind) and kind.__module__.startswith("enishi."):
                found.append(kind)
    rows = [
        f"| `{kind.code}` | {kind.status} | {kind.message} |"
        for kind in sorted(found, key=lambda kind: kind.code)
    ]
    return "\n".join(
        [
            "# Refusals",
            "",
            "Every rule that says no has a name: pages show the sentence, the API its code.",
            "",
            "| code | status | sentence |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def api_page() -> str:
    """`docs/api/openapi.json`."""
    from enishi.doors.api.house import api  # noqa: PLC0415 - after django.setup()

    return (
        json.dumps(api.get_openapi_schema(), indent=1, ensure_ascii=False, default=str) + "\n"
    )


PAGES = {
    "docs/operate/settings.md": settings_page,
    "docs/architecture/errors.md": refusals_page,
    "docs/api/openapi.json": api_page,
}


def main() -> int:
    """Write the pages, or check them."""
    import django  # noqa: PLC0415 - the path is set above
    from django.utils import translation  # noqa: PLC0415

    django.setup()
    stale = []
    with translation.override("en"):
        for name, page in PAGES.items():
            path, text = ROOT / name, page()
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                stale.append(name)
                if "--check" not in sys.argv:
                    path.write_text(text, encoding="utf-8")
    if "--check" in sys.argv and stale:
        print(f"Not up to date: {', '.join(stale)}. Run make docs.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
