"""The archive of LinkedIn, as it is handed out and as people hand it on."""

import csv
import io

import pytest

from enishi.engines.formats.detect import read_any
from enishi.engines.formats.linkedin import read_linkedin_csv
from enishi.engines.formats.tables import MAX_ROWS
from enishi.engines.formats.types import Name, Problem, Refused, Text
from tests.fixtures.archives import fujita_archive, zipped

POSITIONS = "Company Name,Title,Description,Location,Started On,Finished On\n"


def _items(reading, kind):
    return [item for item in reading.career.items if item.kind == kind]


def _codes(reading):
    return [complaint.code for complaint in reading.complaints]


def test_the_recruiters_archive_becomes_his_record():
    reading = read_any(fujita_archive(), "Complete_LinkedInDataExport_11-20-2026.zip")

    assert reading.refusal is None
    assert reading.career.name == Name(kanji=("藤田", "直樹"))
    now, tokyo, osaka = _items(reading, "position")
    assert now.is_current
    assert (now.starts, now.ends) == ("2021-04", "")
    assert tokyo.organization == Text(ja="株式会社あけぼの求人社")
    assert tokyo.text.ja.splitlines()[0] == (
        "飲食・小売チェーン120社のアルバイト求人広告の営業を統括"
    )
    assert tokyo.text.en.startswith("Led part-time job advertising sales")
    assert (osaka.starts, osaka.ends) == ("2009-04", "2015-09")
    assert len(_items(reading, "summary")) == 1
    assert [item.url for item in _items(reading, "link")] == [
        "https://fujita-note.example/",
        "https://hibari-jinzai.example/recruit",
        "https://x.com/naoki_fujita",
    ]


def test_each_used_file_gives_what_it_holds():
    reading = read_any(fujita_archive())

    rows = {file.holds: file.rows for file in reading.files if file.is_used}
    assert rows["skills"] == len(_items(reading, "skill")) == 6
    assert rows["languages"] == len(_items(reading, "language")) == 2
    for holds, kind in (
        ("certifications", "certificate"),
        ("projects", "project"),
        ("publications", "publication"),
        ("honors", "award"),
        ("volunteering", "volunteering"),
        ("education", "education"),
    ):
        assert rows[holds] == len(_items(reading, kind)) == 1
    [certificate] = _items(reading, "certificate")
    assert certificate.details == {"license_number": "第2021-0617号"}


def test_private_files_are_recognised_and_left_alone():
    reading = read_any(fujita_archive())

    unused = {file.holds for file in reading.files if not file.is_used}
    assert unused == {
        "advertising",
        "email_addresses",
        "endorsements",
        "messages",
        "registration",
    }


def test_contacts_are_known_by_their_public_address_only():
    reading = read_any(fujita_archive())

    assert reading.career.contacts == (
        "linkedin:midori-aizawa-example",
        "linkedin:makoto-onodera-example",
    )
    [complaint] = reading.complaints
    assert complaint.code == Problem.CONTACTS_WITHOUT_ADDRESS
    assert complaint.values == {"count": 1}


