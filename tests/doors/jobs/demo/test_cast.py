import pytest

from enishi.doors.jobs.demo import bank, generate
from enishi.doors.jobs.demo.cast import cast, cast_ties

BY_HANDLE = {member.handle: member for member in cast()}
NAMED = ("fujita", "takanashi", "onodera", "aizawa", "onishi", "miura", "alex", "operator")


@pytest.mark.parametrize("handle", NAMED)
@pytest.mark.parametrize("members", [50, 1000])
def test_the_cast_is_in_every_house(handle, members):
    first = next(generate(members, 3))
    assert handle in {member.handle for member in first}


def lines_of(handle):
    return [
        line
        for entry in BY_HANDLE[handle].entries
        if entry.kind == "position"
        for line in entry.text.ja.split("\n") + entry.text.en.split("\n")
    ]


def test_the_recruiter_has_twelve_years_in_part_time_job_advertising():
    assert "飲食・小売チェーン120社のアルバイト求人広告の営業を統括" in lines_of("fujita")
    assert BY_HANDLE["fujita"].name.family_kana == "ふじた"


@pytest.mark.parametrize(
    "row", bank.read_toml("story.toml")["approach"], ids=lambda r: r["subject"]
)
def test_every_reason_of_the_story_is_a_line_of_the_record(row):
    assert set(row["lines"]) <= set(lines_of(row["recipient"]))


def test_the_recruiter_knows_few_and_the_analyst_is_three_steps_away():
    numbers = {member.handle: member.index for member in cast()}
    friends = {number: set() for number in numbers.values()}
    for one, other in cast_ties():
        friends[one].add(other)
        friends[other].add(one)
    recruiter, analyst = numbers["fujita"], numbers["takanashi"]
    assert 3 <= len(friends[recruiter]) <= 5
    assert analyst not in friends[recruiter]
    assert not friends[recruiter] & friends[analyst]
    assert numbers["onodera"] in friends[analyst]
    assert numbers["aizawa"] in friends[numbers["onodera"]] & friends[recruiter]
