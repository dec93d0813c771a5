from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from enishi.ground.errors import NotFound
from enishi.rooms.approaches.queries import get_approach_for, senders_of, stake_for
from enishi.rooms.approaches.services import answer_approach, decline_approach
from enishi.rooms.approaches.types import State
from enishi.rooms.connections.services import block
from enishi.rooms.conversations.services import send_message
from enishi.rooms.notifications.queries import notices_for
from enishi.rooms.notifications.types import NoticeKind
from enishi.rooms.trust import errors, queries, services
from enishi.rooms.trust.models import AuditLine, Report
from enishi.rooms.trust.types import Decision, Record, Subject, Why
from tests.makers import NOW, make_member
from tests.rooms.approaches.letters import MESSAGE, fill_slots, make_approach, make_recipient

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def operator(db):
    return make_member("operator", is_staff=True)


@pytest.fixture
def approach(db):
    return make_approach(make_member("sender"), make_recipient("recipient"))


def report(approach, by=None, **said):
    services.report_approach(
        by=by or approach.recipient,
        approach_id=approach.pk,
        at=LATER,
        **{"why": Why.ADVERTISING, **said},
    )
    return Report.objects.get(subject=Subject.APPROACH, subject_id=approach.pk)


def state(approach):
    return get_approach_for(approach.recipient, approach.pk).state


def test_a_report_keeps_what_was_read_and_ends_the_approach(approach, operator):
    made = report(approach, words="  同じ文面が同僚にも。 ")

    assert (made.reporter, made.reported) == (approach.recipient, approach.sender)
    assert (made.words, made.read[-1]) == ("同じ文面が同僚にも。", MESSAGE)
    assert state(approach) == State.REPORTED
    assert list(queries.open_reports(operator)) == [made]


def test_a_second_report_of_the_same_is_the_first(approach):
    first = report(approach, words="はじめ")

    assert report(approach, words="あと") == first
    assert Report.objects.get().words == "はじめ"


def test_the_database_holds_one_report_too(approach):
    made = report(approach)
    made.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)


def test_what_has_ended_stays_as_it_ended(approach):
    decline_approach(by=approach.recipient, approach_id=approach.pk, at=NOW)
    report(approach)

    assert state(approach) == State.DECLINED


def test_only_who_received_it_reports_it(approach):
    for by in (approach.sender, make_member()):
        with pytest.raises(NotFound):
            report(approach, by=by)
    with pytest.raises(errors.WordsTooLong):
        report(approach, words="長" * 2001)
    assert not Report.objects.exists()
    approach.refresh_from_db()
    assert approach.state == State.SENT


def test_of_a_conversation_the_others_words_are_read(approach, operator):
    sender, recipient = approach.sender, approach.recipient
    talk = answer_approach(by=recipient, approach_id=approach.pk, message="ええ。", at=NOW)
    send_message(by=sender, conversation_id=talk, body="買ってください。", at=NOW)

    services.report_conversation(by=recipient, conversation_id=talk, why=Why.RUDE, at=LATER)

    (made,) = queries.open_reports(operator)
    assert (made.reported, made.read) == (sender, [MESSAGE, "買ってください。"])
    with pytest.raises(NotFound):
        services.report_conversation(
            by=make_member(), conversation_id=talk, why=Why.RUDE, at=LATER
        )


def test_nothing_weighs_until_it_is_upheld_and_then_once(approach, operator):
    made, sender = report(approach), approach.sender
    assert stake_for(sender, at=LATER).limit == 5

    services.uphold_report(by=operator, report_id=made.pk, at=LATER)

    assert stake_for(sender, at=LATER).limit == 3
    for decide in (services.uphold_report, services.dismiss_report):
        with pytest.raises(errors.AlreadyDecided):
            decide(by=operator, report_id=made.pk, at=LATER)
    assert stake_for(sender, at=LATER).limit == 3
    (line,) = queries.audit_lines(operator)
    assert (line.act, line.by, line.about) == ("report.upheld", operator, sender)


def test_what_is_dismissed_never_weighs(approach, operator):
    made = report(approach)
    services.dismiss_report(by=operator, report_id=made.pk, at=LATER)

    assert stake_for(approach.sender, at=LATER).limit == 5
    assert senders_of([approach.sender_id], at=LATER)[approach.sender_id].card is None
    assert AuditLine.objects.get().act == "report.dismissed"
    assert Report.objects.get().decision == Decision.DISMISSED


def test_to_members_there_are_no_reports(approach):
    made = report(approach)
    for asked in (queries.open_reports, queries.audit_lines):
        with pytest.raises(NotFound):
            asked(approach.recipient)
    for decide in (services.uphold_report, services.dismiss_report):
        with pytest.raises(NotFound):
            decide(by=approach.recipient, report_id=made.pk, at=LATER)
    assert Report.objects.get().decision == Decision.OPEN


