"""Places of Japan told apart by prefecture, however they are written; others as written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from enishi.engines.text.data import rows_of
from enishi.engines.text.scripts import fold

_PREFECTURES: Final = 47
_KEY: Final = "jp"
_SUFFIX: Final = re.compile(r"[-\s](?:to|fu|ken|shi|ku|city|ward|prefecture|pref\.?)$")
_SEPARATORS: Final = re.compile(r"\s*[,/・、()]\s*")
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class _Atlas:
    japanese: "re.Pattern[str]"
    prefecture_of: Mapping[str, int]
    names: Mapping[int, tuple[str, str]]


@lru_cache(maxsize=5_000)
def place_key(text: str) -> str:
    """What two spellings of one place share: its prefecture, or its last part, folded.

    Examples
    --------
    >>> place_key("横浜市港北区"), place_key("Yokohama, Japan"), place_key("神奈川県")
    ('jp14', 'jp14', 'jp14')
    >>> place_key("Melbourne")
    'melbourne'
    """
    plain = " ".join(fold(text).text.split())
    atlas = _atlas()
    if found := atlas.japanese.search(plain):
        return f"{_KEY}{atlas.prefecture_of[found.group()]}"
    parts = [_SUFFIX.sub("", part) for part in _SEPARATORS.split(plain) if part]
    for part in reversed(parts):
        if part in atlas.prefecture_of:
            return f"{_KEY}{atlas.prefecture_of[part]}"
    parts = [part for part in parts if part != "japan"] or parts
    return parts[-1][:_LONGEST] if parts else ""


def place_name(key: str, language: str) -> str:
    """A place as a page in `language` names it.

    Examples
    --------
    >>> place_name("jp14", "ja"), place_name("jp14", "en"), place_name("melbourne", "en")
    ('神奈川県', 'Kanagawa', 'Melbourne')
    """
    number = key.removeprefix(_KEY)
    if key.startswith(_KEY) and number.isdecimal():
        names = _atlas().names.get(int(number))
        if names is not None:
            return names[language != "ja"]
    return key.title()


@cache
def _atlas() -> _Atlas:
    prefecture_of: dict[str, int] = {}
    names: dict[int, tuple[str, str]] = {}
    for number, japanese, english in rows_of("places.tsv"):
        code = int(number)
        for name in filter(None, (japanese, english.lower())):
            prefecture_of.setdefault(name, code)
        if japanese and english:
            names[code] = (japanese, english)
            # 東京 for 東京都, but never 北海 for 北海道.
            if not japanese.endswith("道"):
                prefecture_of.setdefault(japanese[:-1], code)
    # Prefectures stand first in the table, and first in the pattern: 京都府 is not 東京都.
    written = [name for name in prefecture_of if not name.isascii()]
    whole = [ja for ja, _en in names.values()]
    rest = sorted(set(written) - set(whole), key=lambda name: (-len(name), name))
    pattern = re.compile("|".join(map(re.escape, [*whole, *rest])))
    return _Atlas(pattern, prefecture_of, names)
