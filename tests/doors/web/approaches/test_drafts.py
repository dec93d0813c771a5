import pytest

from enishi.rooms.approaches.queries import drafts_of
from enishi.rooms.profiles.types import LineRef
from tests.makers import make_member
from tests.rooms.approaches.letters import MESSAGE, fill_slots, make_approach, make_recipient

URL = "/approaches/new/"
KEEP = "/approaches/draft/"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def recipient(db):
    return make_recipient("recipient", family_kanji="藤田", given_kanji="直樹")


def ref(recipient, number=0):
    return str(LineRef(recipient.entry.pk, "ja", number))


def typed(recipient, **changes):
    data = {
        "to": "recipient",
        "lines": [ref(recipient)],
        "purpose": "scout",
        "position": "営業企画",
        "message": "書きかけ",
        "fee_yen": "三万",
    }
    return {**data, **changes}


def test_the_button_keeps_every_word_and_the_page_begins_with_them(member_client, recipient):
    response = member_client.post(KEEP, typed(recipient), follow=True)
    assert response.redirect_chain == [("/inbox/", 302)]
    assert 'href="/approaches/drafts/"' in response.content.decode()
    for headers in ({}, HTMX):
        drafts = member_client.get("/approaches/drafts/", headers=headers).content.decode()
        assert f"{URL}?to=recipient" in drafts
        assert ("<html" in drafts) is (headers == {})

    page = member_client.get(URL, {"to": "recipient"}).content.decode()
    assert f'value="{ref(recipient)}" checked' in page
    assert 'value="scout" checked' in page
    for words in ("営業企画", "書きかけ", "三万"):
        assert words in page


def test_a_line_from_a_search_joins_the_draft(member_client, recipient):
    member_client.post(KEEP, typed(recipient))

    page = member_client.get(URL, {"to": "recipient", "line": ref(recipient, 1)})

    assert page.context["form"].picked() == {ref(recipient), ref(recipient, 1)}


def test_while_somebody_writes_a_line_says_that_it_is_kept(member_client, recipient):
    response = member_client.post(KEEP, typed(recipient), headers=HTMX)

    assert response.status_code == 200
    assert 'id="draft"' in response.content.decode()
    assert "<html" not in response.content.decode()
    assert drafts_of(member_client.viewer).get().said.message == "書きかけ"


def test_a_letter_that_reads_like_others_is_told_what_it_would_take(member_client, recipient):
    for _ in range(2):
        make_approach(member_client.viewer, make_recipient())
    asked = {"headers": HTMX}

    other = member_client.post(KEEP, typed(recipient, message="まったく別の話です。"), **asked)
    same = member_client.post(KEEP, typed(recipient, message=MESSAGE), **asked)

    assert "3通" not in other.content.decode()
    assert "3通" in same.content.decode()


def test_without_a_slot_one_may_still_write_a_draft(member_client, recipient):
    fill_slots(member_client.viewer, 5)

    page = member_client.get(URL, {"to": "recipient"}).content.decode()

    assert f'formaction="{KEEP}"' in page
    assert page.count('class="btn btn-primary"') == 0


def test_a_draft_is_discarded(member_client, recipient):
    member_client.post(KEEP, typed(recipient))
    member_client.post(f"{KEEP}discard/", {"to": "recipient"})

    assert not drafts_of(member_client.viewer).exists()


def test_drafts_are_ones_own(client, member_client, recipient):
    member_client.post(KEEP, typed(recipient))
    client.force_login(make_member())

    assert "書きかけ" not in client.get(URL, {"to": "recipient"}).content.decode()


@pytest.mark.parametrize(("count", "is_told"), [(400, False), (401, True)])
def test_who_writes_more_than_is_read_is_told_while_they_write(
    member_client, recipient, count, is_told
):
    data = typed(recipient, message="長" * (count - 1) + "\r\n" + "い")
    data["message"] = data["message"][1:]  # a line break counts as one

    told = member_client.post(KEEP, data, headers=HTMX).content.decode()

    assert ("400字を超えると" in told) is is_told
