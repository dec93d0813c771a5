"""The record as a file to take away."""

import pytest
from django.urls import reverse

from enishi.rooms.portability.types import Format
from tests.makers import make_entry
from tests.rooms.portability.archives import unpacked


def _content(answer):
    """The bytes of a file, as a browser would keep them."""
    data = answer.getvalue()
    if answer["Content-Type"] != "application/zip":
        return data
    return unpacked(data)["profile/entries.json"]


@pytest.mark.parametrize("form", Format.values)
def test_every_format_is_a_file_to_take_away(member_client, form):
    make_entry(
        member_client.viewer, title_ja="課長", organization_ja="あけぼの", is_current=True
    )

    answer = member_client.get(reverse("web:download", args=[form]))

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="enishi-')
    assert "課長" in _content(answer).decode("utf-8-sig")
    assert reverse("web:download", args=[form]) in (
        member_client.get(reverse("web:take_out")).content.decode()
    )


def test_a_format_nobody_knows_is_not_found(member_client):
    assert member_client.get("/me/export/exe/").status_code == 404


def test_a_table_runs_no_formula(member_client):
    make_entry(
        member_client.viewer, title_en='=HYPERLINK("http://x.example")', text_en="@SUM(1)"
    )

    answer = member_client.get(reverse("web:download", args=["csv"]))

    table = answer.getvalue().decode("utf-8-sig")
    assert "\"'=HYPERLINK" in table
    assert "'@SUM(1)" in table


def test_nobody_takes_everything_out_without_end(member_client):
    address = reverse("web:download", args=["csv"])
    answers = {member_client.get(address).status_code for _ in range(31)}

    assert answers == {200, 429}
