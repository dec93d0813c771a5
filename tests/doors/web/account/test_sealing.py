"""Secrets of second factors: unreadable in the database, whatever the secret was before."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from enishi.doors.web.account.errors import SecretUnreadable
from enishi.doors.web.account.sealing import seal, unseal
from tests.makers import make_member, make_second_factor

SECRET = "JBSWY3DPEHPK3PXP"


def test_a_sealed_text_comes_back_and_never_looks_the_same():
    sealed = seal(SECRET)

    assert SECRET not in sealed
    assert sealed != seal(SECRET)
    assert unseal(sealed) == SECRET


def test_what_was_kept_before_there_were_seals_is_read():
    assert unseal(SECRET) == SECRET


def test_another_secret_of_the_house_opens_nothing_unless_the_old_one_is_named(settings):
    sealed, old = seal(SECRET), settings.SECRET_KEY
    settings.SECRET_KEY = "another" * 10

    with pytest.raises(SecretUnreadable):
        unseal(sealed)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert unseal(sealed) == SECRET


@pytest.mark.django_db
def test_neither_secret_nor_recovery_codes_stand_in_the_database():
    member = make_member()
    secret = make_second_factor(member)
    codes = RecoveryCodes.activate(member)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))

    assert secret not in kept
    assert codes.instance.wrap().get_unused_codes()
    assert not any(code in kept for code in codes.get_unused_codes())
