"""A stored query is answered when a search for it, every word demanded, finds the record."""

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from enishi.engines.search import Demand, Filters, Page, Passage, Scope, SearchIndex
from enishi.engines.search.percolation import Record, StoredQueries, digest_of

WORDS = (
    *(
        "アルバイト",
        "バイト",
        "求人広告",
        "営業",
        "企画営業",
        "料金改定",
        "派遣",
        "人事制度",
        "測量",
    ),
    *("part-time job", "advertising", "sales", "pricing", "recruiting", "HR", "survey", "渡邊"),
)
PLACES, COMPANIES = ("tokyo", "osaka"), ("1", "2")
LINES = st.builds(
    lambda words, title, language, company, place, years: {
        "text": "の".join(words) if language == "ja" else " ".join(words),
        "title": title,
        "language": language,
        "organization_key": company,
        "organization": f"{company}社" if company else "",
        "places": (place,) if place else (),
        "starts": years[0],
        "ends": years[1],
    },
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=4),
    st.sampled_from(("", *WORDS[:6])),
    st.sampled_from(("ja", "en")),
    st.sampled_from(("", *COMPANIES)),
    st.sampled_from(("", *PLACES)),
    st.sampled_from((("", ""), ("2009", "2012"), ("2015", ""), ("2018-04", "2020-03"))),
)
QUERIES = st.lists(
    st.one_of(
        st.sampled_from(WORDS),
        st.sampled_from(WORDS).map("-{}".format),
        st.sampled_from(WORDS).map("“{}”".format),
        st.just("OR"),
    ),
    min_size=1,
    max_size=4,
).map(" ".join)
FILTERS = st.builds(
    lambda companies, places, language, first, last: Filters(
        organizations=companies, places=places, language=language, first_year=first,
        last_year=last,
    ),
    st.sampled_from((frozenset(), frozenset({"1"}))),
    st.sampled_from((frozenset(), frozenset(PLACES))),
    st.sampled_from(("", "", "en")),
    st.sampled_from((0, 0, 2012)),
    st.sampled_from((0, 0, 2016)),
)  # fmt: skip


def record_of(lines, member_id=7):
    passages = (
        Passage(passage_id=f"{member_id}:{n}", member_id=member_id, **line)
        for n, line in enumerate(lines)
    )
    return Record(tuple(passages))


def found_by_search(folder, records, query, filters):
    """The members a search finds, every word demanded."""
    index = SearchIndex.open(folder)
    results = index.search(
        query,
        Scope(viewer_id=1_000),
        filters=filters,
        page=Page(size=100),
        demand=Demand(least=1.0, enough=0),
    )
    return {hit.member_id for hit in results.hits}


@settings(
    max_examples=15, deadline=None, derandomize=True,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip
@given(
    st.lists(st.lists(LINES, min_size=1, max_size=4), min_size=3, max_size=6),
    st.lists(st.tuples(QUERIES, FILTERS), min_size=10, max_size=30),
)
def test_it_is_a_search_the_other_way_round(tmp_path_factory, careers, asked):
    records = {n: record_of(lines, n) for n, lines in enumerate(careers, start=1)}
    folder = tmp_path_factory.mktemp("index")
    with SearchIndex.open(folder).writer() as writer:
        for number, record in records.items():
            writer.replace_member(number, record.lines)
    stored = StoredQueries()
    for key, (query, filters) in enumerate(asked):
        stored.put(key, query, filters)

    for key, (query, filters) in enumerate(asked):
        answering = {n for n, record in records.items() if stored.answers(key, record)}
        assert answering == found_by_search(folder, records, query, filters), query
    for record in records.values():
        everyone = {key for key in range(len(asked)) if stored.answers(key, record)}
        assert set(stored.answered_by(record)) == everyone <= set(stored.possible(record))
        for key in everyone:
            lines = stored.evidence(key, record)
            assert 1 <= len(lines) <= 3
            assert {*lines} <= {*record.lines}


def test_what_is_put_replaced_and_removed_is_as_if_it_were_written_so_at_once():
    random = Random(7)
    stored, kept = StoredQueries(), {}
    for _turn in range(300):
        key = random.randrange(40)
        if random.random() < 0.3:
            stored.remove(key)
            kept.pop(key, None)
        else:
            kept[key] = " ".join(random.sample(WORDS, random.randrange(1, 4)))
            stored.put(key, kept[key], Filters())
    anew = StoredQueries()
    for key, query in kept.items():
        anew.put(key, query, Filters())

    assert len(stored) == len(kept)
    for _record in range(20):
        lines = [{"text": "の".join(random.sample(WORDS, 5))} for _line in range(2)]
        found, expected = record_of(lines), record_of(lines)
        assert set(stored.answered_by(found)) == set(anew.answered_by(expected))


def test_words_of_the_house_count():
    record = record_of([{"text": "CPAの設計"}])
    for house, found in (((), []), ((("CPA", "応募課金"),), ["mine"])):
        stored = StoredQueries(house)
        stored.put("mine", "応募課金", Filters())
        assert stored.answered_by(record) == found


def test_few_are_looked_at():
    """What everybody asks for is a key of no query that asks for something rarer."""
    stored = StoredQueries()
    for number in range(500):
        stored.put(number, f"営業 zq{number}x", Filters())
    record = record_of([{"text": "営業を統括"}])

    assert len(stored._looked_at(record)) < 25


@pytest.mark.parametrize("query", ["", "  ", "-営業", "!!", "“”", "\ud800", "OR"])
def test_what_asks_for_nothing_is_never_answered(query):
    stored = StoredQueries()
    stored.put(1, query, Filters())
    assert stored.answered_by(record_of([{"text": "営業"}])) == []


def test_a_digest_tells_lines_apart_by_what_they_say():
    line = Passage(passage_id="1", member_id=7, text="営業")
    moved = Passage(passage_id="2", member_id=7, text="営業", entry_id=3)
    assert digest_of(line) == digest_of(moved)
    for changes in (
        {"text": "企画"}, {"title": "部長"}, {"language": "en"}, {"organization": "社"},
        {"organization_key": "1"}, {"places": ("tokyo",)}, {"starts": "2015"},
        {"is_current": True},
    ):  # fmt: skip
        other = Passage(**{"passage_id": "1", "member_id": 7, "text": "営業"} | changes)
        assert digest_of(other) != digest_of(line)
