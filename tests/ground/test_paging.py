import pytest

from enishi.ground.paging import UnreadableCursor, newest_first, read_cursor, write_cursor
from enishi.rooms.members.models import Member
from tests.makers import make_member


def test_pages_hold_every_row_once_although_rows_come_in_between(db):
    for _ in range(5):
        make_member()
    expected = list(Member.objects.order_by("-pk").values_list("pk", flat=True))

    first = newest_first(Member.objects.all(), cursor="", size=2)
    make_member()
    second = newest_first(Member.objects.all(), cursor=first.next_cursor, size=2)
    third = newest_first(Member.objects.all(), cursor=second.next_cursor, size=2)

    assert [row.pk for page in (first, second, third) for row in page.items] == expected
    assert third.next_cursor == ""


def test_a_list_that_just_fits_has_no_next_page(db):
    make_member()
    assert newest_first(Member.objects.all(), cursor="", size=1).next_cursor == ""


@pytest.mark.parametrize("change", [lambda c: c[:-1], lambda c: "x" + c, lambda _c: "nonsense"])
def test_a_changed_cursor_is_refused(change):
    with pytest.raises(UnreadableCursor):
        read_cursor(change(write_cursor(7)))
