"""Which industry a line of work belongs to, as its words tell it.

Organizations do not say their industry, and members are not asked for it. The name of an
organization says it mostly, by its last word: 銀行, 製作所, Hospital. Where the name is
silent, the words of the position are asked. What nothing tells has no industry.

An industry is a major division (A to S) of the Japan Standard Industrial Classification.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from enishi.engines.text.data import rows_of
from enishi.engines.text.scripts import fold

_FILE: Final = "industries.tsv"
#: Words of a title say more of the work than those of a line under it.
_TITLE, _TEXT = 2, 1
#: As many as one position may belong to: who names more serves them all.
_MOST: Final = 2
_LEGAL: Final = re.compile(
    r"(?:株式会社|有限会社|合同会社|合名会社|\(株\)|\(有\)|㈱"
    r"|[\s,]*\b(?:co\.?,? ?ltd|inc|ltd|k\.k|llc|corp(?:oration)?|company|co)\b\.?)"
)
_BEGINNING: Final = 2
_LONGEST_ENDING: Final = 4

Letters = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Cues:
    """Words by their first two characters, the longer first, with what they tell."""

    by_beginning: Mapping[str, tuple[tuple[str, str], ...]]
    endings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Book:
    """Names of the industries, and what tells them."""

    labels: Mapping[str, tuple[str, str]]
    names: _Cues
    words: _Cues


def industries_of(organization: str, title: str = "", text: str = "") -> Letters:
    """The industries a line of work belongs to: mostly one, at most two, or none.

    Examples
    --------
    >>> industries_of("株式会社コガラ銀行", "営業"), industries_of("Saltwort Clinic")
    (('J',), ('P',))
    >>> industries_of("", "訪問看護師"), industries_of("", "経理"), industries_of("甲社")
    (('P',), (), ())
    """
    told = _by_name(organization)
    if told:
        return (told,)
    points: Counter[str] = Counter()
    for words, worth in ((title, _TITLE), (text, _TEXT)):
        for letter in _told_by(words):
            points[letter] += worth
    most = max(points.values(), default=0)
    foremost = sorted(letter for letter, worth in points.items() if worth == most)
    return tuple(foremost) if len(foremost) <= _MOST else ()


def industry_name(letter: str, language: str) -> str:
    """An industry as a page in `language` names it; empty for what is none.

    Examples
    --------
    >>> industry_name("J", "ja"), industry_name("J", "en"), industry_name("?", "en")
    ('金融業、保険業', 'Finance and insurance', '')
    """
    japanese, english = _book().labels.get(letter, ("", ""))
    return japanese if language == "ja" else english


def industry_letters() -> Letters:
    """All industries there are, in their order."""
    return tuple(_book().labels)


@lru_cache(maxsize=20_000)
def _by_name(organization: str) -> str:
    """What the last telling word of a name says; empty when none does."""
    plain = _LEGAL.sub("", fold(organization).text).strip()
    if not plain:
        return ""
    names = _book().names
    told = list(_found(plain, names))
    # 薬局 is no 局, and 医療機器 no 器.
    if told and plain.endswith(told[-1][0]):
        return told[-1][1]
    for size in range(min(len(plain), _LONGEST_ENDING), 0, -1):
        if letter := names.endings.get(plain[-size:]):
            return letter
    return told[-1][1] if told else ""


@lru_cache(maxsize=20_000)
def _told_by(words: str) -> Letters:
    """What each telling word says, each word once."""
    found = dict(_found(fold(words).text, _book().words))
    return tuple(found.values())


def _found(plain: str, cues: _Cues) -> Iterator[tuple[str, str]]:
    """Words that stand in `plain` and what they tell; of two at one place the longer."""
    at = 0
    while at < len(plain):
        for word, letter in cues.by_beginning.get(plain[at : at + _BEGINNING], ()):
            if plain.startswith(word, at) and _stands(plain, at, word):
                yield word, letter
                at += len(word) - 1
                break
        at += 1


def _stands(plain: str, at: int, word: str) -> bool:
    """Whether a Latin word is whole there; Japanese has no spaces to ask."""
    if not word.isascii():
        return True
    end = at + len(word)
    before, after = plain[at - 1 : at], plain[end : end + 1]
    return not (_is_latin(before) or _is_latin(after))


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


@cache
def _book() -> _Book:
    labels: dict[str, tuple[str, str]] = {}
    names: dict[str, str] = {}
    words: dict[str, str] = {}
    for letter, japanese, english, in_names, in_words in rows_of(_FILE):
        labels[letter] = (japanese, english)
        names.update(dict.fromkeys(in_names.split("|"), letter))
        words.update(dict.fromkeys(in_words.split("|"), letter))
    return _Book(labels, _cues(names), _cues(words))


def _cues(told: Mapping[str, str]) -> _Cues:
    """Words ready to be looked up; single characters are only asked for at the end."""
    endings = {word[:-1]: letter for word, letter in told.items() if word.endswith("$")}
    by_beginning: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for word, letter in sorted(told.items(), key=lambda one: -len(one[0])):
        if word.endswith("$"):
            continue
        if len(word) < _BEGINNING:
            endings[word] = letter
        else:
            by_beginning[word[:_BEGINNING]].append((word, letter))
    return _Cues({begin: tuple(all_) for begin, all_ in by_beginning.items()}, endings)
