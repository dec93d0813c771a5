"""Collect the messages of code and templates, and compile them: `make messages`.

Django's own `makemessages` needs GNU gettext on the machine; this does the same with Babel
and polib, which pip installs. With `--check` nothing is written, and the exit status says
whether the Japanese is complete and up to date.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import polib
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

ROOT = Path(__file__).parents[1]
CATALOGUE = ROOT / "enishi/locale/ja/LC_MESSAGES/django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PERCENT = re.compile(r"%(?:\(\w+\))?[sd]")
HEADER = {
    "Project-Id-Version": "Enishi",
    "Language": "ja",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def found_messages() -> dict[tuple[str | None, str], polib.POEntry]:
    """Every message of the house, by context and text."""
    entries: dict[tuple[str | None, str], polib.POEntry] = {}
    for path in sorted((ROOT / "enishi").rglob("*")):
        if path.suffix not in {".py", ".html", ".txt"} or "locale" in path.parts:
            continue
        source = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            source = templatize(source)
        for function, words in _calls(source):
            entry = _entry(function, words)
            if entry is not None and entry.msgid.strip():
                kept = entries.setdefault((entry.msgctxt, entry.msgid), entry)
                place = (path.relative_to(ROOT).as_posix(), "")
                kept.msgid_plural = kept.msgid_plural or entry.msgid_plural
                if place not in kept.occurrences:
                    kept.occurrences.append(place)
    return entries


def _calls(source: str) -> list[tuple[str, tuple[str, ...]]]:
    stream = io.BytesIO(source.encode())
    calls = extract_python(stream, KEYWORDS, [], {"encoding": "utf-8"})
    return [
        (function, words if isinstance(words, tuple) else (words,))
        for _line, function, words, _comments in calls
    ]


def _entry(function: str, words: tuple[str, ...]) -> polib.POEntry | None:
    context = words[0] if "pgettext" in function else None
    rest = words[1:] if context is not None else words
    if not rest or not isinstance(rest[0], str):
        return None
    entry = polib.POEntry(msgid=rest[0], msgctxt=context)
    if function.startswith(("ngettext", "npgettext")):
        entry.msgid_plural = rest[1]
        entry.msgstr_plural = {0: ""}
    if PERCENT.search(entry.msgid):
        entry.flags = ["python-format"]
    return entry


def merged(
    kept: list[polib.POEntry], found: dict[tuple[str | None, str], polib.POEntry]
) -> polib.POFile:
    """The catalogue of what is found, with the translations that are kept."""
    known = {(entry.msgctxt, entry.msgid): entry for entry in kept}
    catalogue = polib.POFile(wrapwidth=92)
    catalogue.metadata = dict(HEADER)
    for key in sorted(found, key=lambda key: (key[1], key[0] or "")):
        entry = found[key]
        if old := known.get(key):
            entry.tcomment = old.tcomment
            if entry.msgid_plural:
                entry.msgstr_plural = {0: old.msgstr_plural.get(0) or old.msgstr}
            else:
                entry.msgstr = old.msgstr or old.msgstr_plural.get(0, "")
        entry.occurrences.sort()
        catalogue.append(entry)
    return catalogue


def complaints(catalogue: polib.POFile) -> list[str]:
    """What a reader of Japanese would stumble over."""
    found = [f"no Japanese for: {entry.msgid!r}" for entry in catalogue.untranslated_entries()]
    for entry in catalogue:
        japanese = entry.msgstr or entry.msgstr_plural.get(0, "")
        wanted = set(PERCENT.findall(entry.msgid_plural or entry.msgid))
        if (
            japanese
            and "python-format" in entry.flags
            and set(PERCENT.findall(japanese)) - wanted
        ):
            found.append(f"unknown placeholder in the Japanese for: {entry.msgid!r}")
    return found


def main() -> int:
    """Write the catalogue, or check it."""
    is_check = "--check" in sys.argv
    kept = list(polib.pofile(str(CATALOGUE))) if CATALOGUE.exists() else []
    for extra in (argument for argument in sys.argv[1:] if not argument.startswith("--")):
        kept += polib.pofile(extra).translated_entries()
    catalogue = merged(kept, found_messages())
    problems = complaints(catalogue)
    if is_check:
        if (
            not CATALOGUE.exists()
            or CATALOGUE.read_text(encoding="utf-8") != str(catalogue) + "\n"
        ):
            problems.append("the catalogue is not up to date: make messages")
        compiled = CATALOGUE.with_suffix(".mo")
        if not compiled.exists() or compiled.read_bytes() != catalogue.to_binary():
            problems.append("the compiled catalogue is not up to date: make messages")
    else:
        CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
        CATALOGUE.write_text(str(catalogue) + "\n", encoding="utf-8")
        CATALOGUE.with_suffix(".mo").write_bytes(catalogue.to_binary())
    print("\n".join(problems) or f"{len(catalogue)} messages, all in Japanese")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
