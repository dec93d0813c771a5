"""The look is tested in English unless a test says otherwise, without a database."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield
