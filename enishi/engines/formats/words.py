"""Free text as files write it, to the pairs of texts a record holds."""

from __future__ import annotations

import re

from enishi.engines.formats.types import Text
from enishi.engines.text.language import language_of

_BULLET = re.compile(r"^(?:[•・●○◆◇■□▪▸►※*]|[-–—](?=\s))\s*")
_BLANK = re.compile(r"\n\s*\n")
#: A paragraph with fewer words is a name among Japanese text, not a translation of it.
_FEWEST_WORDS = 4


def one_line(value: str) -> Text:
    """Put a name or title on one line, in the language its script tells.

    >>> one_line(" 首都圏営業部  課長 ")
    Text(ja='首都圏営業部 課長', en='')
    """
    plain = " ".join(value.split())
    return said_in(language_of(plain), plain)


def said_in(language: str, value: str) -> Text:
    """Put `value` on one side of a pair."""
    return Text(ja=value) if language == "ja" else Text(en=value)


def lines(value: str) -> Text:
    r"""Split a description into lines of evidence, without their bullets.

    People write both languages into one field, one after the other: paragraphs that are whole
    English sentences beside Japanese ones go to the English side.

    >>> lines("・営業を統括\n\n• Led sales to 120 chains")
    Text(ja='営業を統括', en='Led sales to 120 chains')
    """
    paragraphs = [_clean(part) for part in _BLANK.split(_plain(value))]
    sides: dict[str, list[str]] = {"ja": [], "en": []}
    has_japanese = language_of(value) == "ja"
    for paragraph in filter(None, paragraphs):
        sides[_side_of(paragraph, has_japanese=has_japanese)].append(paragraph)
    return Text(ja="\n".join(sides["ja"]), en="\n".join(sides["en"]))


def joined(first: Text, second: Text) -> Text:
    """Put the lines of `second` under those of `first`, each in its language."""
    return Text(
        ja="\n".join(filter(None, (first.ja, second.ja))),
        en="\n".join(filter(None, (first.en, second.en))),
    )


def _side_of(paragraph: str, *, has_japanese: bool) -> str:
    if language_of(paragraph) == "ja":
        return "ja"
    is_sentence = len(paragraph.split()) >= _FEWEST_WORDS
    return "en" if is_sentence or not has_japanese else "ja"


def _plain(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n")


def _clean(paragraph: str) -> str:
    stripped = (_BULLET.sub("", line.strip()).strip() for line in paragraph.split("\n"))
    return "\n".join(filter(None, stripped))