@pytest.mark.parametrize("part", ["sender", "recipient"])
def test_nobody_judges_their_own_case(approach, operator, part):
    made = report(approach)
    involved = getattr(approach, part)
    involved.is_staff = True
    involved.save()

    assert not queries.open_reports(involved).exists()
    with pytest.raises(errors.OwnCase):
        services.uphold_report(by=involved, report_id=made.pk, at=LATER)


def test_a_report_outlives_a_block(approach, operator):
    made = report(approach)
    block(by=approach.recipient, member_id=approach.sender_id, at=LATER)

    services.uphold_report(by=operator, report_id=made.pk, at=LATER)
    assert stake_for(approach.sender, at=LATER).upheld == 1


@pytest.mark.parametrize("part", ["sender", "recipient"])
def test_who_leaves_takes_the_words_along_and_the_audit_stays(approach, operator, part):
    made = report(approach)
    services.uphold_report(by=operator, report_id=made.pk, at=LATER)

    services.erase_reports(member_id=getattr(approach, f"{part}_id"))

    assert not Report.objects.exists()
    assert AuditLine.objects.count() == 1


@pytest.fixture
def talk(approach):
    return answer_approach(
        by=approach.recipient, approach_id=approach.pk, message="ええ。", at=NOW
    )


def report_message(talk, by, message_id, **said):
    services.report_message(
        by=by,
        conversation_id=talk,
        message_id=message_id,
        said=(said.get("why", Why.RUDE), said.get("words", "")),
        at=LATER,
    )


def test_of_one_message_that_one_is_read(approach, talk, operator):
    sender, recipient = approach.sender, approach.recipient
    for words in ("買ってください。", "またご連絡します。"):
        last = send_message(by=sender, conversation_id=talk, body=words, at=NOW)
    first = last - 1

    report_message(talk, recipient, first, words="押し売りです。")
    report_message(talk, recipient, first, words="二度目")

    (made,) = queries.open_reports(operator)
    assert (made.subject, made.subject_id, made.reported) == (Subject.MESSAGE, first, sender)
    assert (made.read, made.words) == (["買ってください。"], "押し売りです。")


def test_nobody_reports_what_is_their_own_or_not_theirs_to_read(approach, talk):
    sender, recipient = approach.sender, approach.recipient
    theirs = send_message(by=sender, conversation_id=talk, body="どうぞ。", at=NOW)
    elsewhere = make_approach(recipient, make_recipient())
    other = answer_approach(
        by=elsewhere.recipient, approach_id=elsewhere.pk, message="ええ", at=NOW
    )
    for by, where in ((sender, talk), (make_member(), talk), (recipient, other)):
        with pytest.raises(NotFound):
            report_message(where, by, theirs)
    block(by=recipient, member_id=sender.pk, at=NOW)
    with pytest.raises(NotFound):
        report_message(talk, recipient, theirs)
    assert not Report.objects.exists()


@pytest.mark.parametrize("decide", [services.uphold_report, services.dismiss_report])
def test_who_reported_is_told_and_nobody_else_and_no_name(approach, operator, decide):
    made = report(approach)
    before = [notices_for(one).items for one in (approach.sender, operator)]

    decide(by=operator, report_id=made.pk, at=LATER)

    newest = notices_for(approach.recipient).items[0]
    assert (newest.kind, newest.subject_id) == (NoticeKind.DECISION, made.pk)
    assert newest.about_id is None
    assert [notices_for(one).items for one in (approach.sender, operator)] == before
    assert [one.pk for one in queries.reports_by(approach.recipient)] == [made.pk]
    assert not queries.reports_by(approach.sender).exists()
    services.erase_reports(member_id=approach.sender_id)
    assert NoticeKind.DECISION not in {
        one.kind for one in notices_for(approach.recipient).items
    }


def test_an_operator_knows_what_was_reported_before(approach, operator):
    sender, recipient = approach.sender, approach.recipient
    for earlier, decide in zip(
        fill_slots(sender, 3),
        (services.uphold_report, services.uphold_report, services.dismiss_report),
        strict=True,
    ):
        decide(by=operator, report_id=report(earlier).pk, at=LATER)
    made = report(approach)

    about, by = queries.records_of(operator, [made], at=LATER)
    assert about == {sender.pk: Record(upheld=2, dismissed=1, open=1)}
    assert by == {recipient.pk: Record(open=1)}
    about, _by = queries.records_of(operator, [made], at=LATER + timedelta(days=366))
    assert about == {sender.pk: Record()}
    with pytest.raises(NotFound):
        queries.records_of(recipient, [made], at=LATER)
