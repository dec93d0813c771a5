"""People who know each other in a row, and a request along it that can go as it is."""

from dataclasses import replace

from enishi.rooms.introductions import services
from enishi.rooms.introductions.types import Draft
from enishi.rooms.profiles.types import LineRef
from tests.makers import NOW, make_connection, make_member
from tests.rooms.approaches.letters import make_recipient

NOTE = "来週までに話を聞ける方を探しています。ご紹介いただけないでしょうか。"
MESSAGE = "求人広告の料金改定について、三十分ほどお話を伺えないでしょうか。"
WORDS = "信頼できる方です。お話を聞いてみてください。"


class Row:
    """A requester, one or two introducers and a recipient, each connected to the next."""

    def __init__(self, introducers=1):
        self.requester = make_member(
            "requester", family_kanji="高梨", family_romaji="Takanashi"
        )
        self.introducers = [
            make_member(f"introducer{n}", family_kanji=f"仲{n}", family_romaji=f"Naka{'ab'[n]}")
            for n in range(introducers)
        ]
        self.recipient = make_recipient(
            "recipient", family_kanji="藤田", family_romaji="Fujita"
        )
        self.everybody = [self.requester, *self.introducers, self.recipient]
        for one, other in zip(self.everybody, self.everybody[1:], strict=False):
            make_connection(one, other)

    def draft(self, **changes):
        draft = Draft(
            recipient_id=self.recipient.pk,
            way=tuple(one.pk for one in self.introducers),
            note=NOTE,
            message=MESSAGE,
            lines=(LineRef(self.recipient.entry.pk, "ja", 0),),
        )
        return replace(draft, **changes)

    def ask(self, at=NOW, **changes):
        return services.request_introduction(
            by=self.requester, draft=self.draft(**changes), at=at
        )

    def bring_to(self, holder, at=NOW):
        """Ask, and have the first `holder` introducers pass it on."""
        introduction = self.ask(at)
        for one in self.introducers[:holder]:
            forward(one, introduction, at=at)
        return introduction


def forward(by, introduction, words=WORDS, at=NOW):
    services.forward_introduction(by=by, introduction_id=introduction.pk, words=words, at=at)


def decline(by, introduction, words=None, at=NOW):
    services.decline_introduction(by=by, introduction_id=introduction.pk, words=words, at=at)


def accept(by, introduction, message="", at=NOW):
    return services.accept_introduction(
        by=by, introduction_id=introduction.pk, message=message, at=at
    )


def withdraw(by, introduction, at=NOW):
    services.withdraw_introduction(by=by, introduction_id=introduction.pk, at=at)


def reopen(by, introduction, at=NOW):
    services.reopen_introduction(by=by, introduction_id=introduction.pk, at=at)
