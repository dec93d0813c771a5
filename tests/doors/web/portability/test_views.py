"""The pages: a file in, a preview, the writing, and all of it taken back."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection as database
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from enishi.rooms.connections.models import Invitation
from enishi.rooms.portability import services
from enishi.rooms.portability.models import Import
from enishi.rooms.portability.types import State
from enishi.rooms.profiles.models import Entry
from enishi.rooms.profiles.services import add_entry
from enishi.rooms.profiles.types import EntryFields, Kind
from tests.fixtures.archives import FIXTURES, fujita_archive, zipped
from tests.makers import NOW, make_entry, make_member

HTMX = {"HX-Request": "true"}


@pytest.fixture
def waiting(member_client):
    """An import of the recruiter's archive that waits for a decision."""
    return services.start_import(
        by=member_client.viewer, filename="export.zip", data=fujita_archive(), at=NOW
    )


def _upload(client, data, name="export.zip"):
    return client.post(reverse("web:bring_in"), {"file": SimpleUploadedFile(name, data)})


def _address(kept):
    return reverse("web:import", args=[kept.pk])


def test_a_file_leads_to_its_preview_and_nothing_is_written(member_client):
    answer = _upload(member_client, fujita_archive())

    kept = Import.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == _address(kept)
    page = member_client.get(answer["Location"]).content.decode()
    assert "株式会社あけぼの求人社" in page
    assert page.count('name="line"') == 23
    assert not Entry.objects.exists()


def test_a_preview_shows_old_and_new(member_client):
    make_entry(member_client.viewer, kind="headline", text_ja="前の肩書き")

    _upload(member_client, fujita_archive())

    page = member_client.get(_address(Import.objects.get())).content.decode()
    assert "前の肩書き" in page
    assert "アルバイト求人広告の営業を12年" in page


def test_the_ticked_lines_are_written(member_client, waiting):
    numbers = [line.number for line in waiting.lines.filter(kind="position")]

    answer = member_client.post(
        reverse("web:apply_import", args=[waiting.pk]),
        {"line": numbers, "visibility": "connections"},
    )

    assert answer["Location"] == _address(waiting)
    assert (
        sorted(Entry.objects.values_list("kind", "visibility"))
        == [("position", "connections")] * 3
    )
    page = member_client.get(_address(waiting)).content.decode()
    assert "<progress" in page
    assert "hx-get" not in page.partition("<main")[2].partition("</main>")[0]


def test_nothing_ticked_is_refused_by_name(member_client, waiting):
    answer = member_client.post(
        reverse("web:apply_import", args=[waiting.pk]), {"visibility": "members"}
    )

    assert answer.status_code == 409
    assert not Entry.objects.exists()


def test_progress_can_be_asked_for_and_left(member_client, waiting):
    Import.objects.update(state=State.APPLYING)

    whole = member_client.get(_address(waiting)).content.decode()
    part = member_client.get(_address(waiting), headers=HTMX).content.decode()

    assert 'hx-trigger="every 2s' in whole
    assert f'<a class="act" href="{_address(waiting)}">' in whole
    assert part.startswith('<div id="progress"')
    services.write_import(import_id=waiting.pk, at=NOW)
    ended = member_client.get(_address(waiting), headers=HTMX)
    assert ended["HX-Refresh"] == "true"


def test_an_import_that_stopped_can_go_on(member_client, waiting):
    Import.objects.update(state=State.FAILED, error="record_is_full")
    assert reverse("web:apply_import", args=[waiting.pk]) in (
        member_client.get(_address(waiting)).content.decode()
    )

    member_client.post(reverse("web:apply_import", args=[waiting.pk]))

    assert Entry.objects.count() == 23


def test_an_import_can_be_forgotten(member_client, waiting):
    answer = member_client.post(reverse("web:discard_import", args=[waiting.pk]))

    assert answer["Location"] == reverse("web:bring_in")
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty.zip"),
        (zipped({"../../etc/passwd.csv": b"Name\n"}), "evil.zip"),
        (zipped({"bomb.csv": b"\0" * (101 * 2**20)}), "bomb.zip"),
        (b"\x89PNG\r\n", "picture.png"),
    ],
)
def test_a_refused_file_is_explained_at_the_field(member_client, data, name):
    answer = _upload(member_client, data, name)

    assert answer.status_code == 422
    page = answer.content.decode()
    assert 'aria-invalid="true"' in page
    assert 'id="id_file_error"' in page
    assert not Import.objects.exists()


