import pytest
from django.urls import reverse

from enishi.rooms.approaches.models import Approach
from enishi.rooms.approaches.services import set_welcome
from enishi.rooms.approaches.types import Purpose, Terms, WelcomeTerms
from enishi.rooms.network.snapshot import current_graph
from enishi.rooms.profiles.types import LineRef
from tests.makers import make_block, make_connection, make_entry, make_member
from tests.rooms.approaches.letters import MESSAGE, fill_slots, make_approach, make_recipient

URL = "/approaches/new/"


@pytest.fixture
def recipient(db):
    return make_recipient("recipient", family_kanji="藤田", given_kanji="直樹")


def ref(recipient, number=0, language="ja"):
    return str(LineRef(recipient.entry.pk, language, number))


def filled(recipient, **changes):
    data = {
        "to": recipient.handle,
        "lines": [ref(recipient)],
        "purpose": "consultation",
        "subject": "料金改定について",
        "message": MESSAGE,
        "minutes": "60",
        "fee_yen": "¥30,000",
        "origin": "search",
        "q": "アルバイト求人",
    }
    return {**data, **changes}


def test_arriving_from_search_the_evidence_is_picked_already(member_client, recipient):
    page = member_client.get(
        URL, {"to": "recipient", "line": ref(recipient, 1), "origin": "search", "q": "料金"}
    ).content.decode()

    assert f'value="{ref(recipient, 1)}" checked' in page
    assert f'value="{ref(recipient, 0)}">' in page
    assert 'name="origin" value="search"' in page
    assert 'name="q" value="料金"' in page


def test_a_line_picked_in_the_other_language_stands_beside_the_readers(
    member_client, recipient
):
    page = member_client.get(
        URL, {"to": "recipient", "line": ref(recipient, 1, "en")}
    ).content.decode()

    assert f'value="{ref(recipient, 1, "en")}" checked' in page
    assert '<span lang="en">Planned the pricing change</span>' in page


def test_only_lines_shown_to_the_sender_can_be_picked(member_client, recipient):
    hidden = make_entry(recipient, kind="award", text_ja="社長賞", visibility="connections")

    page = member_client.get(URL, {"to": "recipient"}).content.decode()

    assert "料金改定を企画" in page
    assert "社長賞" not in page
    assert f'value="{hidden.pk}:' not in page


def test_the_terms_stand_there_before_a_word_is_written(member_client, recipient):
    set_welcome(
        by=recipient,
        said=WelcomeTerms(
            purpose=Purpose.CONSULTATION, terms=Terms.PRICED, fee_yen=15000, minutes=30
        ),
    )
    set_welcome(by=recipient, said=WelcomeTerms(purpose=Purpose.CHAT, terms=Terms.CLOSED))

    page = member_client.get(URL, {"to": "recipient"}).content.decode()

    assert "¥15,000" in page
    assert 'value="chat"' not in page
    assert 'name="fee_yen" value="15000"' in page


def test_who_is_closed_for_all_has_no_form(member_client, recipient):
    for purpose in Purpose:
        set_welcome(by=recipient, said=WelcomeTerms(purpose=purpose, terms=Terms.CLOSED))

    page = member_client.get(URL, {"to": "recipient"}).content.decode()

    assert 'name="message"' not in page


def test_what_waits_already_is_said_before_writing_again(member_client, recipient):
    approach = make_approach(member_client.viewer, recipient)

    page = member_client.get(URL, {"to": "recipient"}).content.decode()

    assert f"/approaches/{approach.pk}/" in page
    assert 'name="message"' not in page


def test_who_has_no_slot_reads_so_before_a_word_is_written(member_client, recipient):
    fill_slots(member_client.viewer, 5)

    page = member_client.get(URL, {"to": "recipient"}).content.decode()
    assert page.index('href="/approaches/slots/"') < page.index('name="message"')

    response = member_client.post(URL, filled(recipient))
    assert response.status_code == 422
    assert MESSAGE in response.content.decode()


def test_sending_leads_to_the_approach_with_a_word(member_client, recipient):
    response = member_client.post(URL, filled(recipient), follow=True)

    approach = Approach.objects.get()
    assert response.redirect_chain == [(reverse("web:approach", args=[approach.pk]), 302)]
    assert "data-toast" in response.content.decode()
    assert (approach.fee_yen, approach.minutes) == (30000, 60)
    assert (approach.origin, approach.origin_query) == ("search", "アルバイト求人")


