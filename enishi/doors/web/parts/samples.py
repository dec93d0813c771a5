"""Invented people and lines for the gallery, in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from enishi.doors.web.ui.portraits import glyph_for, tone_for
from enishi.doors.web.ui.types import BEYOND, SELF, PathStep, PersonCard


@dataclass(frozen=True)
class Line:
    """A line of a record, as `components/evidence_list.html` takes it."""

    text: str
    marked: str
    organization: str
    starts: str
    ends: str = ""
    is_current: bool = False
    lang: str = ""
    ask_url: str = "#asked"

    @property
    def spans(self) -> list[tuple[int, int]]:
        """Where the words that match stand."""
        start = self.text.index(self.marked)
        return [(start, start + len(self.marked))]


@dataclass(frozen=True)
class Gallery:
    """What `parts/parts.html` receives."""

    people: list[PersonCard]
    lines: list[Line]
    path: list[PathStep]
    short_path: list[PathStep]


_NAMES = {
    "ja": ["高梨 環", "小野寺 誠", "相沢 みどり", "藤田 直樹", "三浦 千尋"],
    "en": [
        "Tamaki Takanashi",
        "Makoto Onodera",
        "Midori Aizawa",
        "Naoki Fujita",
        "Chihiro Miura",
    ],
}
_READINGS = [
    "たかなし たまき",
    "おのでら まこと",
    "あいざわ みどり",
    "ふじた なおき",
    "みうら ちひろ",
]
_HEADLINES = {
    "ja": [
        "北浜産業研究所 アナリスト",
        "求人広告の制作",
        "あけぼの求人社 営業企画",
        "アルバイト求人広告の営業を12年。いまは採用する側で、紹介の仕組みをつくる",
        "みちのく日報社 メディア戦略室",
    ],
    "en": [
        "Analyst, Kitahama Research",
        "Makes job advertisements",
        "Sales planning, Akebono Kyujinsha",
        "Sold part-time job advertising for 12 years; now hires, and builds referrals",
        "Media strategy, Michinoku Nippo",
    ],
}
_TIES = {
    "ja": ["", "前の勤め先で同僚", "大学の先輩後輩", "あけぼの求人社で6年同僚"],
    "en": ["", "Colleagues before", "The same university", "Six years at Akebono Kyujinsha"],
}
_HANDLES = ["takanashi", "onodera", "aizawa", "fujita", "miura"]
_DEGREES = [SELF, 1, 2, 3, BEYOND]
_LINES = {
    "ja": [
        Line(
            "掲載課金から応募課金への料金改定を企画し、解約率を3年で半分にした",
            "掲載課金から応募課金への料金改定",
            "株式会社あけぼの求人社",
            "2018",
            "2018",
        ),
        Line(
            "飲食・小売チェーン120社のアルバイト求人広告の営業を統括",
            "アルバイト求人広告の営業",
            "株式会社あけぼの求人社",
            "2015-10",
            "2021-03",
        ),
        Line(
            "Built the field sales team for an hourly-work job board",
            "field sales team",
            "Lantern Jobs K.K.",
            "2019",
            is_current=True,
            lang="en",
        ),
    ],
    "en": [
        Line(
            "Planned the move from pay-per-listing to pay-per-application pricing",
            "pay-per-application pricing",
            "Akebono Kyujinsha",
            "2018",
            "2018",
        ),
        Line(
            "Led part-time job advertising sales to 120 restaurant and retail chains",
            "part-time job advertising sales",
            "Akebono Kyujinsha",
            "2015-10",
            "2021-03",
        ),
        Line(
            "求人誌の廃刊にともなう代理店の営業転換を、12社の経営者と進めた",
            "代理店の営業転換",
            "首都圏求人広告協議会",
            "2020",
            is_current=True,
            lang="ja",
        ),
    ],
}


def gallery() -> Gallery:
    """Everything the gallery shows, in the active language."""
    language = "ja" if get_language() == "ja" else "en"
    people = [_card(number, language) for number in range(len(_HANDLES))]
    steps = [PathStep(card, tie) for card, tie in zip(people, _TIES[language], strict=False)]
    return Gallery(
        people=people, lines=_LINES[language], path=steps, short_path=[steps[0], steps[3]]
    )


def _card(number: int, language: str) -> PersonCard:
    name = _NAMES[language][number]
    return PersonCard(
        handle=_HANDLES[number],
        name=name,
        reading=_READINGS[number] if language == "ja" else "",
        honorific=f"{name}さん" if language == "ja" else name,
        headline=_HEADLINES[language][number],
        headline_lang=language,
        degree=_DEGREES[number],
        glyph=glyph_for(name),
        tone=tone_for(_HANDLES[number]),
    )
