"""Words of a text, Japanese and English, with the place each stands at.

Japanese goes through Sudachi: the longest words (mode C) and, at the same positions,
their shortest parts (mode A), so that 広告 finds 求人広告. Latin words are stemmed.
"""

import re
import threading
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from Stemmer import Stemmer
from sudachipy import Dictionary, Morpheme, SplitMode

from enishi.engines.text.data import rows_of
from enishi.engines.text.kanji import fold_kanji
from enishi.engines.text.scripts import Folded, fold, fold_kana

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sudachipy import Tokenizer

#: Sudachi refuses inputs past 49,149 bytes; a stretch of this many characters never is one.
_STRETCH_CHARACTERS: Final = 4_000
_LATIN: Final = r"a-z0-9\u00df-\u024f\u0300-\u036f"
_PIECES: Final = re.compile(
    rf"(?P<latin>[{_LATIN}]+(?:['’][a-z]+)?[+#]{{0,2}})"
    rf"|(?P<other>[^{_LATIN}\n]{{1,{_STRETCH_CHARACTERS}}})"
)
_WORDY: Final = re.compile(r"[^\W_]")
_KEPT_KINDS: Final = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞", "補助記号", "記号"})


class _Kind(NamedTuple):
    """What a part of speech is to us."""

    is_kept: bool
    is_suffix: bool
    is_name: bool


#: By the dictionary's number for a part of speech: there are few of them.
_KINDS: Final[dict[int, _Kind]] = {}


class Token(NamedTuple):
    """One word of a text; there are many, and a named tuple is made in a third of the time.

    Attributes
    ----------
    term
        The word as it is compared: folded, in its dictionary form, stemmed.
    start, end
        Where it stands in the original text, in characters.
    position, length
        Its place among the words, and how many places it covers: a compound starts at the
        position of its first part and covers all of them.
    groups
        Sudachi's synonym groups it belongs to.
    reading
        How it is read, in katakana, if it is the name of a person.
    """

    term: str
    start: int
    end: int
    position: int
    length: int = 1
    groups: tuple[int, ...] = ()
    reading: str = ""


class _Sudachi(threading.local):
    """One tokenizer a thread over one shared dictionary, loaded at first use."""

    _dictionary: Dictionary | None = None
    _lock = threading.Lock()

    def __init__(self) -> None:
        with self._lock:
            if _Sudachi._dictionary is None:
                _Sudachi._dictionary = Dictionary(dict="core")
        self.tokenizer: Tokenizer = _Sudachi._dictionary.tokenizer(mode=SplitMode.C)


class _Snowball(threading.local):
    """A stemmer keeps the word it works on: one a thread."""

    def __init__(self) -> None:
        self.stem = Stemmer("english").stemWord


class _Tools:
    """The per-thread tools, made when the first text arrives and not at import."""

    sudachi: _Sudachi | None = None
    snowball = _Snowball()

    @classmethod
    def tokenizer(cls) -> "Tokenizer":
        if cls.sudachi is None:
            cls.sudachi = _Sudachi()
        return cls.sudachi.tokenizer


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(word for (word,) in rows_of("stop-words.tsv"))


@lru_cache(maxsize=20_000)
def tokens_of(text: str) -> tuple[Token, ...]:
    """The words of `text`; particles and the like are left out, but take a position.

    Examples
    --------
    >>> [(t.term, t.start, t.end, t.position) for t in tokens_of("求人広告の営業")]
    [('求人広告', 0, 4, 0), ('求人', 0, 2, 0), ('広告', 2, 4, 1), ('営業', 5, 7, 3)]
    >>> [t.term for t in tokens_of("Jobs, advertising")]
    ['job', 'advertis']
    """
    folded = fold(text)
    found: list[Token] = []
    position = 0
    for piece in _PIECES.finditer(folded.text):
        if piece["latin"]:
            found.extend(_latin_token(piece, folded, position))
            position += 1
        elif _WORDY.search(piece["other"]):  # what stands between words says nothing
            tokens, position = _japanese_tokens(piece, folded, position)
            found.extend(tokens)
    return tuple(found)


def _latin_token(piece: re.Match[str], folded: Folded, position: int) -> "Iterator[Token]":
    word = without_accents(piece["latin"].replace("’", "'").removesuffix("'s"))
    if word and word not in _stop_words():
        yield Token(_Tools.snowball.stem(word), *folded.span(*piece.span()), position)


def without_accents(word: str) -> str:
    """`word` with é as e: résumé and resume are one word."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFKD", word)
    return "".join(part for part in apart if not unicodedata.combining(part))


def _japanese_tokens(
    piece: re.Match[str], folded: Folded, position: int
) -> tuple[list[Token], int]:
    """Tokens of one stretch that is not Latin, and the position after it."""
    base = piece.start()
    found: list[Token] = []
    suffixes: list[Morpheme] = []
    for morpheme in _Tools.tokenizer().tokenize(piece["other"]):
        if _kind(morpheme).is_suffix and len(morpheme.surface()) == 1:
            suffixes.append(morpheme)
        elif suffixes:
            found.extend(_joined(suffixes, base, folded, position))
            suffixes.clear()
        parts = morpheme.split(SplitMode.A)
        if len(parts) > 1:
            found.extend(_token(morpheme, base, folded, position, len(parts)))
        for part in parts or (morpheme,):  # split(add_single=True) reads beyond its text
            if _is_word(part):
                found.extend(_token(part, base, folded, position))
                position += 1
    found.extend(_joined(suffixes, base, folded, position))
    return found, position


def _kind(morpheme: Morpheme) -> _Kind:
    number = morpheme.part_of_speech_id()
    kind = _KINDS.get(number)
    if kind is None:
        of_speech = morpheme.part_of_speech()
        kind = _KINDS[number] = _Kind(
            is_kept=of_speech[0] in _KEPT_KINDS,
            is_suffix=of_speech[0] == "接尾辞",
            is_name=of_speech[2] == "人名",
        )
    return kind


def _is_word(morpheme: Morpheme) -> bool:
    """Whether it takes a position: part-time and part time must read the same."""
    surface = morpheme.surface()
    return surface.isalnum() or any(map(str.isalnum, surface))


def _joined(
    suffixes: list[Morpheme], base: int, folded: Folded, position: int
) -> "Iterator[Token]":
    """One word of the suffixes that ended before `position`.

    Sudachi reads the 業界 of 求人業界 as two suffixes, and that of 業界の営業 as one word.
    """
    if len(suffixes) > 1:
        start, end = folded.span(base + suffixes[0].begin(), base + suffixes[-1].end())
        term = fold_kanji("".join(suffix.normalized_form() for suffix in suffixes))
        count = len(suffixes)
        yield Token(term, start, end, position - count, count)


def _token(
    morpheme: Morpheme, base: int, folded: Folded, position: int, length: int = 1
) -> "Iterator[Token]":
    kind = _kind(morpheme)
    if not kind.is_kept:
        return
    normal = morpheme.normalized_form().lower()
    if normal in _stop_words():
        return
    start, end = folded.span(base + morpheme.begin(), base + morpheme.end())
    term = fold_kana(fold_kanji(normal))
    groups = tuple(morpheme.synonym_group_ids())
    reading = morpheme.reading_form() if kind.is_name else ""
    yield Token(term, start, end, position, length, groups, reading)


def reading_of(word: str) -> str:
    """How a word is read, in katakana.

    Examples
    --------
    >>> reading_of("金継ぎ")
    'キンツギ'
    """
    return "".join(one.reading_form() for one in _Tools.tokenizer().tokenize(word))
