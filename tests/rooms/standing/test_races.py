"""Two workers, and two people at the same moment."""

import pytest

from enishi.rooms.network import snapshot
from enishi.rooms.standing import services
from enishi.rooms.standing.errors import QuestionOver, TooManyQuestions
from enishi.rooms.standing.models import Asking, ChangeToFollow, SearchAnswer, StandingQuestion
from enishi.rooms.standing.types import MOST_ASKED, MOST_OPEN
from tests.makers import NOW, make_member
from tests.rooms.races import ON_POSTGRES, at_once
from tests.rooms.standing.scenes import ask, follow, put_to, save, told, write

pytestmark = ON_POSTGRES


@pytest.fixture(autouse=True)
def read_house(settings, tmp_path, transactional_db):
    settings.DATA = tmp_path
    snapshot.forget()
    services.read_every_record()
    yield
    snapshot.forget()


def test_two_workers_follow_a_change_once():
    saver, asker, expert = (make_member() for _ in range(3))
    save(saver)
    ask(asker)
    write(expert)

    at_once(follow, follow, follow)
    follow()  # what each left to the other

    assert SearchAnswer.objects.count() == Asking.objects.count() == 1
    assert told(saver) == [("search_answered", expert.pk)]
    assert told(expert) == [("question", asker.pk)]
    assert not ChangeToFollow.objects.exists()


def test_an_expert_is_asked_no_more_often_by_two_workers():
    for _number in range(MOST_ASKED + 2):
        ask(make_member())
    write(expert := make_member())
    Asking.objects.all().delete()
    at_once(follow, *(lambda: services.put_questions(at=NOW) for _ in range(3)))

    assert put_to(expert).count() == MOST_ASKED


def test_five_questions_are_open_whoever_asks_at_once():
    asker = make_member()
    answers = at_once(*(lambda: ask(asker) for _ in range(MOST_OPEN + 3)))

    assert answers.count(TooManyQuestions) == 3
    assert StandingQuestion.objects.count() == MOST_OPEN


def test_a_yes_comes_before_a_withdrawal_or_too_late():
    asker, expert = make_member(), make_member()
    question = ask(asker)
    write(expert)
    follow()
    (asking,) = put_to(expert)

    yes, _end = at_once(
        lambda: services.say_yes(by=expert, asking_id=asking.pk, at=NOW),
        lambda: services.withdraw_question(by=asker, question_id=question.pk, at=NOW),
    )

    asking.refresh_from_db()
    assert (asking.reply == "yes") is isinstance(yes, int)
    again = at_once(*(lambda: services.say_yes(by=expert, asking_id=asking.pk, at=NOW),) * 2)
    assert not any(isinstance(one, int) for one in again) or QuestionOver in again
