"""Names folded so that Ohno, Oono, 大野 and おおの are found by what people type."""

import re
from functools import lru_cache
from itertools import permutations
from typing import TYPE_CHECKING, Final, NamedTuple

import jaconv

from enishi.engines.text.kanji import fold_kanji
from enishi.engines.text.language import language_of
from enishi.engines.text.scripts import fold, fold_kana
from enishi.engines.text.tokens import reading_of, tokens_of, without_accents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from enishi.engines.text.tokens import Token

_KANA_ONLY: Final = re.compile(r"[\u30a1-\u30fc]+")
_BREAKS: Final = re.compile(r"[^\w]+|_")
_APART: Final = re.compile(r"[\s・,=]+")
_ROMAJI: Final = re.compile(
    r"(?:(?:[kgsztdnhbpmrwfj]?[yhs]?|ch|ts)[aiueo]h?|n'?|[kstpc](?=[kstpc]))+"
)
_REPEATED: Final = re.compile(r"(.)々")
_SMALL_KE: Final = re.compile(r"(?<=[\u4e00-\u9fff])[ケカが](?=[\u4e00-\u9fff])")
#: Kana of a word that is looked for by its sound.
_SHORTEST_ROMAJI: Final = 4
#: Kana that stand alone, as readings do.
_KANA_ALONE: Final = re.compile(
    r"(?<![^\s(/,、・])(?:[ァ-ヴー]{2,9}|[ぁ-ゖー]{2,9})(?![^\s)/,、・])"
)
#: Spellings of one sound, in the order they are folded.
_SOUNDS: Final = (
    (re.compile(r"tch"), "cch"),
    (re.compile(r"dz"), "z"),
    (re.compile(r"d(?=[iu])"), "z"),
    (re.compile(r"wo"), "o"),
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
    (re.compile(r"o[hu](?=[^aiueo]|$)"), "o"),
    (re.compile(r"uh(?=[^aiueoy]|$)"), "u"),
    (re.compile(r"([aiueo])\1+"), r"\1"),
    # 山崎 is read Yamasaki here and Yamazaki there; so are 中沢, 小島 and others.
    (re.compile(r"(?<=.)z(?=(?:aki|awa|ima)$)"), "s"),
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
        # Part by part: the h of "Koh Ito" ends a long vowel, that of "Kohito" does not.
        return "".join(map(_fold_romaji, _APART.split(without_accents(plain))))
    if _KANA_ONLY.fullmatch(_APART.sub("", plain)):
        parts = (jaconv.kana2alphabet(jaconv.kata2hira(part)) for part in _APART.split(plain))
        return "".join(map(_fold_romaji, parts))
    return _fold_written(_BREAKS.sub("", fold_kanji(plain)))


def _fold_written(kanji: str) -> str:
    """佐佐木 and 佐々木, 三ケ島 and 三ヶ島: signs that stand for a kanji."""
    repeated = _REPEATED.sub(r"\1\1", kanji)
    return _SMALL_KE.sub("ヶ", repeated).replace("菊地", "菊池")


def name_keys(names: "Iterable[str]") -> tuple[str, ...]:
    """Every folded form somebody with these names may be looked for by.

    Each of `names` is one spelling of the whole name, its parts apart by a space.

    Examples
    --------
    >>> name_keys(["大野 渡", "Wataru Ohno"])
    ('大野', '渡', '大野渡', '渡大野', 'wataru', 'ono', 'wataruono', 'onowataru')
    """
    return tuple(dict.fromkeys(key for name in names for key in _keys_of(name) if key))


class Sound(NamedTuple):
    """How a word of a text sounds, if it may be the name of a person; places as in `Token`."""

    key: str
    position: int
    start: int
    end: int


@lru_cache(maxsize=5_000)
def romaji_of(word: str) -> str:
    """How a Japanese word sounds, folded as in `Sound`; empty for a word that says nothing so.

    Katakana comes from other languages mostly, and short words sound like too many others.

    Examples
    --------
    >>> [romaji_of(word) for word in ("金継ぎ", "旅館", "コンビニ", "手", "ad")]
    ['kintugi', 'ryokan', '', '', '']
    """
    plain = fold(word).text
    if language_of(plain) == "en" or _KANA_ONLY.fullmatch(plain):
        return ""
    reading = reading_of(plain)
    return fold_name(reading) if len(reading) >= _SHORTEST_ROMAJI else ""


def sounds_of(text: str, tokens: "Sequence[Token]") -> "Iterator[Sound]":
    """Words of a text that may be names, by sound: 渡邊, ワタナベ and Watanabe are one.

    Examples
    --------
    >>> from enishi.engines.text.tokens import tokens_of
    >>> {one.key for word in ("渡邊", "ワタナベ", "Watanabe") for one in _sounds_in(word)}
    {'watanabe'}
    """
    starts = {token.start: token for token in tokens}
    for token in tokens:
        if token.reading:
            yield Sound(fold_name(token.reading), token.position, token.start, token.end)
        elif _ROMAJI.fullmatch(word := text[token.start : token.end].lower()):
            yield Sound(fold_name(word), token.position, token.start, token.end)
    for kana in _KANA_ALONE.finditer(text):
        first = starts.get(kana.start())
        if first is not None and not first.reading:
            yield Sound(fold_name(kana.group()), first.position, kana.start(), kana.end())


def _sounds_in(text: str) -> "Iterator[Sound]":
    return sounds_of(text, tokens_of(text))


def prefixes_of(keys: "Iterable[str]", *, longest: int = 20) -> tuple[str, ...]:
    """Every beginning of every key, from one character on: what completion looks up."""
    found = (key[:size] for key in keys for size in range(1, min(len(key), longest) + 1))
    return tuple(dict.fromkeys(found))


def _keys_of(name: str) -> "Iterator[str]":
    written = name.split()
    parts = [folded for part in written if (folded := fold_name(part))]
    yield from parts
    for one, other in permutations(parts, 2):
        yield one + other
    if len(parts) > 2:  # noqa: PLR2004 - a middle name: also all of them in a row
        yield "".join(parts)
    yield fold_name("".join(written)) if written else ""
    for part in written:
        pieces = _BREAKS.split(part)
        yield from map(fold_name, pieces if len(pieces) > 1 else ())


def _fold_romaji(romaji: str) -> str:
    folded = _BREAKS.sub("", romaji.lower())
    for sound, plain in _SOUNDS:
        folded = sound.sub(plain, folded)
    return folded
