"""Which of the two languages a text is written in."""

import re

#: Hiragana, katakana (also half-width) and kanji.
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff66-\uff9f々]")


def language_of(text: str) -> str:
    """Tell `ja` when kana or kanji are present, else `en`.

    >>> language_of("アルバイト求人"), language_of("part-time job")
    ('ja', 'en')
    """
    return "ja" if _JAPANESE.search(text) else "en"
