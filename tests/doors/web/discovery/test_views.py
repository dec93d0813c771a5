from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection as database
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enishi.doors.web.discovery.forms import Asked
from enishi.ground.events import listen
from enishi.rooms.approaches.models import Welcome
from enishi.rooms.approaches.types import Purpose, Terms
from enishi.rooms.discovery import services
from enishi.rooms.discovery.events import PeopleFound
from enishi.rooms.members.models import Member
from enishi.rooms.organizations.services import resolve_organization
from enishi.rooms.profiles.types import LineRef
from tests.makers import make_block, make_connection, make_entry, make_member

pytestmark = pytest.mark.django_db
URL = "/search/"
JOB_ADS = "アルバイト求人広告の営業を統括"


def hostile_queries():
    """Some of ours; those of the shared list are tried in tests/engines where it is there."""
    return [
        "x" * 10_000,
        '"' * 99,
        "求人 -" * 80,
        "\x00\x01求人\x7f",
        "'; DROP TABLE members; --",
        "({[求人^~*?:\\/]})",
        "\u202e求\u200d人\ufeff",
    ]


def ask(client, query, **more):
    return client.get(URL, {"q": query, **more})


def page_of(response):
    return response.context["page"]


@pytest.fixture
def recruiter(db):
    owner = make_member("fujita", family_kanji="藤田", given_kanji="直樹")
    make_entry(
        owner,
        title_ja="営業部長",
        text_ja=JOB_ADS,
        organization_ja="あけぼの求人社",
        organization_id=resolve_organization(name_ja="あけぼの求人社").pk,
        starts="2015",
        ends="2021",
    )
    return owner


def test_guests_are_asked_to_sign_in(client):
    response = client.get(URL)

    assert response.status_code == 302
    assert reverse("account_login") in response.url


def test_before_a_question_the_page_says_how_to_ask(member_client):
    response = member_client.get(URL)

    assert response.status_code == 200
    assert page_of(response).query == ""


def test_a_hit_shows_the_line_marked_with_organization_and_years(
    member_client, recruiter, follow
):
    follow()
    html = ask(member_client, "アルバイト求人").content.decode()

    assert '<mark class="ev">アルバイト求人</mark>広告の営業を統括' in html
    assert "あけぼの求人社" in html
    assert "2015" in html
    assert "藤田 直樹" in html


def test_a_line_can_be_asked_about_where_it_stands(member_client, recruiter, follow):
    follow()
    (hit,) = page_of(ask(member_client, "アルバイト求人")).hits
    address = urlsplit(hit.lines[0].ask_url)
    asked = {name: value[0] for name, value in parse_qs(address.query).items()}

    assert address.path == reverse("web:new_approach")
    assert LineRef.parse(asked.pop("line")).number == 0
    assert asked == {"to": "fujita", "origin": "search", "q": "アルバイト求人"}


def test_the_page_says_how_it_read_the_question(member_client, follow):
    follow()
    html = ask(member_client, "part-time job").content.decode()

    assert "アルバイト" in html


def test_htmx_gets_the_answer_alone(member_client, recruiter, follow):
    follow()
    response = member_client.get(URL, {"q": "求人"}, headers={"HX-Target": "answer"})
    html = response.content.decode()

    assert "<html" not in html
    assert "藤田 直樹" in html
    assert response.headers["Vary"].startswith("HX-Target")


def test_filters_come_from_the_address_and_nonsense_in_it_is_left_out(
    member_client, recruiter, follow
):
    make_connection(member_client.viewer, recruiter)
    make_entry(make_member(), title_ja="求人広告の営業")
    follow()

    def total(**more):
        return page_of(ask(member_client, "求人", **more)).total

    assert total() == 2
    assert total(degree="1") == 1
    assert total(degree=["1", "3"]) == 2
    assert total(degree=["9", "x", "٣"], organization=["-1", "9" * 40]) == 2
    assert total(organization="999999") == 0


def test_lines_places_purposes_and_order_come_from_the_address_as_well(
    member_client, recruiter, follow
):
    other = make_entry(make_member(), title_en="Job ad sales", place_en="Osaka").member
    Welcome.objects.create(member=other, purpose=Purpose.CHAT, terms=Terms.CLOSED)
    follow()

    def total(**more):
        return page_of(ask(member_client, "求人", **more)).total

    assert total() == 2
    assert total(language="en") == total(place="jp27") == total(open="chat") == 1
    assert total(**{"from": "2014"}) == total(to="2030") == 1
    assert total(language="xx", open="nonsense", to="99999", order="nonsense") == 2
    page = page_of(ask(member_client, "求人", place="jp27", order="nearness"))
    assert [choice.label for choice in page.places] == ["大阪府"]
    assert page.places[0].is_chosen


def test_an_industry_is_a_filter_and_small_counts_stay_untold(member_client, recruiter, follow):
    for _number in range(5):
        make_entry(make_member(), title_ja="求人広告の営業", organization_ja="甲銀行")
    follow()

    response = ask(member_client, "求人")
    html = response.content.decode()
    counts = {choice.label: choice.count for choice in page_of(response).industries}
    assert counts == {"金融業、保険業": 5, "学術研究、専門・技術サービス業": None}
    assert "5人未満" in html
    assert page_of(ask(member_client, "求人", industry="J")).total == 5
    assert page_of(ask(member_client, "求人", industry="?")).total == 6


