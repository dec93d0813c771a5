"""A sender, a recipient with a record, and a draft that can be sent as it is."""

import random
from dataclasses import replace

from enishi.rooms.approaches.services import send_approach
from enishi.rooms.approaches.types import Draft, Origin, Purpose
from enishi.rooms.profiles.types import LineRef
from tests.makers import NOW, make_entry, make_member

WORDS = tuple(
    f"{one}{other}{third}"
    for one in "営業採用広告"
    for other in "料金代理店"
    for third in "改定分析"
)
MESSAGE = "はじめまして。アルバイト求人広告の市場について、お話を伺いたくお便りしました。"


def make_recipient(handle=None, **fields):
    """A member whose record has a position of two lines; `recipient.entry` is that."""
    recipient = make_member(handle, **fields)
    recipient.entry = make_entry(
        recipient,
        title_ja="営業部長",
        title_en="Head of sales",
        organization_ja="株式会社あけぼの求人社",
        organization_en="Akebono Kyujinsha",
        text_ja="アルバイト求人広告の営業を統括\n料金改定を企画し、解約率を半分にした",
        text_en="Led part-time job advertising sales\nPlanned the pricing change",
        starts="2015",
        ends="2021",
    )
    return recipient


def draft_for(recipient, **changes):
    draft = Draft(
        recipient_id=recipient.pk,
        purpose=Purpose.CONSULTATION,
        subject="求人広告の料金改定について",
        message=MESSAGE,
        lines=(LineRef(recipient.entry.pk, "ja", 0),),
        fee_yen=30000,
        minutes=60,
        origin=Origin.SEARCH,
        origin_query="アルバイト求人業界 営業 戦略",
    )
    return replace(draft, **changes)


def make_approach(sender, recipient, at=NOW, **changes):
    return send_approach(by=sender, draft=draft_for(recipient, **changes), at=at)


def letter_to(recipient):
    """A draft that reads like no other."""
    words = " ".join(random.Random(recipient.pk).choices(WORDS, k=12))
    return draft_for(recipient, message=f"{words}。お話を伺えますか。よろしくお願いします。")


def fill_slots(sender, count, at=NOW):
    """So many approaches that wait, each of its own words."""
    return [
        send_approach(by=sender, draft=letter_to(make_recipient()), at=at) for _ in range(count)
    ]
