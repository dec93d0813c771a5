"""Which script a text is in, and the folding that makes one spelling of many.

Folding keeps the way back: `Folded.span` turns offsets of the folded text into offsets of
the original, so that a highlight lands on the characters the member wrote.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

_LONE_SURROGATE = re.compile(r"[\ud800-\udfff]")
# Half-width ﾞ and ﾟ are characters of their own that NFKC must see with the one before.
_HALF_WIDTH_MARKS = frozenset("\uff9e\uff9f")
_HIRAGANA_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)} | {
    0x309D: 0x30FD,
    0x309E: 0x30FE,
}


def fold_kana(text: str) -> str:
    """`text` with hiragana written as katakana.

    Examples
    --------
    >>> fold_kana("あるばいと")
    'アルバイト'
    """
    return text.translate(_HIRAGANA_TO_KATAKANA)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text after NFKC and lower case, with the way back to the original.

    Attributes
    ----------
    text
        The folded text.
    starts, ends
        For each character of `text`, where the characters it came from start and end.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the original for the non-empty folded slice `start:end`."""
        return self.starts[start], self.ends[end - 1]


def fold(original: str) -> Folded:
    """Fold width, compatibility forms and case, keeping offsets.

    Examples
    --------
    >>> folded = fold("ｱﾙﾊﾞｲﾄ")
    >>> folded.text, folded.span(2, 3)
    ('アルバイト', (2, 4))
    """
    original = _LONE_SURROGATE.sub("\ufffd", original)  # no tokenizer can hold one
    lower = original.lower()
    if len(lower) == len(original) and unicodedata.is_normalized("NFKC", lower):
        # Most lines need no folding but of case: every character keeps its place.
        return Folded(lower, range(len(lower)), range(1, len(lower) + 1))
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(original):
        piece = unicodedata.normalize("NFKC", original[start:end]).lower()
        pieces.append(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    return Folded("".join(pieces), tuple(starts), tuple(ends))


def _clusters(text: str) -> list[tuple[int, int]]:
    """Runs that must be normalised together: a character and the marks upon it."""
    clusters: list[tuple[int, int]] = []
    for at, character in enumerate(text):
        joins = character in _HALF_WIDTH_MARKS or unicodedata.combining(character)
        if joins and clusters:
            clusters[-1] = (clusters[-1][0], at + 1)
        else:
            clusters.append((at, at + 1))
    return clusters
