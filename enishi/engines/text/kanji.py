"""Old, rare and alternative forms of kanji, folded to the form in use today."""

from functools import cache

from enishi.engines.text.data import rows_of


def fold_kanji(text: str) -> str:
    """`text` with variant kanji written in today's form.

    Examples
    --------
    >>> fold_kanji("渡邊"), fold_kanji("齋藤") == fold_kanji("斎藤") == fold_kanji("斉藤")
    ('渡辺', True)
    """
    return text.translate(_variants())


@cache
def _variants() -> dict[int, str]:
    return {ord(old): new for old, new in rows_of("kanji-variants.tsv")}