def test_where_few_answer_the_page_says_that_others_are_listed(
    member_client, recruiter, follow
):
    follow()

    html = ask(member_client, "アルバイト求人 溶接").content.decode()
    assert "一部に当てはまる人も含めています" in html


def test_an_address_says_all_that_was_asked():
    address = "q=x&degree=1&organization=2&place=jp1&industry=J&open=chat&language=ja"
    asked = Asked.read(QueryDict(address + "&from=2001&to=2004&order=nearness&cursor=c"))

    assert Asked.read(QueryDict(urlsplit(asked.url).query)) == asked
    assert asked.narrowed.last_year == 2004


def test_a_hit_says_in_words_why_it_stands_there(member_client, recruiter, follow):
    make_connection(member_client.viewer, recruiter)
    make_entry(make_member(), title_ja="求人広告の掲載を依頼した")
    follow()
    recruited, bought = page_of(ask(member_client, "求人広告")).hits

    assert recruited.reasons == ("経験およそ7年", "つながりが近い")
    assert bought.reasons == ("依頼・購入した側として",)


@pytest.mark.parametrize("query", hostile_queries())
def test_questions_of_bad_faith_are_answered(member_client, recruiter, follow, query):
    follow()

    assert ask(member_client, query).status_code == 200


def test_filters_without_an_answer_can_be_dropped(member_client, recruiter, follow):
    follow()
    page = page_of(ask(member_client, "求人", degree="1"))

    assert (page.hits, page.is_narrowed) == ((), True)
    assert page.widest_url == "/search/?q=%E6%B1%82%E4%BA%BA"


def test_an_empty_answer_offers_smaller_questions(member_client, follow):
    make_entry(make_member(), title_ja="離島の路線バス")
    follow()
    page = page_of(ask(member_client, '離島 路線バス "労使協議"'))

    assert page.hits == ()
    assert page.nearby[0].query == "離島 路線バス"
    assert page.nearby[0].total == 1
    assert page_of(member_client.get(page.nearby[0].url)).total == 1


def test_a_name_is_found_as_well(member_client, recruiter, follow):
    follow()

    assert [card.handle for card in page_of(ask(member_client, "藤田")).named] == ["fujita"]


def test_what_the_record_is_written_in_is_said_when_it_is_not_the_pages_language(
    member_client, follow
):
    make_entry(make_member(), title_en="Part-time job advertising")
    follow()
    (hit,) = page_of(ask(member_client, "アルバイト求人")).hits

    assert hit.other_language == "en"
    assert hit.lines[0].lang == "en"


def test_what_people_write_is_escaped(member_client, follow):
    make_entry(make_member(), title_ja="<script>求人</script>")
    follow()
    html = ask(member_client, '求人 "><script>').content.decode()

    assert "<script>" not in html.replace('<script src="', "")


def test_a_cursor_of_somebody_else_s_making_is_refused(member_client, follow):
    follow()

    assert ask(member_client, "求人", cursor="x").status_code == 400


def test_whom_a_search_showed_is_announced(
    member_client, recruiter, follow, django_capture_on_commit_callbacks
):
    heard = []
    listen(PeopleFound, heard.append)
    follow()

    with django_capture_on_commit_callbacks(execute=True):
        ask(member_client, "アルバイト求人")

    assert [event.query for event in heard if event.hits[0][0] == recruiter.pk] == [
        "アルバイト求人"
    ]


@pytest.mark.parametrize("people", [1, 30])
def test_the_page_costs_the_same_whatever_is_found(
    member_client, follow, people, warm_graph, django_assert_max_num_queries
):
    for number in range(people):
        owner = make_member()
        kou = resolve_organization(name_ja="甲社")
        make_entry(owner, title_ja=f"求人広告の営業 {number}", organization_id=kou.pk)
        make_entry(owner, "headline", text_ja="求人の人")
    follow()
    ask(member_client, "求人")

    warm_graph()
    with django_assert_max_num_queries(12):
        assert page_of(ask(member_client, "求人")).total == people


def test_names_are_completed_while_somebody_types(member_client, follow, warm_graph):
    near, far, hidden = (make_member(f"watanabe{n}", family_kanji="渡辺") for n in range(3))
    make_connection(member_client.viewer, near)
    make_block(hidden, member_client.viewer)
    for number in range(9):
        make_member(f"sato{number}", family_kanji="佐藤")
    for one in Member.objects.all():
        services.note_change(member_id=one.pk)
    follow()
    warm_graph()

    def people(beginning):
        answer = member_client.get("/search/names/", {"q": beginning})
        return [card.handle for card in answer.context["people"]]

    assert people("渡") == [near.handle, far.handle]
    assert len(people("佐")) == 8
    assert people(" ") == people("") == people("ぬ") == []
    rows = member_client.get("/search/names/", {"q": "渡"}).content.decode()
    assert rows.count('role="option"') == 2
    assert "<html" not in rows


def test_completing_a_name_costs_three_queries(member_client, follow, warm_graph):
    def fill(many):
        for _ in range(many):
            services.note_change(member_id=make_member(family_kanji="渡辺").pk)
        follow()
        warm_graph()

    def cost(beginning="渡"):
        with CaptureQueriesContext(database) as said:
            member_client.get("/search/names/", {"q": beginning})
        return len(said)

    fill(1)
    cost()  # what a process asks only once
    nothing = cost("")
    assert cost() - nothing == 3
    fill(6)
    assert cost() - nothing == 3
