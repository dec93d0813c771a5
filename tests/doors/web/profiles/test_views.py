"""One's own record: as a page, by htmx, and without any script."""

import re

import pytest

from enishi.rooms.profiles.models import Entry, Profile
from enishi.rooms.profiles.queries import record_as
from enishi.rooms.profiles.types import Kind, Visibility
from tests.makers import make_entry

HTMX = {"HX-Request": "true"}
POSITION = {
    "title_ja": "営業 課長",
    "organization_ja": "あけぼの求人社",
    "text_ja": "求人広告の営業\r\n料金改定",
    "starts": "2015年10月",
    "ends": "2021/3",
    "visibility": "members",
    "text_visibility": "connections",
}


def body(response):
    return response.content.decode()


def test_the_record_has_a_place_for_every_kind(member_client):
    page = body(member_client.get("/me/"))

    for kind in set(Kind) - {Kind.POST}:
        assert f'id="part-{kind}"' in page
        assert f"/me/entries/new/{kind}/" in page
    assert member_client.get("/me/entries/new/post/").status_code == 404


def test_an_entry_is_written_without_script(member_client):
    assert "<form" in body(member_client.get("/me/entries/new/position/"))

    response = member_client.post("/me/entries/new/position/", POSITION)

    assert response.status_code == 302
    entry = Entry.objects.get()
    assert (entry.starts, entry.ends) == ("2015-10", "2021-03")
    assert (entry.visibility, entry.text_visibility) == ("members", "connections")
    page = body(member_client.get(response["Location"]))
    assert "営業 課長" in page
    assert "料金改定" in page


def test_an_entry_is_written_by_htmx_into_its_part(member_client):
    form = member_client.get("/me/entries/new/position/", headers=HTMX)
    assert "<html" not in body(form)

    answer = member_client.post("/me/entries/new/position/", POSITION, headers=HTMX)

    page = body(answer)
    assert answer.status_code == 200
    assert "<html" not in page
    assert 'id="part-position"' in page
    assert "営業 課長" in page
    assert re.search(r'id="gaps"[^>]*hx-swap-oob', page)
    assert re.search(r'id="toasts"[^>]*hx-swap-oob="beforeend"', page)


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_a_refused_form_keeps_what_was_typed_and_says_where(member_client, headers):
    response = member_client.post(
        "/me/entries/new/position/", POSITION | {"ends": "1999"}, headers=headers
    )

    page = body(response)
    assert response.status_code == 422
    assert "営業 課長" in page
    assert 'id="position-new-ends_error"' in page
    assert "data-errors" in page
    assert response.headers.get("HX-Retarget") == ("#add-position" if headers else None)
    assert not Entry.objects.exists()


def test_an_unknown_kind_is_not_found(member_client):
    assert member_client.get("/me/entries/new/salary/").status_code == 404


def test_a_second_headline_is_refused_in_words(member_client):
    make_entry(member_client.viewer, "headline", text_ja="営業")

    response = member_client.post("/me/entries/new/headline/", {"text_ja": "別"}, headers=HTMX)

    assert response.status_code == 409
    assert response["HX-Retarget"] == "#toasts"


def test_an_entry_is_edited_and_an_unchanged_form_changes_nothing(member_client):
    member = member_client.viewer
    entry = make_entry(
        member,
        "project",
        title_ja="前",
        text_ja="一\n二",
        details={"keywords": ["求人", "広告, 営業"], "roles": ["責任者"]},
    )
    before = Entry.objects.values().get()
    form = member_client.get(f"/me/entries/{entry.pk}/").context["form"]
    typed = {n: form[n].value() or "" for n in form.fields if form[n].value() is not False}

    member_client.post(f"/me/entries/{entry.pk}/", typed)
    assert Entry.objects.values().get() == before

    member_client.post(f"/me/entries/{entry.pk}/", typed | {"title_ja": "後"})
    entry.refresh_from_db()
    assert entry.title_ja == "後"
    assert entry.details == before["details"]


def test_keywords_are_parted_by_commas_of_either_width(member_client):
    member_client.post(
        "/me/entries/new/skill/",
        {"title_ja": "営業", "details.keywords": "求人、広告, 料金,"},
    )

    assert Entry.objects.get().details == {"keywords": ["求人", "広告", "料金"]}


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "htmx"])
def test_a_removed_entry_can_be_put_back(member_client, headers):
    entry = make_entry(member_client.viewer, title_ja="営業")

    response = member_client.post(f"/me/entries/{entry.pk}/remove/", headers=headers)
    if not headers:
        response = member_client.get(response["Location"])
    assert not Entry.objects.exists()
    undo = re.search(r'action="(/me/entries/\d+/restore/)"', body(response))

    assert re.search(r"csrfmiddlewaretoken", body(response)[undo.start() :])
    member_client.post(undo[1])
    assert Entry.objects.get().title_ja == "営業"


