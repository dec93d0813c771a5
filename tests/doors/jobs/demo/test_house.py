import re
from collections import Counter
from functools import cache
from itertools import pairwise

import pytest

from enishi.doors.jobs.demo import generate
from enishi.doors.jobs.demo.cast import cast

MONTH = re.compile(r"^\d{4}-(0[1-9]|1[0-2])$")
NOW = "2026-11"


@cache
def house(members=1500, seed=1):
    return [member for chunk in generate(members, seed) for member in chunk]


def of_kind(member, kind):
    return [entry for entry in member.entries if entry.kind == kind]


def test_the_same_seed_makes_the_same_people():
    assert repr(list(generate(300, 5))) == repr(list(generate(300, 5)))


def test_another_seed_makes_other_people():
    assert house(300, 5)[100].entries != house(300, 6)[100].entries


def test_a_member_is_the_same_in_a_larger_house():
    assert house(300, 1) == house()[:300]


def test_members_are_numbered_and_handles_are_theirs_alone():
    assert [member.index for member in house()] == list(range(1500))
    assert len({member.handle for member in house()}) == 1500
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]{1,28}[a-z0-9]", m.handle) for m in house())


def test_a_house_has_room_for_the_cast():
    with pytest.raises(ValueError, match="needs at least"):
        next(generate(3, 1))


def test_every_name_has_a_reading_and_romaji():
    for member in house():
        name = member.name
        assert all((name.family, name.given, name.family_romaji, name.given_romaji))
        assert re.fullmatch(r"[ぁ-ゖァ-ヺー・]+", name.family_kana + name.given_kana)


def test_positions_have_years_that_can_be():
    for member in house():
        for entry in of_kind(member, "position"):
            assert MONTH.match(entry.starts)
            assert entry.starts <= NOW
            assert entry.is_current == (entry.ends == "")
            assert entry.ends == "" or entry.starts <= entry.ends <= NOW


def test_positions_of_generated_members_follow_each_other_without_overlap():
    for member in house()[len(cast()) :]:
        for later, earlier in pairwise(of_kind(member, "position")):
            assert earlier.ends < later.starts


def test_nobody_works_before_leaving_school():
    for member in house()[len(cast()) :]:
        left = of_kind(member, "education")[0].ends
        assert all(left < entry.starts for entry in of_kind(member, "position"))


def test_nobody_holds_a_certificate_from_before_school_or_from_the_future():
    for member in house():
        for entry in of_kind(member, "certificate"):
            assert of_kind(member, "education")[0].ends[:4] <= entry.starts <= NOW[:4]


def test_nothing_was_confirmed_before_it_began():
    for member in house():
        for entry in member.entries:
            assert not entry.confirmed_on or entry.starts <= entry.confirmed_on[:7] <= NOW


def test_single_kinds_come_once():
    for member in house():
        kinds = Counter(entry.kind for entry in member.entries)
        assert kinds["headline"] == kinds["place"] == 1
        assert kinds["summary"] <= 1


def lines_of(member):
    for entry in of_kind(member, "position"):
        yield from filter(None, (entry.text.ja + "\n" + entry.text.en).split("\n"))


def test_no_member_says_a_line_twice():
    for member in house():
        lines = list(lines_of(member))
        assert len(set(lines)) == len(lines)


def test_colleagues_rarely_say_the_same_line():
    said = Counter(
        (entry.organization.ja, line)
        for member in house()
        for entry in of_kind(member, "position")
        for line in entry.text.ja.split("\n")
        if line
    )
    repeated = sum(count for count in said.values() if count > 1)
    assert repeated / said.total() < 0.02


def test_lines_of_the_house_are_mostly_their_own():
    said = Counter(line for member in house() for line in lines_of(member))
    repeated = sum(count for count in said.values() if count > 1)
    assert repeated / said.total() < 0.15


def test_members_write_japanese_english_or_both():
    voices = Counter()
    for member in house():
        texts = [entry.text for entry in of_kind(member, "position")]
        has_ja, has_en = any(t.ja for t in texts), any(t.en for t in texts)
        voices[has_ja, has_en] += 1
    assert voices[True, True] > voices[True, False] > voices[False, True] > 50


def test_lines_that_stand_side_by_side_are_translations():
    """Where both texts have as many lines, the pages pair them by number."""
    for member in house():
        for entry in of_kind(member, "position"):
            ja, en = entry.text.ja.split("\n"), entry.text.en.split("\n")
            if entry.text.ja and entry.text.en and len(ja) == len(en):
                for one, other in zip(ja, en, strict=True):
                    year = re.search(r"\((\d{4})\)", other)
                    assert year is None or year[1] in one


def test_visibility_varies():
    seen = Counter(entry.visibility for member in house() for entry in member.entries)
    assert seen["members"] > seen["everyone"] > seen["second_degree"] > seen["only_me"] > 0


def test_priced_terms_have_a_fee():
    stances = Counter()
    for member in house():
        for welcome in member.welcome:
            stances[welcome.stance] += 1
            assert (welcome.stance == "priced") == (welcome.fee > 0)
    assert set(stances) == {"open", "ask_first", "priced", "closed"}


def test_the_niche_is_thin_and_has_look_alikes():
    everything = "\n".join(line for member in house() for line in lines_of(member))
    assert 0 < sum("アルバイト求人" in line for line in everything.split("\n")) < 100
    assert "アルバイト" in everything.replace("アルバイト求人", "")