def test_no_file_is_a_form_error(member_client):
    assert member_client.post(reverse("web:bring_in")).status_code == 422


def test_markup_in_a_file_stays_text(member_client):
    evil = '<script>alert("x")</script>'
    data = f"Name,Proficiency\n{evil},{evil}\n{evil},1,2,3\n".replace('"', "").encode()

    _upload(member_client, data, f"{evil}.csv")

    page = member_client.get(_address(Import.objects.get())).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_file_about_other_people_only_has_nothing_for_the_record(member_client):
    data = (FIXTURES / "linkedin" / "fujita" / "Connections.csv").read_bytes()

    _upload(member_client, data, "Connections.csv")

    kept = Import.objects.get()
    page = member_client.get(_address(kept)).content.decode()
    assert kept.contacts == 2
    assert not kept.lines.exists()
    assert reverse("web:apply_import", args=[kept.pk]) not in page


@pytest.fixture
def known(member_client):
    """Somebody whom `Connections.csv` of the fixtures names, and who says so here."""
    other = make_member("midori-aizawa", given_romaji="Midori")
    fields = EntryFields(url="https://jp.linkedin.com/in/midori-aizawa-example/")
    add_entry(by=other, kind=Kind.LINK, fields=fields, at=NOW)
    return other


def test_people_the_file_names_can_be_ticked_and_are_invited(member_client, known, waiting):
    page = member_client.get(_address(waiting)).content.decode()
    assert 'name="contact" value="midori-aizawa"' in page
    assert "checked" not in page.partition('name="contact"')[2].partition(">")[0]

    member_client.post(
        reverse("web:apply_import", args=[waiting.pk]),
        {"visibility": "members", "line": "1", "contact": "midori-aizawa"},
    )

    assert Invitation.objects.get().invitee == known
    ended = member_client.get(_address(waiting)).content.decode()
    assert "1件" in ended


def test_people_can_be_invited_without_a_line_to_write(member_client, known):
    data = (FIXTURES / "linkedin" / "fujita" / "Connections.csv").read_bytes()
    _upload(member_client, data, "Connections.csv")
    kept = Import.objects.get()
    page = member_client.get(_address(kept)).content.decode()
    assert f'type="hidden" name="visibility" value="{kept.visibility}"' in page

    member_client.post(
        reverse("web:apply_import", args=[kept.pk]),
        {"visibility": kept.visibility, "contact": "midori-aizawa"},
    )

    assert Invitation.objects.get().invitee == known


def test_without_a_tick_nobody_is_invited(member_client, known, waiting):
    member_client.post(
        reverse("web:apply_import", args=[waiting.pk]), {"visibility": "members", "line": "1"}
    )

    assert not Invitation.objects.exists()
    assert not waiting.matches.exists()


def _bring_in(client, waiting):
    client.post(reverse("web:apply_import", args=[waiting.pk]))
    waiting.refresh_from_db()
    assert waiting.state == State.APPLIED


def test_an_import_is_taken_back_by_a_button_on_its_page(member_client, waiting):
    _bring_in(member_client, waiting)
    page = member_client.get(_address(waiting)).content.decode()
    assert reverse("web:undo_import", args=[waiting.pk]) in page

    answer = member_client.post(reverse("web:undo_import", args=[waiting.pk]))

    assert answer["Location"] == _address(waiting)
    assert not Entry.objects.exists()
    page = member_client.get(_address(waiting)).content.decode()
    assert reverse("web:undo_import", args=[waiting.pk]) not in page
    again = member_client.post(reverse("web:undo_import", args=[waiting.pk]))
    assert again.status_code == 409


def test_until_when_it_can_be_taken_back_is_said(member_client, waiting):
    _bring_in(member_client, waiting)
    Import.objects.update(ended_at=NOW)

    for address in (_address(waiting), reverse("web:bring_in")):
        assert "12月23日" in member_client.get(address).content.decode()


