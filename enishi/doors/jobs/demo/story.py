"""What is under way when the house opens: approaches, threads, introductions, invitations.

Everything goes through the same services as a member's own acts, so that nothing can stand
in the demo that the house would refuse.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from enishi.doors.jobs.demo import bank
from enishi.ground.errors import DomainError
from enishi.rooms.approaches import queries as approach_queries
from enishi.rooms.approaches import services as approaches
from enishi.rooms.approaches.types import Draft, KindWords, Origin, Purpose
from enishi.rooms.connections import services as connections
from enishi.rooms.conversations import services as conversations
from enishi.rooms.insights import services as insights
from enishi.rooms.insights.types import Aim
from enishi.rooms.introductions import services as introductions
from enishi.rooms.introductions import types as introduction_types
from enishi.rooms.members.queries import get_present_member, present_members
from enishi.rooms.network.queries import degrees_for
from enishi.rooms.notifications import services as notifications
from enishi.rooms.profiles.events import EntryChange
from enishi.rooms.profiles.queries import record_of
from enishi.rooms.profiles.types import Kind, LineRef
from enishi.rooms.trust import services as trust
from enishi.rooms.trust.types import Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import datetime

    from enishi.rooms.approaches.models import Approach
    from enishi.rooms.members.models import Member

LETTERS = 26
#: Up to which draw a letter is answered, declined, declined without a word …
_ANSWERED, _DECLINED, _SILENT, _PASSED_ON, _REPORTED = 0.4, 0.52, 0.58, 0.66, 0.7
_MOST_TRIES = 20 * LETTERS


def tell_story(*, cast_ids: Sequence[int], other_ids: Sequence[int], at: datetime) -> None:
    """Let the cast, and some of the others, write to each other over the last weeks."""
    # What the story tells happened in the past: no mail goes out for it.
    everybody = {*cast_ids, *other_ids}
    for member_id in everybody:
        notifications.stop_mail(member_id=member_id, at=at)
    _tell(cast_ids=cast_ids, other_ids=other_ids, at=at)
    for member_id in everybody:
        notifications.resume_mail(member_id=member_id)


def _tell(*, cast_ids: Sequence[int], other_ids: Sequence[int], at: datetime) -> None:
    story = bank.read_toml("story.toml")
    for row in story["approach"]:
        _tell_approach(row, at)
    for row in story["edited"]:
        _tell_edited(row, at)
    found = [*story["found"], *_found_by_several(story["sought"])]
    for row in sorted(found, key=lambda row: row["days_ago"], reverse=True):
        _tell_found(row, at)
    for row in story["invitation"]:
        connections.invite(
            by=get_present_member(row["inviter"]),
            invitee_id=get_present_member(row["invitee"]).pk,
            note=row["note"],
            at=at - timedelta(days=row["days_ago"]),
        )
    for row in story["introduction"]:
        _tell_introduction(row, at)
    # By id: databases hand rows out in orders of their own, and a seed is to give one story.
    members = sorted(
        present_members([*other_ids, *cast_ids[:-1]]).values(), key=lambda member: member.pk
    )
    _write_letters(story["letter"], members, at)


def _tell_approach(row: dict[str, Any], at: datetime) -> None:
    sender, recipient = get_present_member(row["sender"]), get_present_member(row["recipient"])
    refs = {words: ref for ref, words in _lines(sender, recipient)}
    sent_at = at - timedelta(days=row["days_ago"])
    draft = Draft(
        recipient_id=recipient.pk,
        purpose=Purpose(row["purpose"]),
        subject=row["subject"],
        message=row["message"],
        lines=tuple(refs[words] for words in row["lines"]),
        fee_yen=row.get("fee"),
        minutes=row.get("minutes"),
        origin=Origin.SEARCH if "query" in row else Origin.PAGE,
        origin_query=row.get("query", ""),
    )
    approach = approaches.send_approach(by=sender, draft=draft, at=sent_at)
    thread = row.get("thread", ())
    if not thread:
        return
    answered_at = at - timedelta(days=row["answered_days_ago"])
    conversation_id = approaches.answer_approach(
        by=recipient, approach_id=approach.pk, message=thread[0]["text"], at=answered_at
    )
    people = {row["sender"]: sender, row["recipient"]: recipient}
    for nth, message in enumerate(thread[1:], start=1):
        conversations.send_message(
            by=people[message["by"]],
            conversation_id=conversation_id,
            body=message["text"],
            at=answered_at + timedelta(hours=5 * nth),
        )


def _tell_introduction(row: dict[str, Any], at: datetime) -> None:
    """Somebody asked to be introduced, and those who have words for it passed it on."""
    requester, recipient = (
        get_present_member(row["requester"]),
        get_present_member(row["recipient"]),
    )
    introducers = [get_present_member(handle) for handle in row["introducers"]]
    refs = {words: ref for ref, words in _lines(requester, recipient)}
    asked_at = at - timedelta(days=row["days_ago"])
    introduction = introductions.request_introduction(
        by=requester,
        draft=introduction_types.Draft(
            recipient_id=recipient.pk,
            way=tuple(one.pk for one in introducers),
            note=row["note"],
            message=row["message"],
            lines=tuple(refs[words] for words in row["lines"]),
        ),
        at=asked_at,
    )
    for nth, words in enumerate(row["words"]):
        introductions.forward_introduction(
            by=introducers[nth],
            introduction_id=introduction.pk,
            words=words,
            at=asked_at + timedelta(hours=9 * (nth + 1)),
        )


def _tell_edited(row: dict[str, Any], at: datetime) -> None:
    """A member changed an entry of their record."""
    member = get_present_member(row["member"])
    refs = {words: ref for ref, words in _lines(member, member)}
    insights.record_edits(
        member_id=member.pk,
        entry_ids=[refs[row["line"]].entry_id],
        change=EntryChange(row["change"]),
        at=at - timedelta(days=row["days_ago"]),
    )


def _found_by_several(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Each of several who searched for the same."""
    for row in rows:
        for viewer in row["by"]:
            yield {**row, "viewer": viewer, "opened": viewer in row.get("opened", ())}