@pytest.mark.parametrize("fee", ["30000", "¥30,000", "３０，０００円", "30 000"])
def test_money_is_read_as_people_write_it(member_client, recipient, fee):
    member_client.post(URL, filled(recipient, fee_yen=fee))

    assert Approach.objects.get().fee_yen == 30000


REFUSALS = [
    ({"lines": []}, "lines", 'href="#id_lines"'),
    ({"lines": ["nonsense"]}, "lines", 'href="#id_lines"'),
    ({"lines": ["1:ja:0"] * 2 + ["99999:ja:3"]}, "lines", 'href="#id_lines"'),
    ({"subject": ""}, "subject", 'href="#id_subject"'),
    ({"subject": "問" * 121}, "subject", 'href="#id_subject"'),
    ({"message": "短い"}, "message", 'href="#id_message"'),
    ({"message": "長" * 1201}, "message", 'href="#id_message"'),
    ({"fee_yen": "三万"}, "fee_yen", 'href="#id_fee_yen"'),
    ({"fee_yen": "20000"}, "fee_yen", 'href="#id_fee_yen"'),
    ({"fee_yen": "99999999999999999999"}, "fee_yen", 'href="#id_fee_yen"'),
    ({"purpose": "chat"}, "purpose", 'href="#id_purpose"'),
    ({"purpose": "fax"}, "purpose", 'href="#id_purpose"'),
    ({"purpose": "scout"}, "position", 'href="#id_position"'),
    ({"purpose": "press"}, "outlet", 'href="#id_outlet"'),
    ({"minutes": "7"}, "minutes", 'href="#id_minutes"'),
]


@pytest.mark.parametrize(("changes", "field", "link"), REFUSALS)
def test_what_cannot_be_sent_comes_back_with_every_word_kept(
    member_client, recipient, changes, field, link
):
    terms = {"terms": Terms.PRICED, "fee_yen": 15000, "minutes": 30}
    set_welcome(by=recipient, said=WelcomeTerms(purpose=Purpose.CONSULTATION, **terms))
    set_welcome(by=recipient, said=WelcomeTerms(purpose=Purpose.CHAT, terms=Terms.CLOSED))
    data = filled(recipient, **changes)

    response = member_client.post(URL, data)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    page = response.content.decode()
    assert page.index("data-errors") < page.index(link) < page.index('id="id_lines"')
    assert data["message"] in page
    assert data["subject"] in page
    assert not Approach.objects.exists()


def test_all_refusals_are_told_at_once(member_client, recipient):
    data = filled(recipient, lines=[], subject="", message="")

    response = member_client.post(URL, data)

    assert list(response.context["form"].errors) == ["lines", "subject", "message"]


def test_line_breaks_count_as_one_character(member_client, recipient):
    text = "\r\n".join(["文" * 11] * 100)  # 1,199 as people count
    member_client.post(URL, filled(recipient, message=text))

    assert len(Approach.objects.get().message) == 1199


@pytest.mark.parametrize("method", ["get", "post"])
def test_blocked_and_absent_are_the_same_404(member_client, recipient, method):
    make_block(recipient, member_client.viewer)
    answers = [
        getattr(member_client, method)(URL, filled(recipient, to=handle))
        for handle in ("recipient", "nobody")
    ]

    assert [one.status_code for one in answers] == [404, 404]


def test_writing_to_oneself_is_refused_in_words(member_client):
    response = member_client.get(URL, {"to": member_client.viewer.handle})

    assert response.status_code == 422
    assert not Approach.objects.exists()


def test_the_thread_between_them_is_drawn(member_client, recipient):
    between = make_member("between", family_kanji="相沢", given_kanji="みどり")
    make_connection(member_client.viewer, between)
    make_connection(between, recipient)

    page = member_client.get(URL, {"to": "recipient"}).content.decode()

    assert "相沢さん" in page


@pytest.mark.django_db(transaction=True)  # the graph of ties is shared once committed
@pytest.mark.parametrize("count", [1, 20])
def test_a_long_record_costs_no_more_queries(
    member_client, recipient, django_assert_max_num_queries, count
):
    for number in range(count):
        make_entry(recipient, kind="project", title_ja=f"計画{number}", text_ja="一\n二")

    member_client.get(
        "/settings/welcome/"
    )  # the first look of a session and of a process cost more
    current_graph()

    with django_assert_max_num_queries(12):
        assert member_client.get(URL, {"to": "recipient"}).status_code == 200