def test_what_was_changed_since_is_listed_with_a_way_to_it(member_client, waiting):
    _bring_in(member_client, waiting)
    entry = Entry.objects.filter(kind="position").first()
    Entry.objects.filter(pk=entry.pk).update(place_ja="大阪")

    member_client.post(reverse("web:undo_import", args=[waiting.pk]))

    page = member_client.get(_address(waiting)).content.decode()
    assert reverse("web:edit_entry", args=[entry.pk]) in page


def test_a_taking_back_shows_how_far_it_is(member_client, waiting):
    _bring_in(member_client, waiting)
    Import.objects.update(state=State.UNDOING)

    part = member_client.get(_address(waiting), headers=HTMX).content.decode()
    assert 'hx-trigger="every 2s' in part
    services.take_back_import(import_id=waiting.pk, at=NOW)
    assert member_client.get(_address(waiting), headers=HTMX)["HX-Refresh"] == "true"


@pytest.mark.parametrize(
    ("state", "error", "address"),
    [
        (State.FAILED, "", "web:apply_import"),
        (State.APPLIED, "undo_stopped", "web:undo_import"),
    ],
)
def test_what_has_stopped_says_so_and_can_go_on(member_client, waiting, state, error, address):
    waiting.lines.filter(number=1).update(is_done=True)
    Import.objects.update(state=state, error=error, ended_at=NOW)

    page = member_client.get(_address(waiting)).content.decode()

    assert "取り込みが止まりました" in page
    assert reverse(address, args=[waiting.pk]) in page


def test_everything_that_was_taken_out_comes_in_again(member_client, client):
    make_entry(member_client.viewer, title_ja="課長", visibility="only_me")
    data = member_client.get(reverse("web:download", args=["everything"])).getvalue()
    other = make_member()
    client.force_login(other)

    _upload(client, data, "whatever.zip")

    kept = Import.objects.get(member=other)
    assert "課長" in client.get(_address(kept)).content.decode()
    _bring_in(client, kept)
    entry = Entry.objects.get(member=other)
    assert (entry.title_ja, entry.visibility) == ("課長", "only_me")


def test_nobody_sees_the_import_of_another(client, waiting):
    client.force_login(make_member())

    assert client.get(_address(waiting)).status_code == 404


def _archive(many):
    """So many skills, and as many connections who are here."""
    rows, people = [], []
    for number in range(many):
        url = f"https://www.linkedin.com/in/person-{number}"
        other = make_member()
        add_entry(by=other, kind=Kind.LINK, fields=EntryFields(url=url), at=NOW)
        make_entry(other, kind="headline", text_ja="営業")
        rows.append(f"Skill {number}\n")
        people.append(f"A,B,{url},,,,\n")
    header = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    return zipped(
        {
            "Skills.csv": f"Name\n{''.join(rows)}".encode(),
            "Connections.csv": (header + "".join(people)).encode(),
        }
    )


def test_the_pages_of_an_import_cost_the_same_for_few_and_many_lines(member_client, warm_graph):
    costs = []
    for many in (1, 40):
        _upload(member_client, _archive(many))
        kept = Import.objects.order_by("-pk").first()
        warm_graph()
        costs.append([_cost(member_client, _address(kept))])
        tick = {"visibility": "members", "line": list(range(1, many + 1))}
        tick["contact"] = [match.member.handle for match in kept.matches.all()]
        member_client.post(reverse("web:apply_import", args=[kept.pk]), tick)
        costs[-1].append(_cost(member_client, _address(kept)))
        Entry.objects.filter(member=member_client.viewer).update(place_ja="大阪")
        member_client.post(reverse("web:undo_import", args=[kept.pk]))
        costs[-1].append(_cost(member_client, _address(kept)))

    few, many = costs
    assert few == many
    assert max(many) <= 12


def _cost(client, address):
    with CaptureQueriesContext(database) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_preview_of_thousands_of_lines_can_be_sent(member_client):
    names = "".join(f"Skill {number}\n" for number in range(1_100))
    _upload(member_client, f"Name\n{names}".encode(), "Skills.csv")
    kept = Import.objects.get()

    member_client.post(
        reverse("web:apply_import", args=[kept.pk]),
        {"line": [str(number) for number in range(1, 1_101)], "visibility": "members"},
    )

    assert Entry.objects.count() == 1_100
