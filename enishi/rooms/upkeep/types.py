"""How often a member, or a guest's network, may do a thing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SECONDS = {"s": 1, "min": 60, "h": 3600, "d": 86_400}


@dataclass(frozen=True, slots=True)
class Rate:
    """`times` at once, and no faster than `times` every `seconds` after that."""

    times: int
    seconds: int

    @classmethod
    def read(cls, text: str) -> Rate:
        """Read `20/h`, `5/min`, `3/10min`.

        >>> Rate.read("3/10min")
        Rate(times=3, seconds=600)
        """
        times, _, span = text.partition("/")
        unit = span.lstrip("0123456789")
        return cls(int(times), int(span.removesuffix(unit) or 1) * SECONDS[unit])

    @property
    def pause(self) -> float:
        """Seconds until one more act is free again."""
        return self.seconds / self.times

    @property
    def patience(self) -> float:
        """Seconds by which a count may run ahead of the clock."""
        return self.seconds - self.pause


class Limit(StrEnum):
    """What is counted, by pages and programs together."""

    # What reaches other people.
    INVITATIONS = "invitations"
    APPROACHES = "approaches"
    ANSWERS = "answers"
    DRAFTS = "drafts"
    REPORTS = "reports"
    MESSAGES = "messages"
    HOUSE_INVITATIONS = "house_invitations"
    # What reads much.
    SEARCH = "search"
    NAMES = "names"
    PEOPLE = "people"
    PROGRAMS = "programs"
    TAKE_OUTS = "take_outs"
    # What changes one's own things.
    TIES = "ties"
    SUGGESTIONS = "suggestions"
    RECORD = "record"
    PORTRAITS = "portraits"
    BLOGS = "blogs"
    IMPORTS = "imports"
    IMPORT_CHOICES = "import_choices"
    SETTINGS = "settings"
    LOOKS = "looks"
    HANDLES = "handles"
    TOKENS = "tokens"
    ENDED_TOKENS = "ended_tokens"
    LEAVING = "leaving"
    MAIL_STOPS = "mail_stops"
    HOUSE = "house"

    @property
    def rate(self) -> Rate:
        """How often it may be done."""
        return RATES[self]


RATES = {
    Limit.INVITATIONS: Rate.read("100/d"),
    Limit.APPROACHES: Rate.read("60/h"),
    Limit.ANSWERS: Rate.read("120/h"),
    Limit.DRAFTS: Rate.read("60/min"),
    Limit.REPORTS: Rate.read("30/h"),
    Limit.MESSAGES: Rate.read("30/min"),
    Limit.HOUSE_INVITATIONS: Rate.read("100/h"),
    Limit.SEARCH: Rate.read("60/min"),
    Limit.NAMES: Rate.read("300/min"),
    Limit.PEOPLE: Rate.read("600/h"),
    Limit.PROGRAMS: Rate.read("600/min"),
    Limit.TAKE_OUTS: Rate.read("30/h"),
    Limit.TIES: Rate.read("300/h"),
    Limit.SUGGESTIONS: Rate.read("300/h"),
    Limit.RECORD: Rate.read("900/h"),
    Limit.PORTRAITS: Rate.read("30/h"),
    Limit.BLOGS: Rate.read("30/h"),
    Limit.IMPORTS: Rate.read("30/h"),
    Limit.IMPORT_CHOICES: Rate.read("120/h"),
    Limit.SETTINGS: Rate.read("60/h"),
    Limit.LOOKS: Rate.read("120/h"),
    Limit.HANDLES: Rate.read("5/d"),
    Limit.TOKENS: Rate.read("20/d"),
    Limit.ENDED_TOKENS: Rate.read("100/h"),
    Limit.LEAVING: Rate.read("5/h"),
    Limit.MAIL_STOPS: Rate.read("600/h"),
    Limit.HOUSE: Rate.read("600/h"),
}
