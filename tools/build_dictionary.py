"""Make `enishi/engines/text/data/dictionary.tsv.gz` from EDICT (CC BY-SA, EDRDG).

    apt-get download edict && dpkg-deb -x edict_*.deb edict
    .venv/bin/python tools/build_dictionary.py edict/usr/share/edict/{edict,compdic}

What is kept, one headword a line: its terms, a tab, the terms of up to eight short English
glosses. Words in common use come first. Terms are those of `tokens_of`, so build it anew
when tokens change.
"""

import gzip
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from enishi.engines.text.language import language_of
from enishi.engines.text.synonyms import longest_terms
from enishi.engines.text.tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

TARGET = Path(__file__).parents[1] / "enishi/engines/text/data/dictionary.tsv.gz"
MOST_GLOSSES = 8
MOST_WORDS = 3
SHORTEST = 2
COMMON = "(P)"
_ENTRY = re.compile(r"^(?P<word>\S+) (?:\[[^\]]*\] )?/(?P<rest>.*)/$")
_MARKS = re.compile(r"\([^)]*\)|\{[^}]*\}")
_GRAMMAR = re.compile(
    r"\((?:\d+|n|vs|vt|vi|suf|adj-[a-z]+|v\d\w*|n-\w+|P|esp\.[^)]*|e\.g\.[^)]*|etc\.?"
    r"|abbr|hon|pol|hum|comp|med|law|math|physics|[^)]*[,:.][^)]*)\)|\{[^}]*\}"
)
_BRACKETS = re.compile(r"[()]")
_UNWANTED = re.compile(
    r"\((?:[^)]*,)?(?:arch|obs|obsc|rare|vulg|X|sl|chn|fem|male|m-sl|poem|derog|ateji"
    r"|int|exp|prt|pn|conj|aux|aux-v|cop|pref|adv|adv-to|adj-pn|ctr|num|unc|yoji|ik|oK|iK"
    r"|dated|hist|fam|col|on-mim|Buddh|MA|sumo|shogi|mahj)(?:,[^)]*)?\)"
)
_KINDS = re.compile(
    r"\((?:[^)]*,)?(?:n|vs|n-suf|n-pref|adj-no|adj-na|adj-i|adj-f|v1|v5[a-z])(?:,[^)]*)?\)"
)
_PLAIN = re.compile(r"[a-z][a-z' -]+")


def entries(lines: list[str]) -> "Iterator[tuple[bool, str, list[str]]]":
    """Whether in common use, the headword, its glosses."""
    for line in lines:
        found = _ENTRY.match(line)
        if not found or language_of(found["word"]) != "ja" or len(found["word"]) < SHORTEST:
            continue
        first = found["rest"].split("/")[0]
        if _UNWANTED.search(first) or not _KINDS.search(first):
            continue
        parts = found["rest"].split("/")
        yield COMMON in parts, found["word"], [part for part in parts if part != COMMON]


def glosses_of(parts: list[str]) -> "Iterator[tuple[str, ...]]":
    """The terms of each gloss that is short enough to be a word for it."""
    for part in parts:
        if _UNWANTED.search(part):
            continue
        for spelled in _spellings(part):
            terms = longest_terms(tokens_of(spelled), len(spelled))
            if terms and len(terms) <= MOST_WORDS:
                yield terms


def _spellings(gloss: str) -> "Iterator[str]":
    """A gloss without what stands in brackets: (clinical) trial is both trials."""
    for marked in (_MARKS, _GRAMMAR):
        plain = _BRACKETS.sub(" ", marked.sub(" ", gloss)).lower()
        plain = " ".join(plain.split()).removeprefix("to ").removeprefix("being ").strip()
        if _PLAIN.fullmatch(plain):
            yield plain


def main(sources: list[Path]) -> None:
    """Write the dictionary; what stands in several sources is taken from the first."""
    lines = [
        line
        for source in sources
        for line in source.read_text(encoding="euc-jp", errors="replace").splitlines()
    ]
    rows: dict[tuple[str, ...], tuple[bool, list[str]]] = {}
    for is_common, word, parts in sorted(entries(lines), key=lambda one: not one[0]):
        terms = longest_terms(tokens_of(word), len(word))
        if not terms or len(terms) > MOST_WORDS:
            continue
        glosses = [" ".join(gloss) for gloss in glosses_of(parts)]
        known = rows.setdefault(terms, (is_common, []))[1]
        known.extend(gloss for gloss in dict.fromkeys(glosses) if gloss not in known)
    written = [
        f"{' '.join(terms)}\t{'|'.join(glosses[:MOST_GLOSSES])}"
        for terms, (_common, glosses) in rows.items()
        if glosses
    ]
    TARGET.write_bytes(gzip.compress("\n".join(written).encode() + b"\n", mtime=0))
    print(f"{len(written)} words, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
