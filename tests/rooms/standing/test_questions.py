from datetime import timedelta

import pytest

from enishi.ground.errors import NotFound
from enishi.rooms.approaches.queries import approach_history_of, ledger_of
from enishi.rooms.approaches.services import pause_welcome, resume_welcome, set_welcome
from enishi.rooms.approaches.types import Origin, Purpose, Terms, WelcomeTerms
from enishi.rooms.connections.services import block
from enishi.rooms.conversations.queries import messages_of
from enishi.rooms.profiles.services import set_visibility
from enishi.rooms.profiles.types import Visibility
from enishi.rooms.standing import queries, services
from enishi.rooms.standing.errors import (
    BudgetRefused,
    DeadlineRefused,
    NothingToLookFor,
    QuestionOver,
    QuestionTooLong,
    QuestionTooShort,
    TooManyQuestions,
)
from enishi.rooms.standing.models import Asking, StandingQuestion
from enishi.rooms.standing.types import LATER, MOST_ASKED, MOST_OPEN, NewQuestion, Reply, State
from tests.makers import NOW, make_connection, make_member
from tests.rooms.standing.scenes import QUERY, WORDS, ask, follow, put_to, told, write

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def expert(db):
    return make_member("expert")


def asked_of(expert, at=NOW):
    return queries.askings_of(expert, at=at)


def test_the_expert_is_asked_first_and_the_asker_learns_of_a_yes(member, expert):
    question = ask(member, budget_yen=30000)
    entry = write(expert, starts="2009", ends="2012")
    follow()

    (seen,) = asked_of(expert)
    assert told(expert) == [("question", member.pk)]
    assert (seen.words, seen.budget_yen, seen.asker_id) == (WORDS, 30000, member.pk)
    assert [(one.entry_id, one.ends) for one in seen.quotes] == [(entry.pk, "2012")]
    assert told(member) == []
    assert queries.get_question_for(member, question.pk, at=NOW).said_yes == ()

    talk = services.say_yes(by=expert, asking_id=seen.id, message="喜んで。", at=NOW + DAY)

    assert told(member) == [("question_answered", expert.pk)]
    seen = queries.get_question_for(member, question.pk, at=NOW)
    assert seen.said_yes == ((expert.pk, talk),)
    said = [(one.author_id, one.body) for one in messages_of(member, talk).messages]
    assert said == [(member.pk, WORDS), (expert.pk, "喜んで。")]
    (approach,) = approach_history_of(expert)
    assert (approach.origin, approach.purpose) == (Origin.QUESTION, Purpose.CONSULTATION)
    assert [line.entry_id for line in approach.reasons] == [entry.pk]
    assert ledger_of(member.pk, at=NOW + DAY).letters == ()


def test_an_unnamed_asker_is_named_by_the_yes(member, expert):
    ask(member, is_anonymous=True)
    write(expert)
    follow()

    (seen,) = asked_of(expert)
    assert (seen.asker_id, told(expert)) == (None, [("question", None)])
    services.say_yes(by=expert, asking_id=seen.id, at=NOW)
    assert asked_of(expert)[0].asker_id == member.pk


def test_no_and_later_are_told_to_nobody_and_no_may_become_yes(member, expert):
    question = ask(member)
    write(expert)
    follow()
    (seen,) = asked_of(expert)
    services.say_later(by=expert, asking_id=seen.id, at=NOW)
    assert queries.waiting_askings(expert, at=NOW) == []
    assert len(queries.waiting_askings(expert, at=NOW + LATER)) == 1
    services.say_no(by=expert, asking_id=seen.id, at=NOW)
    assert asked_of(expert)[0].reply is Reply.NO
    assert told(member) == []
    services.say_yes(by=expert, asking_id=seen.id, at=NOW)
    assert len(queries.get_question_for(member, question.pk, at=NOW).said_yes) == 1
    for again in (services.say_yes, services.say_no, services.say_later):
        with pytest.raises(QuestionOver):
            again(by=expert, asking_id=seen.id, at=NOW)


@pytest.mark.parametrize("end", [services.close_question, services.withdraw_question, None])
def test_what_ends_is_gone_for_whoever_has_not_said_yes(member, expert, end):
    question = ask(member, days=30)
    other = make_member()
    write(expert)
    write(other)
    follow()
    yes, no = asked_of(expert)[0].id, asked_of(other)[0].id
    services.say_yes(by=expert, asking_id=yes, at=NOW)
    at = NOW + DAY if end else NOW + 30 * DAY
    if end:
        end(by=member, question_id=question.pk, at=at)

    with pytest.raises(NotFound):
        services.say_yes(by=other, asking_id=no, at=at)
    assert ([one.id for one in asked_of(expert, at)], asked_of(other, at)) == ([yes], [])
    seen = queries.get_question_for(member, question.pk, at=at)
    assert (seen.is_open, len(seen.said_yes)) == (False, 1)
    with pytest.raises(QuestionOver):
        services.withdraw_question(by=member, question_id=question.pk, at=at)
    services.forget_what_is_over(at=at)
    assert [one.pk for one in Asking.objects.all()] == [yes]
    write(make_member())
    follow(at)
    assert Asking.objects.count() == 1