@pytest.mark.parametrize(
    "preamble",
    [
        "",
        "Notes:\nSome words\nand more\n\n",
        'Notes:\n"One paragraph, quoted\nover two lines"\n\n',
        "\n" * 5,
    ],
)
@pytest.mark.parametrize(
    "header",
    [
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
        "First Name,Last Name,Email Address,Company,Position,Connected On,URL",
        "FIRST NAME,last_name,url,Email Address,Company,Position,Connected_On",
    ],
)
def test_connections_of_every_era_are_found_below_their_preamble(preamble, header):
    columns = [column.lower().replace("_", " ") for column in header.split(",")]
    values = {
        "first name": "Aya",
        "last name": "Mori",
        "url": "www.linkedin.com/in/Aya-Mori/",
        "connected on": "05 Jun 2023",
    }
    row = ",".join(values.get(column, "") for column in columns)

    reading = read_linkedin_csv(f"{preamble}{header}\n{row}\n".encode(), "Kontakte.csv")

    assert reading.career.contacts == ("linkedin:aya-mori",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp932"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_spreadsheet_may_have_saved_the_file_again(encoding, newline, delimiter):
    written = io.StringIO()
    table = csv.writer(written, delimiter=delimiter, lineterminator=newline)
    table.writerow(POSITIONS.strip().split(","))
    table.writerow(
        ["株式会社あけぼの求人社", "営業", "一行目\n二行目", "大阪", "Apr-09", "2015"]
    )

    reading = read_linkedin_csv(written.getvalue().encode(encoding), "職歴.csv")

    [item] = reading.career.items
    assert item.organization == Text(ja="株式会社あけぼの求人社")
    assert item.text == Text(ja="一行目\n二行目")
    assert (item.starts, item.ends) == ("2009-04", "2015")


def test_western_bytes_are_not_taken_for_japanese():
    text = POSITIONS + "Société Générale,Käufer – “été”,,Zürich,2010,2012\n"

    [item] = read_linkedin_csv(text.encode("cp1252"), "p.csv").career.items

    assert item.organization.en == "Société Générale"
    assert item.title.en == "Käufer – “été”"


def test_bad_rows_are_named_by_file_and_line_and_the_others_are_read():
    text = POSITIONS + (
        'One,Sales,"two\nlines",,2010,2011\n'
        "Unquoted, Inc.,Sales,x,,2010,2011\n"
        ",Moved,Sales,text,Tokyo,2010,2011\n"
        ",,only words,,,\n"
        "Two,Sales\n"
        "Three,Sales,,,sometime,2012\n"
        "Four,Sales,,,2012,2010\n"
    )

    reading = read_linkedin_csv(text.encode(), "Positions.csv")

    assert [(c.line, c.code) for c in reading.complaints] == [
        (4, Problem.ROW_TOO_LONG),
        (5, Problem.ROW_SHIFTED),
        (6, Problem.ROW_EMPTY),
        (8, Problem.DATE_UNREADABLE),
        (9, Problem.ENDS_BEFORE_START),
    ]
    assert {c.file for c in reading.complaints} == {"Positions.csv"}
    names = [item.organization.en for item in reading.career.items]
    assert names == ["One", "Moved", "Two", "Three", "Four"]


def test_equal_column_names_keep_the_first_that_is_filled():
    text = "Name,Name,Proficiency\n,日本語,Native\n"

    [item] = read_linkedin_csv(text.encode(), "l.csv").career.items

    assert item.title == Text(ja="日本語")


def test_two_summaries_become_one_in_two_languages():
    reading = read_any(
        zipped(
            {
                "Profile.csv": (
                    "First Name,Last Name,Headline,Summary\n直樹,藤田,,営業です\n".encode()
                ),
                "Profile Summary.csv": b"Profile Summary\nI sell advertising.\n",
            }
        )
    )

    [item] = _items(reading, "summary")
    assert item.text == Text(ja="営業です", en="I sell advertising.")


def test_an_archive_without_a_usable_file_is_refused_but_says_what_it_met():
    reading = read_any(zipped({"SearchQueries.csv": b"Time,Search Query\n", "x.html": b"<p>"}))

    assert reading.refusal.code == Refused.NO_KNOWN_FILE
    assert [(file.name, file.holds) for file in reading.files] == [
        ("SearchQueries.csv", "searches"),
        ("x.html", ""),
    ]


def test_addresses_that_could_run_a_script_are_dropped():
    text = "Title,Description,Url,Started On,Finished On\nA,,javascript:alert(1),,\n"

    reading = read_linkedin_csv(text.encode(), "Projects.csv")

    assert reading.career.items[0].url == ""
    assert _codes(reading) == [Problem.URL_REFUSED]


def test_a_file_with_too_many_rows_is_read_up_to_the_limit():
    text = "First Name,Last Name,URL,Connected On\n" + "a,b,,\n" * (MAX_ROWS + 2)

    reading = read_linkedin_csv(text.encode(), "Connections.csv")

    assert reading.complaints[0].code == Problem.ROWS_LEFT


def test_words_longer_than_a_record_holds_are_cut_and_said():
    text = POSITIONS + f"One,{'x' * 400},,,,\n"

    reading = read_linkedin_csv(text.encode(), "p.csv")

    assert len(reading.career.items[0].title.en) == 300
    assert _codes(reading) == [Problem.TEXT_CUT]


def test_a_field_larger_than_the_csv_reader_takes_is_an_unreadable_row():
    text = POSITIONS + f'One,Sales,"{"x" * 200_000}",,,\n'

    reading = read_linkedin_csv(text.encode(), "p.csv")

    assert Problem.ROW_UNREADABLE in _codes(reading)
