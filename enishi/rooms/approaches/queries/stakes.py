"""What members have sent, and what it comes to. Always from the rows: nothing is counted up."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateTimeField,
    F,
    PositiveSmallIntegerField,
    Q,
    TextField,
    Value,
    When,
)

from enishi.rooms.approaches.cards import pace_of, sender_of
from enishi.rooms.approaches.domains import domain_of, telling_domain
from enishi.rooms.approaches.models import GENERAL, Approach, Upheld, Welcome
from enishi.rooms.approaches.stakes import ALIKE_WITHIN, stake_of
from enishi.rooms.approaches.types import RECORD, Course, Ledger, Letter, Origin, State
from enishi.rooms.members.queries import confirmed_mail_of
from enishi.rooms.network.types import Degree

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, timedelta

    from enishi.rooms.approaches.types import Sender, Stake
    from enishi.rooms.members.models import Member


def ledger_of(member_id: int, *, at: datetime) -> Ledger:
    """What a member sent within a year, and what was upheld against them. One query.

    Whoever the recipients are: a block or a leaving must not show in anybody's slots.
    """
    return ledgers_of([member_id], at=at)[member_id]


def ledgers_of(member_ids: Iterable[int], *, at: datetime) -> dict[int, Ledger]:
    """`ledger_of` of each of `member_ids`. One query."""
    ids = list(member_ids)
    return _gathered(ids, _rows(Q(sender_id__in=ids), ids, at))


def ledger_and_pace(
    member_id: int, recipient_id: int, *, at: datetime
) -> tuple[Ledger, timedelta | None]:
    """A member's ledger, and how long somebody usually takes to answer. One query."""
    either = Q(sender_id=member_id) | Q(recipient_id=recipient_id, state__in=_ENDED)
    rows = _rows(either, [member_id], at)
    courses = [_letter(row).course for row in rows if row.recipient_id == recipient_id]
    own = [row for row in rows if row.member_id == member_id]
    return _gathered([member_id], own)[member_id], pace_of(courses, at=at)


def senders_of(member_ids: Iterable[int], *, at: datetime) -> dict[int, Sender]:
    """What each of `member_ids` shows to those they write to. One query."""
    ledgers = ledgers_of(set(member_ids), at=at)
    return {member_id: sender_of(ledger, at=at) for member_id, ledger in ledgers.items()}


def own_domain(viewer: Member) -> str:
    """The domain of their confirmed address; empty without one. Shown or not. One query."""
    address = confirmed_mail_of([viewer.pk]).values_list("email", flat=True).first()
    return domain_of(address or "")


def last_to(ledger: Ledger, member_id: int) -> Letter | None:
    """The newest letter to one member."""
    return next((one for one in ledger.letters if one.recipient_id == member_id), None)


def stake_for(viewer: Member, *, at: datetime, message: str = "") -> Stake:
    """The slots of `viewer`, and what they would be once `message` was sent. One query."""
    return stake_of(ledger_of(viewer.pk, at=at), at=at, message=message)


_ENDED = (State.ANSWERED, State.DECLINED, State.PASSED_ON)
_UPHELD, _DOMAIN = "upheld", "domain"


#: What other rows than approaches do not have: recipient and degree; an end, and kind words.
_FILLED = (
    Value(0, output_field=BigIntegerField()),
    Value(None, output_field=PositiveSmallIntegerField()),
)
_WORDLESS = (
    Value(None, output_field=DateTimeField()),
    Value("", output_field=CharField()),
)


class _Row(NamedTuple):
    """A line of a ledger: an approach; or by its state a report that was upheld, a domain."""

    id: int
    member_id: int
    recipient_id: int
    degree: int | None
    moment: datetime
    state: str
    ended_at: datetime | None
    words: str
    text: str


def _rows(letters: Q, member_ids: Sequence[int], at: datetime) -> list[_Row]:
    """The letters that are asked for, and what was upheld of members and where they write from.

    Newest first. One query of three tables, as a page that shows them has none to spare.
    Without what came of standing questions: whoever asks them turned to nobody, and paid with
    no slot.
    """
    if not member_ids:
        return []
    written = Approach.objects.exclude(origin=Origin.QUESTION)
    sent = written.filter(letters, sent_at__gt=at - RECORD).values_list(
        "pk",
        "sender_id",
        "recipient_id",
        "degree",
        "sent_at",
        "state",
        "answered_at",
        "kind_words",
        Case(
            When(sent_at__gt=at - ALIKE_WITHIN, then=F("message")),
            default=Value(""),
            output_field=TextField(),
        ),
    )
    upheld = Upheld.objects.filter(member_id__in=member_ids, at__gt=at - RECORD).values_list(
        "pk",
        "member_id",
        *_FILLED,
        "at",
        Value(_UPHELD, output_field=CharField()),
        *_WORDLESS,
        Value("", output_field=TextField()),
    )
    showing = Welcome.objects.filter(
        member_id__in=member_ids, purpose=GENERAL, shows_domain=True
    )
    mail = confirmed_mail_of(member_ids).filter(user__in=showing.values("member"))
    domains = mail.order_by().values_list(
        "pk",
        "user_id",
        *_FILLED,
        Value(at, output_field=DateTimeField()),
        Value(_DOMAIN, output_field=CharField()),
        *_WORDLESS,
        "email",
    )
    rows = [_Row(*row) for row in sent.union(upheld, domains, all=True)]
    return sorted(rows, key=lambda row: (row.moment, row.id), reverse=True)


def _gathered(member_ids: Iterable[int], rows: Iterable[_Row]) -> dict[int, Ledger]:
    letters: dict[int, list[Letter]] = {member_id: [] for member_id in member_ids}
    upheld: dict[int, list[datetime]] = {member_id: [] for member_id in letters}
    domains = dict.fromkeys(letters, "")
    for row in rows:
        if row.state == _UPHELD:
            upheld[row.member_id].append(row.moment)
        elif row.state == _DOMAIN:
            domains[row.member_id] = telling_domain(row.text)
        else:
            letters[row.member_id].append(_letter(row))
    return {
        one: Ledger(tuple(letters[one]), tuple(upheld[one]), domains[one]) for one in letters
    }


def _letter(row: _Row) -> Letter:
    course = Course(
        sent_at=row.moment,
        state=State(row.state),
        ended_at=row.ended_at,
        is_silent=not row.words,
    )
    return Letter(
        id=row.id,
        recipient_id=row.recipient_id,
        course=course,
        is_to_stranger=row.degree != Degree.FIRST,
        message=row.text,
    )
