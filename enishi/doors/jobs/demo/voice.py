"""In which languages somebody writes, and whom they let read it."""

from dataclasses import dataclass
from random import Random

from enishi.doors.jobs.demo.types import Pair

_ONLY_JAPANESE, _ONLY_ENGLISH = 0.16, 0.07
_BASES = ("members", "everyone", "second_degree", "connections")
_BASE_ODDS = (64, 24, 8, 4)
_NARROWER = ("second_degree", "connections", "only_me")


@dataclass(frozen=True, slots=True)
class Voice:
    """How one member writes: languages, and the usual visibility of what they write."""

    only_japanese: bool
    only_english: bool
    english_share: float
    base: str

    @classmethod
    def drawn(cls, rng: Random) -> "Voice":
        """The voice of somebody: most write Japanese, and English here and there."""
        luck = rng.random()
        return cls(
            only_japanese=luck < _ONLY_JAPANESE,
            only_english=luck > 1 - _ONLY_ENGLISH,
            english_share=rng.choice((0.2, 0.4, 0.6, 0.9)),
            base=rng.choices(_BASES, _BASE_ODDS)[0],
        )

    def said(self, pair: Pair, rng: Random) -> Pair:
        """Free text as this member would write it: one language, or both."""
        if self.only_english:
            return Pair("", pair.en)
        translated = not self.only_japanese and rng.random() < self.english_share
        return Pair(pair.ja, pair.en if translated else "")

    def named(self, pair: Pair) -> Pair:
        """A name of a thing: whoever writes any English gives both."""
        if self.only_english:
            return Pair("", pair.en)
        return Pair(pair.ja, "" if self.only_japanese else pair.en)

    def shown_to(self, rng: Random) -> str:
        """Whom an entry is for: nearly always the usual circle, now and then a narrower one."""
        return self.base if rng.random() > 0.04 else rng.choice(_NARROWER)  # noqa: PLR2004
