"""Words on a page: evidence underlined, Japanese headings broken by phrase, ruby over names."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import budoux
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
_KANJI = re.compile(r"[\u3005\u3400-\u9fff]")


def evidence_html(text: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    """`text` with the characters of `spans` underlined by the thread.

    Parameters
    ----------
    spans
        Half-open offsets in characters; any order, may touch, overlap or stick out.
    """
    pieces: list[tuple[str, str, str]] = []
    done = 0
    for start, end in _merged(spans, len(text)):
        pieces.append(("", text[done:start], ""))
        pieces.append((_MARK_OPENS, text[start:end], _MARK_CLOSES))
        done = end
    pieces.append(("", text[done:], ""))
    return format_html_join("", "{}{}{}", pieces)


_MARK_OPENS = mark_safe('<mark class="ev">')
_MARK_CLOSES = mark_safe("</mark>")


def _merged(spans: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted((max(0, start), min(length, end)) for start, end in spans):
        if start >= end:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def phrases_html(text: str) -> SafeString:
    """`text` with a `<wbr>` between Japanese phrases, for browsers without `auto-phrase`."""
    if not _JAPANESE.search(text):
        return format_html("{}", text)
    return format_html_join(mark_safe("<wbr>"), "{}", ((phrase,) for phrase in _phrases(text)))


@lru_cache(maxsize=4096)
def _phrases(text: str) -> tuple[str, ...]:
    return tuple(_parser().parse(text))


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


def ruby_html(name: str, reading: str) -> SafeString:
    """`name` with its kana above: part by part when both have as many parts.

    A name without kanji, or without a reading, stands as it is.

    Examples
    --------
    >>> ruby_html("藤田", "ふじた")
    '<ruby>藤田<rt>ふじた</rt></ruby>'
    """
    if not reading or not _KANJI.search(name):
        return format_html("{}", name)
    parts, readings = name.split(), reading.split()
    if len(parts) != len(readings):
        parts, readings = [name], [reading]
    return format_html_join(
        " ", "<ruby>{}<rt>{}</rt></ruby>", zip(parts, readings, strict=True)
    )
