import pytest

from enishi.engines.text.names import fold_name, name_keys, prefixes_of


@pytest.mark.parametrize(
    "spellings",
    [
        ("Ohno", "Oono", "Ono", "Ōno", "おおの", "オオノ"),
        ("Itō", "Itoh", "Itou", "Ito", "いとう"),
        ("Shimpei", "Sinpei", "しんぺい"),
        ("Junichi", "Zyunichi", "じゅんいち"),
        ("Fujiwara", "Huziwara", "ふじわら", "ﾌｼﾞﾜﾗ"),
        ("渡辺", "渡邊", "渡邉"),
        ("斉藤", "斎藤", "齋藤", "齊藤"),
        ("髙﨑", "高崎"),
    ],
)
def test_spellings_of_one_name_fold_to_one(spellings):
    assert len({fold_name(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("Ono", "Ota"), ("Inoue", "Ino"), ("大野", "小野")])
def test_different_names_stay_apart(one, other):
    assert fold_name(one) != fold_name(other)


def test_a_whole_name_is_found_from_either_end():
    keys = name_keys(["大野 渡", "Wataru Ohno"])

    assert {"大野渡", "渡大野", "wataruono", "onowataru", "大野", "ono"} <= set(keys)


def test_completion_starts_with_one_character():
    assert prefixes_of(["大野渡"]) == ("大", "大野", "大野渡")


def test_nothing_has_no_keys():
    assert name_keys(["", " ", "・"]) == ()
