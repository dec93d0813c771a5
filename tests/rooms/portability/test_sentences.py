"""Every code a reader can answer with is a sentence here, with all its values in place."""

import pytest

from enishi.engines.formats.types import Problem, Refusal, Refused
from enishi.rooms.portability.sentences import (
    NOT_KEPT,
    REPEATED,
    holds_label,
    problem_sentence,
    refusal_sentence,
)

VALUES = dict.fromkeys(
    ["limit", "file", "encoding", "cells", "columns", "value", "starts", "ends", "field"], "7"
) | {"count": 2}


@pytest.mark.parametrize("code", Refused)
def test_every_refusal_is_a_sentence(code):
    assert "%" not in refusal_sentence(Refusal(code, VALUES))


@pytest.mark.parametrize("code", [*Problem, REPEATED, NOT_KEPT])
def test_every_problem_is_a_sentence(code):
    assert "%" not in problem_sentence(code, VALUES)


def test_rare_files_are_said_to_be_none_of_our_business():
    assert holds_label("receipts") == holds_label("security")
    assert holds_label("positions") != holds_label("receipts")
