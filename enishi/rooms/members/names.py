"""Names as people type them, made fit to keep."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

from enishi.rooms.members.types import NameOrder, PersonName


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """A member's name in every script, with the order of each; field by field as kept."""

    family_kanji: str = ""
    given_kanji: str = ""
    kanji_order: str = NameOrder.FAMILY_FIRST
    family_kana: str = ""
    given_kana: str = ""
    kana_order: str = NameOrder.FAMILY_FIRST
    family_romaji: str = ""
    given_romaji: str = ""
    romaji_order: str = NameOrder.GIVEN_FIRST

    @property
    def is_empty(self) -> bool:
        """Whether there is no name in any script."""
        return not any(
            (
                self.family_kanji,
                self.given_kanji,
                self.family_kana,
                self.given_kana,
                self.family_romaji,
                self.given_romaji,
            )
        )

    @property
    def tidied(self) -> Names:
        """The same names without needless spaces, readings in full width."""
        return replace(
            self,
            family_kanji=tidy_name(self.family_kanji),
            given_kanji=tidy_name(self.given_kanji),
            family_kana=tidy_reading(self.family_kana),
            given_kana=tidy_reading(self.given_kana),
            family_romaji=tidy_reading(self.family_romaji),
            given_romaji=tidy_reading(self.given_romaji),
        )

    @property
    def written(self) -> PersonName:
        """The name as pages draw it."""
        return PersonName(
            kanji=(self.family_kanji, self.given_kanji),
            kana=(self.family_kana, self.given_kana),
            romaji=(self.family_romaji, self.given_romaji),
            orders=(
                self.kanji_order == NameOrder.FAMILY_FIRST,
                self.kana_order == NameOrder.FAMILY_FIRST,
                self.romaji_order == NameOrder.FAMILY_FIRST,
            ),
        )


def tidy_name(text: str) -> str:
    """`text` without the spaces around it, and with single spaces within."""
    return " ".join(text.split())


def tidy_reading(text: str) -> str:
    """A reading with half-width kana made full-width: ﾔﾏﾀﾞ becomes ヤマダ.

    Only readings and romaji are folded: NFKC would change kanji people insist on
    (U+FA19 is not U+795E 神).
    """
    return tidy_name(unicodedata.normalize("NFKC", text))
