"""JSON Resume, both ways."""

import json

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from enishi.engines.formats.item_codec import KINDS, VISIBILITIES
from enishi.engines.formats.json_resume import read_json_resume, write_json_resume
from enishi.engines.formats.types import Career, Item, Name, Problem, Refused, Text
from tests.fixtures.archives import FIXTURES, shared

SCHEMA = json.loads((FIXTURES / "json_resume" / "schema.json").read_text("utf-8"))
VALID = jsonschema.Draft7Validator(
    SCHEMA, format_checker=jsonschema.Draft7Validator.FORMAT_CHECKER
)
FOLDER = "resume/json-resume-schema/test/__test__"

_WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12
) | st.sampled_from(["営業", "part-time jobs", "・点", "a  b", " "])
_LINES = st.lists(_WORDS, max_size=3).map("\n".join)
_PAIRS = st.builds(Text, ja=_WORDS, en=_WORDS)
_PARTS = st.sampled_from(["", "藤田", "直樹", "ふじた", "Naoki", "Le Fevre", "de la Cruz"])
_TWO = st.tuples(_PARTS, _PARTS)
_EARLIER = st.sampled_from(["", "1999", "2004-04", "2009-04-01"])
_LATER = st.sampled_from(["", "2010", "2010-04", "2015-12-31"])
_DETAILS = st.dictionaries(
    st.sampled_from(["network", "username", "keywords", "level", "courses", "area", "other"]),
    _WORDS | st.lists(_WORDS, max_size=3) | st.sampled_from(["email", "phone"]),
    max_size=4,
)
_ITEMS = st.builds(
    Item,
    kind=st.sampled_from(sorted(KINDS)),
    title=_PAIRS,
    organization=_PAIRS,
    place=_PAIRS,
    text=st.builds(Text, ja=_LINES, en=_LINES),
    url=st.sampled_from(["", "https://a.example/x", "http://b.example", "mailto:a@b.example"]),
    starts=_EARLIER,
    ends=_LATER,
    is_current=st.booleans(),
    details=_DETAILS,
    visibility=st.sampled_from(["", *VISIBILITIES]),
    text_visibility=st.sampled_from(["", *VISIBILITIES]),
    confirmed_on=st.sampled_from(["", "2026-11-01"]),
)
_CAREERS = st.builds(
    Career,
    name=st.builds(Name, kanji=_TWO, kana=_TWO, romaji=_TWO, unsplit=_PARTS),
    items=st.lists(_ITEMS, max_size=8).map(tuple),
)


_NO_ADDRESS = Item("contact", details={"network": "email", "username": "0"})


@given(career=_CAREERS, language=st.sampled_from(["ja", "en"]))
@example(career=Career(items=(_NO_ADDRESS,)), language="ja")
@settings(max_examples=300, deadline=None)
def test_what_was_written_reads_as_the_same_career(career, language):
    written = write_json_resume(career, language)

    reading = read_json_resume(written)

    assert reading.career == career
    assert reading.complaints == ()
    VALID.validate(json.loads(written))


def test_other_programs_find_their_fields():
    career = Career(
        Name(kanji=("藤田", "直樹"), romaji=("Fujita", "Naoki")),
        (
            Item("headline", text=Text(ja="営業", en="Sales")),
            Item(
                "position",
                title=Text(ja="課長", en="Manager"),
                organization=Text(ja="あけぼの"),
                text=Text(ja="一\n二", en="Led sales"),
                starts="2015-10",
                ends="2021",
            ),
            Item("contact", details={"network": "email", "username": "n@f.example"}),
        ),
    )

    english = json.loads(write_json_resume(career, "en"))
    japanese = json.loads(write_json_resume(career, "ja"))

    assert english["basics"]["name"] == "Naoki Fujita"
    assert japanese["basics"]["name"] == "藤田 直樹"
    assert english["basics"]["email"] == "n@f.example"
    assert english["work"][0]["summary"] == "Led sales"
    assert japanese["work"][0]["highlights"] == ["一", "二"]
    assert english["work"][0]["name"] == "あけぼの"
    assert english["work"][0]["endDate"] == "2021"


