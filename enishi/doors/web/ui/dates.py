"""Years on a record: partial dates, as people remember them.

A partial date is `2015`, `2015-10` or `2015-10-04`; a record never needs the day.
"""

from datetime import date

from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

_YEAR_ONLY = 4


def years_label(starts: str | None, ends: str | None, *, is_current: bool) -> str:
    """Period of a record in the active language; empty when nothing is known.

    Examples
    --------
    In Japanese ``2015-10`` to ``2021-03`` is ``2015年10月–2021年3月``, in English
    ``Oct 2015 – Mar 2021``; two bare years share one mark: ``2005–2009年``.
    """
    first = partial_date_label(starts) if starts else ""
    if is_current:
        return _("%(start)s – now") % {"start": first} if first else _("now")
    last = partial_date_label(ends) if ends else ""
    if not last:
        return _("from %(start)s") % {"start": first} if first else ""
    if not first:
        return _("until %(end)s") % {"end": last}
    if first == last:
        return first
    return _range_label(starts or "", ends or "", first, last)


def _range_label(starts: str, ends: str, first: str, last: str) -> str:
    if len(starts) == len(ends) == _YEAR_ONLY:
        sentence = pgettext("two bare years", "%(start)s – %(end)s")
        return sentence % {"start": starts, "end": ends}
    return pgettext("two dates", "%(start)s – %(end)s") % {"start": first, "end": last}


def partial_date_label(value: str) -> str:
    """One partial date in the active language: ``2015年10月`` or ``Oct 2015``, ``2015年``.

    Raises
    ------
    ValueError
        `value` does not begin with an ISO year, or year and month.
    """
    year, _dash, rest = value.partition("-")
    if not rest:
        known = date(int(year), 1, 1)
        return dateformat.format(known, pgettext("date format of a bare year", "Y"))
    known = date(int(year), int(rest.partition("-")[0]), 1)
    return dateformat.format(known, pgettext("date format of year and month", "M Y"))
