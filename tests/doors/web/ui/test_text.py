import pytest

from enishi.doors.web.ui.text import evidence_html, phrases_html, ruby_html


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], "料金改定を企画"),
        ([(0, 4)], '<mark class="ev">料金改定</mark>を企画'),
        ([(5, 7), (0, 2)], '<mark class="ev">料金</mark>改定を<mark class="ev">企画</mark>'),
        ([(0, 3), (2, 4)], '<mark class="ev">料金改定</mark>を企画'),
        ([(0, 2), (2, 4)], '<mark class="ev">料金改定</mark>を企画'),
        ([(-3, 2), (5, 99)], '<mark class="ev">料金</mark>改定を<mark class="ev">企画</mark>'),
        ([(4, 4), (6, 3)], "料金改定を企画"),
    ],
)
def test_the_matching_words_are_marked(spans, expected):
    assert evidence_html("料金改定を企画", spans) == expected


def test_what_people_wrote_is_escaped_inside_and_outside_the_mark():
    marked = evidence_html("<b>a & b</b>", [(3, 8)])
    assert marked == '&lt;b&gt;<mark class="ev">a &amp; b</mark>&lt;/b&gt;'


def test_a_japanese_heading_may_break_between_phrases_only():
    assert phrases_html("声かけが一通届いています") == "声かけが<wbr>一通届いています"


def test_an_english_heading_and_its_markup_are_only_escaped():
    assert phrases_html("Sales & <marketing>") == "Sales &amp; &lt;marketing&gt;"


def test_a_reading_stands_over_each_part_of_the_name():
    assert ruby_html("藤田 直樹", "ふじた なおき") == (
        "<ruby>藤田<rt>ふじた</rt></ruby> <ruby>直樹<rt>なおき</rt></ruby>"
    )


def test_a_reading_that_cannot_be_divided_stands_over_the_whole_name():
    assert ruby_html("藤田 直樹", "ふじたなおき") == (
        "<ruby>藤田 直樹<rt>ふじたなおき</rt></ruby>"
    )


@pytest.mark.parametrize(
    ("name", "reading"),
    [("Naoki Fujita", "ふじた なおき"), ("藤田 直樹", ""), ("みどり", "みどり")],
)
def test_a_name_that_needs_no_reading_stands_alone(name, reading):
    assert ruby_html(name, reading) == name
