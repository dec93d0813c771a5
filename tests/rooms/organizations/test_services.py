import pytest

from enishi.rooms.organizations.services import resolve_organization
from enishi.rooms.organizations.types import organization_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("株式会社あけぼの求人社", "あけぼの求人社"),
        ("㈱あけぼの求人社", "株式会社 あけぼの求人社"),
        ("Akebono Kyujinsha Co., Ltd.", "AKEBONO KYUJINSHA"),
        ("Lantern Jobs K.K.", "Lantern Jobs"),
    ],
)
def test_spellings_of_one_organization_share_a_key(one, other):
    assert organization_key(one) == organization_key(other)


def test_a_name_that_is_only_a_legal_form_keeps_it():
    assert organization_key("株式会社") == "株式会社"


def test_a_second_name_is_learned(db):
    first = resolve_organization(name_ja="株式会社まど広告")
    again = resolve_organization(name_ja="まど広告", name_en="Mado Advertising")

    assert again == first
    assert again.name_en == "Mado Advertising"
    assert again.name_ja == "株式会社まど広告"


def test_no_letters_no_organization(db):
    assert resolve_organization(name_ja=" – ") is None