def test_a_change_by_hand_wins_and_the_other_language_stays():
    item = Item(
        "position",
        title=Text(ja="課長", en="Manager"),
        starts="2015",
        visibility="connections",
    )
    document = json.loads(write_json_resume(Career(items=(item,)), "en"))
    document["work"][0] |= {"position": "Director", "endDate": "2020"}

    [read] = read_json_resume(json.dumps(document).encode()).career.items

    assert read.title == Text(ja="課長", en="Director")
    assert read.ends == "2020"
    assert read.visibility == "connections"


def test_an_element_deleted_by_hand_stays_deleted():
    items = (Item("skill", Text(en="A")), Item("skill", Text(en="B")))
    document = json.loads(write_json_resume(Career(items=items), "en"))
    del document["skills"][0]

    assert read_json_resume(json.dumps(document).encode()).career.items == items[1:]


def _fixtures():
    folder = shared(FOLDER)
    for path in sorted(folder.glob("*.json")):
        if path.stem == "dates":
            continue
        for name, document in json.loads(path.read_text("utf-8")).items():
            yield f"{path.stem}:{name}", document


def test_every_fixture_of_the_schema_is_read_and_only_the_invalid_ones_complained_of():
    seen = 0
    for name, document in _fixtures():
        reading = read_json_resume(json.dumps(document).encode())
        assert reading.refusal is None, name
        assert bool(reading.complaints) == ("nvalid" in name.partition(":")[2]), name
        seen += 1
    assert seen > 100


@pytest.mark.parametrize(
    ("path", "positions", "projects"),
    [
        ("resume/json-resume-schema/sample.resume.json", 1, 1),
        ("resume/ja-cv-style/sample/resume.json", 0, 2),
    ],
)
def test_both_samples_are_read_without_a_complaint(path, positions, projects):
    reading = read_json_resume(shared(path).read_bytes())

    kinds = [item.kind for item in reading.career.items]
    assert reading.complaints == ()
    assert (kinds.count("position"), kinds.count("project")) == (positions, projects)
    again = read_json_resume(write_json_resume(reading.career, "ja"))
    assert again.career == reading.career


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", Refused.NOT_JSON),
        (b"[" * 100_000, Refused.NOT_JSON),
        (b'{"a": 1' + b"1" * 5_000 + b"}", Refused.NOT_JSON),
        (b"[]", Refused.NOT_A_RESUME),
        (b'{"foo": 1}', Refused.NOT_A_RESUME),
    ],
)
def test_what_is_no_resume_is_refused_by_name(data, code):
    assert read_json_resume(data).refusal.code == code


_ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["basics", "work", "name", "enishi", "meta", "items", "kind", "number",
                         "details", "title", "ja", "startDate", "profiles", "position"]),
        inner | st.sampled_from(["position", "headline"]), max_size=4),
    max_leaves=20,
)  # fmt: skip


@given(
    document=st.dictionaries(st.sampled_from(["basics", "work", "meta", "skills"]), _ANY_JSON)
)
@settings(max_examples=300, deadline=None)
def test_no_document_makes_the_reader_fail(document):
    reading = read_json_resume(json.dumps(document).encode())
    write_json_resume(reading.career, "ja")


def test_what_no_database_can_hold_does_not_come_through():
    data = b'{"skills": [{"name": "a\\u0000b\\ud800"}], "basics": {"name": "x\\ud800"}}'

    career = read_json_resume(data).career

    assert career.items[0].title.en == "ab"
    assert career.name.unsplit == "x"


def test_a_date_that_cannot_be_read_is_named_by_its_place():
    reading = read_json_resume(b'{"work": [{"name": "A", "startDate": "soon"}]}')
    [complaint] = reading.complaints
    assert complaint.code == Problem.DATE_UNREADABLE
    assert complaint.values == {"value": "work[0].startDate"}
