"""Dates as files write them, to partial ISO dates: `2020`, `2020-04` or `2020-04-01`."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_MONTHS = (
    "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905 - reads better
)
_WITH_TIME = re.compile(
    r"[t,\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(am|pm)?\s*(utc|z|[+-]\d{2}:?\d{2})?$"
)
_YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.年]\s?(\d{1,2})(?:[-/.月]\s?(\d{1,2})日?|月)?|年)?$")
_MONTH_YEAR = re.compile(r"([a-z]{3,9})\.?[\s,-]+(\d{4}|\d{2})$")
_DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[\s-]+([a-z]{3,9})\.?[\s,-]+(\d{4}|\d{2})$")
_MONTH_DAY_YEAR = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})$")
_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$")
#: Years a career may speak of.
_YEARS = range(1800, 2200)
#: Two digits are a spreadsheet's: it turns `Jan 2020` into `Jan-20`.
_TWO_DIGIT_PIVOT = 70


def partial_date(written: str) -> str | None:
    """Read a date as precisely as it is written; None when it cannot be told.

    >>> partial_date("Jan 2020"), partial_date("2020"), partial_date("01 Oct 2022")
    ('2020-01', '2020', '2022-10-01')
    >>> partial_date("2021/03/04 10:11:12 UTC"), partial_date("２０１５年４月")
    ('2021-03-04', '2015-04')
    >>> partial_date("soon") is None
    True
    """
    plain = unicodedata.normalize("NFKC", written).strip().lower()
    plain = _WITH_TIME.sub("", plain).rstrip(",")
    for read in (_year_first, _named_month, _numbers):
        parts = read(plain)
        if parts is not None:
            return _iso(*parts)
    return None


def _year_first(plain: str) -> tuple[int, int, int] | None:
    found = _YEAR_FIRST.match(plain)
    return (int(found[1]), int(found[2] or 0), int(found[3] or 0)) if found else None


def _named_month(plain: str) -> tuple[int, int, int] | None:
    if found := _DAY_MONTH_YEAR.match(plain):
        return _year(found[3]), _month(found[2]), int(found[1])
    if found := _MONTH_DAY_YEAR.match(plain):
        return _year(found[3]), _month(found[1]), int(found[2])
    if found := _MONTH_YEAR.match(plain):
        return _year(found[2]), _month(found[1]), 0
    return None


def _numbers(plain: str) -> tuple[int, int, int] | None:
    """Read `03/15/2024` as the American date it is, unless the month says otherwise."""
    found = _NUMBERS.match(plain)
    if found is None:
        return None
    month, day = int(found[1]), int(found[2])
    if month > len(_MONTHS) >= day:
        month, day = day, month
    return _year(found[3]), month, day


def _month(name: str) -> int:
    """Tell the number of a month; one that does not exist, when the name is none."""
    short = "sep" if name == "sept" else name[:3]
    full = date(2000, _MONTHS.index(short) + 1, 1).strftime("%B") if short in _MONTHS else ""
    is_month = name in (short, "sept") or full.lower() == name
    return _MONTHS.index(short) + 1 if short in _MONTHS and is_month else 99


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004
        return year
    return year + (1900 if year >= _TWO_DIGIT_PIVOT else 2000)


def _iso(year: int, month: int, day: int) -> str | None:
    """Join what is known, if the calendar has such a day."""
    if year not in _YEARS:
        return None
    if not month:
        return f"{year:04}"
    try:
        whole = date(year, month, day or 1).isoformat()
    except ValueError:
        return None
    return whole if day else whole[:7]
