"""What a line says of its owner: that they did a thing, bought it, wish for it, learn it.

People who sell job advertising, who buy it, who dream of it and who wait tables beside it
write the same nouns. The difference is in small words, and a reader sees it at once. Here
they are looked for; what each costs a line was measured (docs/architecture/search.md).
"""

import re
from enum import StrEnum
from typing import Final


class Stance(StrEnum):
    """What a line says of its owner."""

    DID = "did"
    BOUGHT = "bought"
    WISHES = "wishes"
    LEARNS = "learns"
    SHIFTS = "shifts"
    OUTSIDE = "outside"


#: What a line is worth by what it says; `DID` is the whole.
WORTH: Final = {
    Stance.DID: 1.0,
    Stance.BOUGHT: 0.5,
    Stance.WISHES: 0.5,
    Stance.LEARNS: 0.5,
    Stance.SHIFTS: 0.5,
    Stance.OUTSIDE: 0.35,
}
#: Cues, in the order they are asked; the first that is found decides.
_CUES: Final = (
    (
        # A fan, a parent, a neighbour; and who says that they do not know.
        Stance.OUTSIDE,
        r"趣味|大?好きで|のファン|ファン歴|参観|見学し(?:た|て)|夢(?:です|。|$)|憧れ"
        r"|何も知りません|知りません|詳しく(?:は)?(?:あり|ない)|未経験"
        r"|経験(?:は|が)?(?:なし|ありません|ない)|業者任せ|任せきり|使ったことがあ"
        r"|\bhobby|\bfan of\b|\benthusiast\b|no experience|not (?:an expert|familiar)"
        r"|know nothing|never (?:worked|sold|done|been)|as a parent",
    ),
    (
        Stance.WISHES,
        r"希望(?:し|です|。|$)|目指し|めざし|志望|興味|関心が|やってみたい"
        r"|(?:し|始め|学び|関わり|挑戦し|転職し|なり|働き)たい"
        r"|would like to|\bhop(?:e|es|ing) to|\bwant(?:s|ing)? to|\bwish(?:es|ing)? to"
        r"|\binterested in|\blooking to (?:move|get|work)|\baspir(?:e|es|ing)\b|\bkeen to",
    ),
    (
        Stance.LEARNS,
        r"勉強(?:中|して)|学習中|独学|学んでい|学び始め|(?:を|で|毎年)受講|修行中|講座を修了"
        r"|(?<!machine)(?<!deep)[ -]learning (?:about|how|to|the basics)|\bstudying (?:for|to)"
        r"|(?:took|taking|finished|completed) (?:a|an|the) (?:\w+ )?course|self-study",
    ),
    (
        Stance.BOUGHT,
        r"(?:依頼|発注|出稿|委託|外注|購入)(?:した|して|し、|する(?:側|立場|担当)|額|先)"
        r"|(?:を|に)(?:利用|活用)(?:した|して|し、|する側)|利用者として|ユーザーとして"
        r"|(?:頼|たの)(?:んだ|んで|みま|む側)|お願いし(?:た|て)|顧客として|広告主として"
        r"|\bbought\b|\bpurchased\b|\bordered\b|\bhired an? (?:agency|vendor|firm|consult)"
        r"|\boutsourced (?:to|our|the)\b|\bcommissioned (?:a|an|the)\b|\bsubscribed to"
        r"|\bas an? (?:client|customer|buyer|user)\b|\bpaid for\b",
    ),
    (
        Stance.SHIFTS,
        r"(?:アルバイト|バイト|パート|パートタイム)(?:として|で)(?:勤務|働|接客|レジ|入)"
        r"|(?:短期|学生|長期|深夜)?(?:アルバイト|バイト|パート)(?:勤務|先|を経験)?[。、]?$"
        r"|(?:アルバイト|バイト)。|レジ(?:打ち|係|。|$)|ホールスタッフ|単発の仕事"
        r"|\bworked part[- ]time|\bpart[- ]time (?:at|in|as|cashier|server|waiter)"
        r"|\bas a part[- ]timer",
    ),
)
_PATTERNS: Final = tuple((stance, re.compile(cues, re.IGNORECASE)) for stance, cues in _CUES)


def stance_of(text: str, kind: str = "", title: str = "") -> Stance:
    """What a line says of its owner.

    Examples
    --------
    >>> stance_of("求人広告の営業を担当"), stance_of("求人広告の掲載を依頼した")
    (<Stance.DID: 'did'>, <Stance.BOUGHT: 'bought'>)
    """
    if kind == "interest":
        return Stance.WISHES
    for stance, cues in _PATTERNS:
        if cues.search(text) or (title and stance is Stance.SHIFTS and cues.search(title)):
            return stance
    return Stance.DID
