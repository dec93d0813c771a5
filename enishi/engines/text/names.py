"""Names folded so that Ohno, Oono, 大野 and おおの are found by what people type."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import jaconv

from enishi.engines.text.kanji import fold_kanji
from enishi.engines.text.language import language_of
from enishi.engines.text.scripts import fold, fold_kana
from enishi.engines.text.tokens import without_accents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_KANA_ONLY: Final = re.compile(r"[\u30a1-\u30fc]+")
_BREAKS: Final = re.compile(r"[^\w]+|_")
#: Spellings of one sound, in the order they are folded.
_SOUNDS: Final = (
    (re.compile(r"shi"), "si"),
    (re.compile(r"sh(?=[aueo])"), "sy"),
    (re.compile(r"chi"), "ti"),
    (re.compile(r"cch"), "tty"),
    (re.compile(r"ch(?=[aueo])"), "ty"),
    (re.compile(r"tsu"), "tu"),
    (re.compile(r"f"), "h"),
    (re.compile(r"ji"), "zi"),
    (re.compile(r"jy?(?=[aueo])"), "zy"),
    (re.compile(r"m(?=[bpm])"), "n"),
    (re.compile(r"o[hu](?=[^aiueoy]|$)"), "o"),
    (re.compile(r"([aiueo])\1+"), r"\1"),
)


@lru_cache(maxsize=20_000)
def fold_name(name: str) -> str:
    """`name` without the differences of spelling that do not tell two people apart.

    Kana become romaji, so that a reading and its romaji meet; kanji take today's form.

    Examples
    --------
    >>> [fold_name(name) for name in ("Ohno", "Oono", "Ōno", "おおの")]
    ['ono', 'ono', 'ono', 'ono']
    >>> fold_name("渡邊") == fold_name("渡辺")
    True
    """
    plain = fold_kana(fold(name).text)
    if language_of(plain) == "en":
        return _fold_romaji(without_accents(plain))
    if _KANA_ONLY.fullmatch(plain.replace(" ", "")):
        return _fold_romaji(jaconv.kana2alphabet(jaconv.kata2hira(plain)))
    return _BREAKS.sub("", fold_kanji(plain))


def name_keys(names: "Iterable[str]") -> tuple[str, ...]:
    """Every folded form somebody with these names may be looked for by.

    Each of `names` is one spelling of the whole name, its parts apart by a space.

    Examples
    --------
    >>> name_keys(["大野 渡", "Wataru Ohno"])
    ('大野', '渡', '大野渡', '渡大野', 'wataru', 'ono', 'wataruono', 'onowataru')
    """
    return tuple(dict.fromkeys(key for name in names for key in _keys_of(name)))


def prefixes_of(keys: "Iterable[str]", *, longest: int = 20) -> tuple[str, ...]:
    """Every beginning of every key, from one character on: what completion looks up."""
    found = (key[:size] for key in keys for size in range(1, min(len(key), longest) + 1))
    return tuple(dict.fromkeys(found))


def _keys_of(name: str) -> "Iterator[str]":
    parts = [folded for part in _BREAKS.split(name) if (folded := fold_name(part))]
    yield from parts
    if len(parts) > 1:
        yield "".join(parts)
        yield "".join(parts[::-1])


def _fold_romaji(romaji: str) -> str:
    folded = _BREAKS.sub("", romaji.lower())
    for sound, plain in _SOUNDS:
        folded = sound.sub(plain, folded)
    return folded