def _tell_found(row: dict[str, Any], at: datetime) -> None:
    """Somebody searched, was shown a member, and perhaps opened their page."""
    viewer, member = get_present_member(row["viewer"]), get_present_member(row["member"])
    lines = {words: ref for ref, words in _lines(viewer, member)}
    entry_id = lines[row["line"]].entry_id
    found_at = at - timedelta(days=row["days_ago"])
    insights.record_appearances(
        viewer_id=viewer.pk, query=row["query"], hits=[(member.pk, entry_id)], at=found_at
    )
    if row["opened"]:
        insights.record_visit(
            viewer=viewer,
            member_id=member.pk,
            query=row["query"],
            entry_id=entry_id,
            at=found_at,
        )
        aim = Aim(row.get("aim", Aim.AROUND))
        insights.say_aim(by=viewer, member_id=member.pk, aim=aim, at=found_at)


def _write_letters(
    letters: Sequence[dict[str, Any]], members: Sequence[Member], at: datetime
) -> None:
    """Letters between members who may write to each other."""
    rng = Random("letters of every demo house")  # noqa: S311 – invented, not secret
    written = 0
    for _ in range(_MOST_TRIES):
        if written == LETTERS:
            break
        sender, recipient = rng.sample(list(members), 2)
        suiting = [one for one in letters if one["language"] == recipient.language]
        if recipient.handle == "fujita":
            continue
        letter = rng.choice(suiting)
        approach = _send_letter(rng, letter, sender, recipient, at)
        if approach is not None:
            ended_at = approach.sent_at + timedelta(hours=30)
            _end_letter(rng, letter["answer"], approach, members, ended_at)
            written += 1


def _send_letter(
    rng: Random, letter: dict[str, Any], sender: Member, recipient: Member, at: datetime
) -> Approach | None:
    lines = [ref for ref, _ in _lines(sender, recipient)]
    if not lines:
        return None
    purpose, language = Purpose(letter["purpose"]), letter["language"]
    welcomes = approach_queries.get_welcomes_for(sender, recipient.pk, at=at)
    degree = degrees_for(sender, [recipient.pk])[recipient.pk]
    terms = welcomes.terms[purpose].towards(degree)
    minutes = 60 if purpose.has_fee else None
    names = {
        "to": recipient.name.family(language),
        "from": sender.name.written(language),
    }
    draft = Draft(
        recipient_id=recipient.pk,
        purpose=purpose,
        subject=letter["subject"],
        message=letter["message"].format(**names),
        lines=tuple(rng.sample(lines, min(len(lines), rng.choice((1, 1, 2))))),
        fee_yen=max(10_000, terms.smallest_fee_yen(minutes)) if purpose.has_fee else None,
        minutes=minutes,
    )
    sent_at = at - timedelta(days=rng.randint(2, 20), hours=rng.randint(0, 20))
    try:
        return approaches.send_approach(by=sender, draft=draft, at=sent_at)
    except DomainError:
        # Not welcome, or written to before: this letter stays in the drawer.
        return None


def _end_letter(
    rng: Random, answer: str, approach: Approach, members: Sequence[Member], at: datetime
) -> None:
    """What becomes of a letter; some wait, and some have waited too long."""
    act: dict[str, Any] = {"by": approach.recipient, "approach_id": approach.pk, "at": at}
    luck = rng.random()
    if luck < _ANSWERED:
        approaches.answer_approach(message=answer, **act)
    elif luck < _DECLINED:
        approaches.decline_approach(words=rng.choice(list(KindWords)), **act)
    elif luck < _SILENT:
        approaches.decline_approach(words=None, **act)
    elif luck < _PASSED_ON:
        with suppress(DomainError):  # whom they thought of takes none, or is the sender
            approaches.pass_on_approach(to_id=rng.choice(list(members)).pk, **act)
    elif luck < _REPORTED:
        trust.report_approach(why=Why.ADVERTISING, **act)


def _lines(viewer: Member, member: Member) -> Iterator[tuple[LineRef, str]]:
    """Lines of positions that `viewer` sees in the record of `member`."""
    for entry in record_of(viewer, member.pk):
        if entry.kind == Kind.POSITION:
            for language in ("ja", "en"):
                for number, words in enumerate(entry.lines(language)):
                    yield LineRef(entry.id, language, number), words
