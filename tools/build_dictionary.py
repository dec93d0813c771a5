"""Make `enishi/engines/text/data/dictionary.tsv.gz` from EDICT (CC BY-SA, EDRDG).

    apt-get download edict && dpkg-deb -x edict_*.deb edict
    .venv/bin/python tools/build_dictionary.py edict/usr/share/edict/{edict,compdic}

What is kept, one headword a line: its terms, a tab, the terms of up to eight short English
glosses, and, after another tab, words of the same family as these: absorber beside absorption,
where the dictionary has both for 吸収. Words in common use come first. Terms are those of
`tokens_of`, so build it anew when tokens change.
"""

import gzip
import re
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from enishi.engines.text.language import language_of
from enishi.engines.text.synonyms import longest_terms
from enishi.engines.text.tokens import tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Terms = tuple[str, ...]

TARGET = Path(__file__).parents[1] / "enishi/engines/text/data/dictionary.tsv.gz"
MOST_GLOSSES = 8
MOST_WORDS = 3
COMMON = "(P)"
_ENTRY = re.compile(r"^(?P<word>\S+) (?:\[(?P<reading>[^\]]*)\] )?/(?P<rest>.*)/$")
_MARKS = re.compile(r"\([^)]*\)|\{[^}]*\}")
#: What EDICT says of a word, a sense or a field, and what is no part of the gloss.
_GRAMMAR = re.compile(
    r"\((?:\d+|n|vs|vt|vi|suf|adj-[a-z]+|v\d\w*|n-\w+|P|esp\.[^)]*|e\.g\.[^)]*|etc\.?"
    r"|abbr|hon|pol|hum|uk|id|ok|io|oik|gikun|vs-\w+|adv-to|joc|sens"
    r"|comp|med|law|math|physics|food|ling|sports|music|baseb|astron|chem|biol|anat|geol"
    r"|finc|bot|mil|econ|bus|zool|engr|geom|archit|anim|hanaf|Shinto|[^)]*[,:.][^)]*)\)"
    r"|\{[^}]*\}"
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
_KATAKANA = re.compile(r"[ァ-ヶー]{2,}")
_KANJI = re.compile(r"[一-龠]")
_ENDING = re.compile(r"\(n,(?:n-)?suf[,)]")
#: Kanji that stand for a sound: 倫敦, which everybody writes ロンドン.
_BY_SOUND = "(ateji) "
_IN_KANA = "(uk)"
#: Words of a family begin alike, for so many letters and such a share of the longer one.
FAMILY_LETTERS, FAMILY_SHARE = 4, 0.55
#: What may follow the beginning they share, as the stemmer leaves it: absorb-er, absor-pt.
_ENDINGS = frozenset(
    " e er or ist ian ic ics ician ant ent ion pt b y i ri ur ator at al ment anc enc an eri"  # noqa: SIM905
    " ori ari ar is s ys yst iv it ti t d m nt n ism abl age ag eur ier ress og ogi ogist"
    " ologi ologist".split(" ")
)


def entries(lines: list[str]) -> "Iterator[tuple[bool, str, list[str]]]":
    """Whether in common use, the headword, its glosses."""
    for line in lines:
        found = _ENTRY.match(line)
        if not found:
            continue
        rest = found["rest"].replace(_BY_SOUND, "")
        parts = rest.split("/")
        if _UNWANTED.search(parts[0]) or not _KINDS.search(parts[0]):
            continue
        is_common = COMMON in parts
        glosses = [part for part in parts if part != COMMON]
        for word in _headwords(found, is_common=is_common):
            yield is_common, word, glosses


def _headwords(found: "re.Match[str]", *, is_common: bool) -> "Iterator[str]":
    """The word as it is written: in kana, where it is hardly ever written otherwise."""
    word, reading, rest = found["word"], found["reading"] or "", found["rest"]
    is_by_sound = _BY_SOUND in rest
    if (is_by_sound or _IN_KANA in rest.split("/")[0]) and _KATAKANA.fullmatch(reading):
        yield reading
    # Of words of one kanji those in use, and those that end others: layer, film, agent.
    is_used = is_common or _ENDING.search(rest.split("/")[0])
    is_word = len(word) > 1 or (is_used and _KANJI.fullmatch(word))
    if is_word and not is_by_sound and language_of(word) == "ja":
        yield word


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
    said = " ".join(_GRAMMAR.sub(" ", gloss).split())
    # What follows in brackets explains, what precedes belongs to the word.
    ways = [_MARKS.sub(" ", said), *([said] if said.startswith("(") else [])]
    for way in ways:
        plain = " ".join(_BRACKETS.sub(" ", way).lower().split())
        plain = plain.removeprefix("to ").removeprefix("being ").strip()
        if _PLAIN.fullmatch(plain):
            yield plain


def kin_of(kept: "Mapping[Terms, Sequence[str]]") -> dict[Terms, list[str]]:
    """Words of a family with the glosses of a word, said for the same two kanji elsewhere."""
    said_for: defaultdict[str, set[str]] = defaultdict(set)
    for terms, glosses in kept.items():
        for gloss in glosses:
            if " " not in gloss and len(gloss) >= FAMILY_LETTERS:
                said_for[gloss].update(_pairs_of(terms))
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(said_for):
        alike[word[:FAMILY_LETTERS]].append(word)
    return {
        terms: [
            other
            for gloss in glosses
            for other in alike[gloss[:FAMILY_LETTERS]]
            if said_for[gloss]
            and said_for[other].intersection(_pairs_of(terms))
            and other not in glosses
            and _are_a_family(gloss, other)
        ]
        for terms, glosses in kept.items()
    }


def _pairs_of(terms: Terms) -> set[str]:
    return {
        first + second
        for first, second in pairwise(" ".join(terms))
        if _KANJI.fullmatch(first) and _KANJI.fullmatch(second)
    }


def _are_a_family(one: str, other: str) -> bool:
    same = next(
        (at for at, pair in enumerate(zip(one, other, strict=False)) if len({*pair}) > 1),
        min(len(one), len(other)),
    )
    is_alike = same >= FAMILY_SHARE * max(len(one), len(other))
    return is_alike and {one[same:], other[same:]} <= _ENDINGS


def main(sources: list[Path]) -> None:
    """Write the dictionary; what stands in several sources is taken from the first."""
    lines = [
        line
        for source in sources
        for line in source.read_text(encoding="euc-jp", errors="replace").splitlines()
    ]
    rows: dict[Terms, tuple[bool, list[str]]] = {}
    for is_common, word, parts in sorted(entries(lines), key=lambda one: not one[0]):
        terms = longest_terms(tokens_of(word), len(word))
        if not terms or len(terms) > MOST_WORDS:
            continue
        glosses = [" ".join(gloss) for gloss in glosses_of(parts)]
        known = rows.setdefault(terms, (is_common, []))[1]
        known.extend(gloss for gloss in dict.fromkeys(glosses) if gloss not in known)
    kept = {terms: glosses[:MOST_GLOSSES] for terms, (_common, glosses) in rows.items()}
    kin = kin_of(kept)
    written = [_line(terms, glosses, kin[terms]) for terms, glosses in kept.items() if glosses]
    TARGET.write_bytes(gzip.compress("\n".join(written).encode() + b"\n", mtime=0))
    print(f"{len(written)} words, {TARGET.stat().st_size:,} bytes")


def _line(terms: Terms, glosses: "Sequence[str]", kin: "Sequence[str]") -> str:
    columns = [" ".join(terms), "|".join(glosses), "|".join(dict.fromkeys(kin))]
    return "\t".join(columns).rstrip("\t")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
