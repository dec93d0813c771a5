"""The pages: a file in, a preview, the writing, and the record out again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from enishi.rooms.portability import services
from enishi.rooms.portability.models import Import
from enishi.rooms.portability.types import Format, State
from enishi.rooms.profiles.models import Entry
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


def test_nobody_sees_the_import_of_another(client, waiting):
    client.force_login(make_member())

    assert client.get(_address(waiting)).status_code == 404


def test_the_preview_costs_the_same_for_few_and_many_lines(
    member_client, django_assert_max_num_queries
):
    for rows in (1, 400):
        names = "".join(f"Skill {number}\n" for number in range(rows))
        _upload(member_client, f"Name\n{names}".encode(), "Skills.csv")
        with django_assert_max_num_queries(12):
            member_client.get(_address(Import.objects.get()))


def test_a_preview_of_thousands_of_lines_can_be_sent(member_client):
    names = "".join(f"Skill {number}\n" for number in range(1_500))
    _upload(member_client, f"Name\n{names}".encode(), "Skills.csv")
    kept = Import.objects.get()

    member_client.post(
        reverse("web:apply_import", args=[kept.pk]),
        {"line": [str(number) for number in range(1, 1_501)], "visibility": "members"},
    )

    assert Entry.objects.count() == 1_500


@pytest.mark.parametrize("form", Format.values)
def test_every_format_is_a_file_to_take_away(member_client, form):
    make_entry(
        member_client.viewer, title_ja="課長", organization_ja="あけぼの", is_current=True
    )

    answer = member_client.get(reverse("web:download", args=[form]))

    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith('attachment; filename="enishi-')
    assert "課長" in answer.content.decode("utf-8-sig")
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

    table = answer.content.decode("utf-8-sig")
    assert "\"'=HYPERLINK" in table
    assert "'@SUM(1)" in table
