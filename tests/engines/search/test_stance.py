import pytest

from enishi.engines.search import Passage, Scope, SearchIndex, Stance
from enishi.engines.search.stance import stance_of


@pytest.mark.parametrize(
    ("line", "stance"),
    [
        ("アルバイト求人広告の営業を統括", Stance.DID),
        ("Led sales of part-time job ads in Kansai", Stance.DID),
        ("Machine-learning engineer for retail", Stance.DID),
        ("自治体の事務のアウトソーシングを受託。Business process outsourcing.", Stance.DID),
        ("短期アルバイト募集を多く手がけた", Stance.DID),
        ("求人広告の掲載を代理店に依頼した", Stance.BOUGHT),
        ("Bought listings from three job boards", Stance.BOUGHT),
        ("求人広告の営業を志望しています", Stance.WISHES),
        ("Would like to move into job advertising", Stance.WISHES),
        ("求人広告の仕組みを勉強中", Stance.LEARNS),
        ("Finished an online course on job advertising", Stance.LEARNS),
        ("居酒屋でアルバイトとして勤務", Stance.SHIFTS),
        ("Worked part-time at a convenience store", Stance.SHIFTS),
        ("求人広告を眺めるのが趣味です", Stance.OUTSIDE),
        ("I know nothing about advertising", Stance.OUTSIDE),
    ],
)
def test_a_line_says_how_its_owner_stands_to_what_it_speaks_of(line, stance):
    assert stance_of(line) is stance


def test_an_interest_is_a_wish_whatever_it_says():
    assert stance_of("求人広告の営業", "interest") is Stance.WISHES


@pytest.fixture
def index(tmp_path):
    index = SearchIndex.open(tmp_path)
    lines = {
        1: "飲食店の求人広告の掲載を代理店に依頼した",
        2: "求人広告の営業をしてみたいと志望しています",
        3: "求人広告の営業を担当",
    }
    with index.writer() as writer:
        for member_id, line in lines.items():
            passage = Passage(passage_id=str(member_id), member_id=member_id, text=line)
            writer.replace_member(member_id, [passage])
    return index


def test_who_did_it_comes_before_who_bought_it_or_wishes_for_it(index):
    hits = index.search("求人広告 営業", Scope(viewer_id=9)).hits

    assert hits[0].member_id == 3
    assert hits[0].parts.stance is Stance.DID


def test_buyers_come_first_when_they_are_asked_for(index):
    hits = index.search("求人広告の掲載を依頼した人", Scope(viewer_id=9)).hits

    assert hits[0].member_id == 1
