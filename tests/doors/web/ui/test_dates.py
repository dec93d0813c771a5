import pytest
from django.utils import translation

from enishi.doors.web.ui.dates import partial_date_label, years_label

PERIODS = [
    ("2015-10", "2021-03", False, "Oct 2015 – Mar 2021", "2015年10月–2021年3月"),
    ("2005", "2009", False, "2005 – 2009", "2005–2009年"),
    ("2005", "2009-03", False, "2005 – Mar 2009", "2005年–2009年3月"),
    ("2021-04", None, True, "Apr 2021 – now", "2021年4月–現在"),
    ("2021-04", "2022", True, "Apr 2021 – now", "2021年4月–現在"),
    (None, None, True, "now", "現在"),
    ("2018", "2018", False, "2018", "2018年"),
    ("2018-05", None, False, "from May 2018", "2018年5月から"),
    ("", "2018", False, "until 2018", "2018年まで"),
    (None, None, False, "", ""),
]


@pytest.mark.parametrize(("starts", "ends", "is_current", "english", "japanese"), PERIODS)
def test_a_period_reads_naturally_in_both_languages(
    starts, ends, is_current, english, japanese
):
    for language, expected in (("en", english), ("ja", japanese)):
        with translation.override(language):
            assert years_label(starts, ends, is_current=is_current) == expected


def test_the_day_of_a_date_is_not_shown():
    assert partial_date_label("2015-10-04") == "Oct 2015"


def test_something_that_is_no_date_is_refused():
    with pytest.raises(ValueError, match="invalid literal"):
        partial_date_label("last spring")