def test_small_acts_answer_with_the_part_or_the_page(member_client):
    member = member_client.viewer
    first, second = (make_entry(member, title_ja=t, is_current=True) for t in "一二")

    for address, data in (
        (f"/me/entries/{second.pk}/move/", {"direction": "up"}),
        (f"/me/entries/{first.pk}/confirm/", {}),
        (f"/me/entries/{first.pk}/seen-by/",
         {"visibility": "everyone", "text_visibility": "only_me"}),
    ):  # fmt: skip
        assert 'id="part-position"' in body(member_client.post(address, data, headers=HTMX))
        assert member_client.post(address, data).status_code == 302

    first.refresh_from_db()
    assert first.confirmed_on is not None
    assert (first.visibility, first.text_visibility) == ("everyone", "only_me")


def test_a_level_that_does_not_exist_is_not_found(member_client):
    entry = make_entry(member_client.viewer, title_ja="営業")

    response = member_client.post(f"/me/entries/{entry.pk}/seen-by/", {"visibility": "world"})

    assert response.status_code == 404


@pytest.mark.parametrize("eye", ["connection", "second", "stranger", "guest"])
def test_see_as_shows_what_they_would_see_and_nothing_else(member_client, eye):
    member = member_client.viewer
    Profile.objects.filter(member=member).update(has_public_page=True)
    for level in Visibility:
        make_entry(member, title_ja=f"level-{level}", visibility=level)

    response = member_client.get(f"/me/?as={eye}")

    degree = response.context["who"].degree
    expected = {entry.title_ja for entry in record_as(member.pk, degree)}
    assert set(re.findall(r"level-\w+", body(response))) == expected
    assert "/me/entries/" not in body(response)


def test_see_as_a_guest_of_a_closed_page_shows_nothing(member_client):
    make_entry(member_client.viewer, title_ja="営業", visibility="everyone")

    response = member_client.get("/me/?as=guest")

    assert "営業" not in body(response)
    assert response.context["page"] is None


def test_what_happened_on_a_day_does_not_go_on(member_client):
    make_entry(member_client.viewer, "award", title_ja="賞", starts="2019-06")

    page = body(member_client.get("/me/?lang=ja"))

    assert "2019年6月" in page
    assert "2019年6月から" not in page


def test_missing_translations_lead_to_their_field(member_client):
    entry = make_entry(member_client.viewer, title_ja="営業")

    page = body(member_client.get("/me/"))

    assert f"/me/entries/{entry.pk}/?lang=" in page
    anchor = f"position-{entry.pk}-title_en"
    assert f"#{anchor}" in page
    assert f'id="{anchor}"' in body(member_client.get(f"/me/entries/{entry.pk}/"))


def test_the_record_is_read_in_either_language(member_client):
    make_entry(member_client.viewer, title_ja="営業", title_en="Sales")

    assert "Sales</h3>" in body(member_client.get("/me/?lang=en"))
    assert "営業</h3>" in body(member_client.get("/me/?lang=ja"))


@pytest.mark.parametrize("count", [5, 60])
def test_the_record_costs_the_same_whatever_its_length(
    member_client, django_assert_max_num_queries, count
):
    for number in range(count):
        make_entry(member_client.viewer, title_ja=f"営業 {number}", text_ja="一\n二")

    member_client.get("/me/")  # the first page after sign-in writes the session
    with django_assert_max_num_queries(6):
        member_client.get("/me/")


def test_the_page_for_guests_is_opened_by_form(member_client):
    levels = {"portrait_visibility": "members", "default_visibility": "connections"}

    member_client.post("/me/page/", levels | {"has_public_page": "on"})

    profile = Profile.objects.get()
    assert (profile.has_public_page, profile.default_visibility) == (True, "connections")
    form = member_client.get("/me/entries/new/skill/").context["form"]
    assert form["visibility"].value() == "connections"
    assert member_client.post("/me/page/", {"default_visibility": "?"}).status_code == 422


def test_the_paper_holds_the_record_and_nothing_of_the_page(member_client):
    make_entry(member_client.viewer, title_ja="営業", visibility="only_me")

    page = body(member_client.get("/me/print/"))

    assert "営業" in page
    assert "<nav" not in page
    assert "/account/" not in page
