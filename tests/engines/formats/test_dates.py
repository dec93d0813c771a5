"""Dates as files write them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enishi.engines.formats.dates import partial_date


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Jan 2020", "2020-01"),
        ("January 2020", "2020-01"),
        ("Sept. 2008", "2008-09"),
        ("2020", "2020"),
        ("01 Oct 2022", "2022-10-01"),
        ("October 1, 2022", "2022-10-01"),
        ("2021/03/04 10:11:12 UTC", "2021-03-04"),
        ("2023-07-18 11:00:00", "2023-07-18"),
        ("2023-07-18T11:00:00Z", "2023-07-18"),
        ("1/29/26, 2:37 PM", "2026-01-29"),
        ("03/15/2024", "2024-03-15"),
        ("15/03/2024", "2024-03-15"),
        ("Apr-09", "2009-04"),
        ("2015年4月", "2015-04"),
        ("2015年4月1日", "2015-04-01"),
        ("2015.4", "2015-04"),
        ("２０１５／０４", "2015-04"),
    ],
)
def test_every_way_of_writing_is_read(written, found):
    assert partial_date(written) == found


@pytest.mark.parametrize(
    "written", ["", "soon", "31 Feb 2020", "2020-13", "Janitor 2020", "0020", "99/99/9999"]
)
def test_what_the_calendar_does_not_have_is_none(written):
    assert partial_date(written) is None


@given(st.text(max_size=30))
def test_any_text_gets_an_answer(written):
    partial_date(written)


@given(st.dates(date(1800, 1, 1), date(2199, 12, 31)))
def test_iso_dates_stay_as_they_are(day):
    assert partial_date(day.isoformat()) == day.isoformat()
