"""How much two texts say the same words: letters to many are known by it.

A text is folded (width, case; letters and digits only) and cut into every run of five
characters; two texts are as alike as the share of runs they have in common (Jaccard). No
model and no dictionary: anybody can count it by hand, in any language.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

RUN = 5


def runs_of(text: str) -> frozenset[str]:
    """Every run of five letters or digits; the whole text where it is shorter.

    Examples
    --------
    >>> sorted(runs_of("Hello, all!"))
    ['elloa', 'hello', 'lloal', 'loall']
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    letters = "".join(one for one in folded if one.isalnum())
    if len(letters) <= RUN:
        return frozenset([letters] if letters else [])
    return frozenset(letters[start : start + RUN] for start in range(len(letters) - RUN + 1))


def likeness(one: str, other: str) -> float:
    """How alike two texts are, in [0, 1]; two empty ones are not alike.

    Examples
    --------
    >>> likeness("料金の改定について、伺えますか。", "料金の改定について伺えますか")
    1.0
    """
    return _share(runs_of(one), runs_of(other))


def largest_group(texts: Sequence[str], *, at_least: float) -> int:
    """The most texts that are alike with one and the same text, itself counted; 0 for none.

    O(n²) comparisons of sets: for dozens of texts, not for thousands.

    Examples
    --------
    >>> largest_group(["a letter to many", "a letter to many!", "another"], at_least=0.5)
    2
    """
    runs = [runs_of(text) for text in texts]
    near = [1] * len(runs)
    for first, mine in enumerate(runs):
        for second in range(first):
            if _share(mine, runs[second]) >= at_least:
                near[first] += 1
                near[second] += 1
    return max(near, default=0)


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    common = len(one & other)
    return common / (len(one) + len(other) - common) if common else 0.0