def test_only_lines_the_asker_may_see_make_a_match(member):
    ask(member)
    hiding, near = make_member(), make_member()
    make_connection(member, near)
    write(hiding, visibility=Visibility.CONNECTIONS)
    write(near, visibility=Visibility.CONNECTIONS)
    follow()

    assert [one.expert_id for one in Asking.objects.all()] == [near.pk]


def test_terms_of_welcome_hold(member):
    ask(member)
    ask(member, budget_yen=5000)
    closed, dear, resting = (make_member() for _ in range(3))
    for one in (closed, dear):
        shut = WelcomeTerms(purpose=Purpose.CHAT, terms=Terms.CLOSED)
        set_welcome(by=one, said=shut)
    for one, terms in ((closed, Terms.OPEN), (dear, Terms.PRICED)):
        said = WelcomeTerms(
            purpose=Purpose.CONSULTATION, terms=terms, fee_yen=15000, minutes=30
        )
        set_welcome(by=one, said=said)
    pause_welcome(by=resting, until=NOW + 3 * DAY, at=NOW)
    for one in (closed, dear, resting):
        write(one)
    follow()

    assert [one.question.budget_yen for one in put_to(closed)] == [5000]
    assert not put_to(dear)
    assert not put_to(resting)
    services.put_questions(at=NOW + DAY)
    assert not put_to(resting)
    resume_welcome(by=resting)
    services.put_questions(at=NOW + 4 * DAY)
    assert put_to(resting).count() == 2


def test_an_expert_is_asked_so_many_a_week(expert):
    for _number in range(MOST_ASKED + 2):
        ask(make_member())
    write(expert)
    follow()
    assert put_to(expert).count() == MOST_ASKED
    services.put_questions(at=NOW + 6 * DAY)
    assert put_to(expert).count() == MOST_ASKED
    services.put_questions(at=NOW + 7 * DAY)
    assert put_to(expert).count() == MOST_ASKED + 2


def test_what_waits_to_be_put_is_asked_again_by_the_day_it_is(member, expert):
    pause_welcome(by=expert, until=NOW + 3 * DAY, at=NOW)
    ask(member)
    entry = write(expert)
    follow()
    hidden = Visibility.ONLY_ME
    set_visibility(
        by=expert, entry_id=entry.pk, visibility=hidden, text_visibility=hidden, at=NOW
    )
    follow()
    services.put_questions(at=NOW + 4 * DAY)

    assert not Asking.objects.exists()


def test_a_block_parts_them_and_does_not_tell_who_asked(member, expert):
    ask(member)
    ask(member, is_anonymous=True)
    write(expert)
    follow()
    named, unnamed = sorted(asked_of(expert), key=lambda one: one.asker_id is None)
    block(by=expert, member_id=member.pk, at=NOW)

    assert [one.id for one in asked_of(expert)] == [unnamed.id]
    with pytest.raises(QuestionOver):
        services.say_yes(by=expert, asking_id=unnamed.id, at=NOW)
    assert asked_of(expert) == []
    assert told(member) == []
    assert named.asker_id == member.pk


def test_a_block_of_the_asker_takes_the_question_away(member, expert):
    ask(member, is_anonymous=True)
    write(expert)
    follow()
    block(by=member, member_id=expert.pk, at=NOW)

    assert asked_of(expert) == []


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"query": "-営業"}, NothingToLookFor),
        ({"words": "短い"}, QuestionTooShort),
        ({"words": "あ" * 601}, QuestionTooLong),
        ({"days": 0}, DeadlineRefused),
        ({"days": 91}, DeadlineRefused),
        ({"budget_yen": 0}, BudgetRefused),
        ({"budget_yen": 10_000_001}, BudgetRefused),
    ],
)
def test_what_cannot_be_asked(member, changes, refusal):
    question = NewQuestion(**{"query": QUERY, "words": WORDS, "days": 90} | changes)
    with pytest.raises(refusal):
        services.ask_question(by=member, question=question, at=NOW)
    assert not StandingQuestion.objects.exists()


def test_five_are_open_at_most(member):
    rows = [ask(member, days=3) for _number in range(MOST_OPEN)]
    with pytest.raises(TooManyQuestions):
        ask(member)
    services.close_question(by=member, question_id=rows[0].pk, at=NOW)
    ask(member)
    ask(member, at=NOW + 3 * DAY)
    assert rows[1].state_at(NOW + 3 * DAY) is State.EXPIRED


def test_others_see_none_of_it(member, expert):
    question = ask(member)
    write(expert)
    follow()
    stranger = make_member()
    (asking,) = put_to(expert)
    for read in (
        lambda: queries.get_question_for(expert, question.pk, at=NOW),
        lambda: queries.get_asking_for(member, asking.pk, at=NOW),
        lambda: queries.get_asking_for(stranger, asking.pk, at=NOW),
        lambda: services.say_no(by=stranger, asking_id=asking.pk, at=NOW),
        lambda: services.close_question(by=stranger, question_id=question.pk, at=NOW),
    ):
        with pytest.raises(NotFound):
            read()
