"""Which of the two languages a text is written in."""

import re
from typing import Final, Literal

Language = Literal["ja", "en"]

_JAPANESE: Final = re.compile(
    r"[\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"  # 々〆〇, hiragana, katakana
    r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # kanji
    r"\uff66-\uff9f\U00020000-\U0003ffff]"  # half-width katakana, rarer kanji
)


def language_of(text: str) -> Language:
    """The language `text` is read in: Japanese as soon as kana or kanji are present.

    Examples
    --------
    >>> language_of("Webマーケティング"), language_of("Go-to-market lead")
    ('ja', 'en')
    """
    return "ja" if _JAPANESE.search(text) else "en"
