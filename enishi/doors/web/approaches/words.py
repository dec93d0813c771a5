"""Sentences of these pages that depend on more than one thing."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import dateformat, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from enishi.rooms.approaches.domains import is_free_mail
from enishi.rooms.approaches.types import (
    SHORT_MESSAGE,
    USUAL_MINUTES,
    Barrier,
    KindWords,
    Origin,
    Purpose,
    State,
    Terms,
)

if TYPE_CHECKING:
    from datetime import datetime

    from enishi.rooms.approaches.models import Approach
    from enishi.rooms.approaches.types import Reception, Sender, SenderCard, Stake, WelcomeTerms


#: Up to two days people count in hours.
_DAYS_FROM_HOURS = 48


def yen(amount: int) -> str:
    """An amount as people write it: ``¥30,000``."""
    return f"¥{amount:,}"


def day_label(moment: datetime) -> str:
    """The day in the reader's time zone: ``Saturday 21 November``, ``11月21日 土曜日``."""
    form = pgettext("date format of a day", "l j F")
    return dateformat.format(timezone.localtime(moment), form)


def date_label(moment: datetime) -> str:
    """The day with its year: ``21 November 2026``, ``2026年11月21日``."""
    return dateformat.format(timezone.localtime(moment), pgettext("date format", "j F Y"))


def moment_label(moment: datetime) -> str:
    """Day and time in the reader's time zone: ``21 November, 14:05``."""
    form = pgettext("date format of a moment", "j F, H:i")
    return dateformat.format(timezone.localtime(moment), form)


def terms_sentence(said: WelcomeTerms) -> str:
    """What a member says about one purpose, as a sender reads it before writing."""
    if said.terms is Terms.PRICED and said.fee_yen:
        return _("From %(fee)s for %(minutes)s minutes, without tax.") % {
            "fee": yen(said.fee_yen),
            "minutes": said.minutes or USUAL_MINUTES,
        }
    return {
        Terms.OPEN: _("Welcome."),
        Terms.ASK_FIRST: _("A short question first, please: up to 400 characters."),
        Terms.CLOSED: _("Not at present."),
        Terms.PRICED: _("For a fee."),
    }[said.terms]


def reception_sentence(reception: Reception) -> str:
    """How a sender would be received for one purpose, with the reason if they would not."""
    if reception.barrier is Barrier.PAUSED and reception.opens_at:
        return _("Paused. Open again from %(day)s.") % {"day": date_label(reception.opens_at)}
    if reception.barrier is Barrier.FULL:
        return _("As many as they take in a week have come. Please try again in some days.")
    return terms_sentence(reception.terms)


_TITLES = {
    Purpose.CHAT: lambda: _("%(name)s would like to talk with you"),
    Purpose.CONSULTATION: lambda: _("%(name)s asks for a consultation"),
    Purpose.SCOUT: lambda: _("%(name)s has a position in mind for you"),
    Purpose.REFERRAL: lambda: _("%(name)s asks about a referral"),
    Purpose.PRESS: lambda: _("%(name)s would like to interview you"),
    Purpose.SALES: lambda: _("%(name)s has something to offer you"),
}


def title_of(approach: Approach, honorific: str, *, is_received: bool) -> str:
    """What stands above an approach."""
    if not is_received:
        sentence = _("Your approach to %(name)s")
    elif approach.purpose == Purpose.CONSULTATION and approach.fee_yen:
        sentence = _("%(name)s asks for a paid consultation")
    else:
        sentence = _TITLES[Purpose(approach.purpose)]()
    return sentence % {"name": honorific}


def detail_label(purpose: Purpose) -> str:
    """What the one thing more is that an approach for `purpose` says."""
    return {
        Purpose.SCOUT: _("Position"),
        Purpose.REFERRAL: _("Who is looked for, or presented"),
        Purpose.PRESS: _("Where it would appear"),
        Purpose.SALES: _("What is offered"),
    }.get(purpose, "")


def passing_title(passed_by: str) -> str:
    """What stands above an approach one is asked to take over."""
    return _("%(name)s thinks you could answer better") % {"name": passed_by}


def passed_sentence(how: str, name: str) -> str:
    """How an approach went from one recipient to another, with the third person's name."""
    return {
        "named": _("You named %(name)s, who is asked. Nobody is told what they say."),
        "agreed": _("It was passed on to %(name)s, who agreed to take it up."),
        "for_you": _("%(name)s thought of you: it was first sent to them."),
        "from": _("It was first sent to %(name)s, who thought of somebody better."),
    }[how] % {"name": name}


def origin_sentence(approach: Approach, sender: str) -> str:
    """How the sender met the recipient's record, in words for the recipient."""
    said = {"name": sender, "query": approach.origin_query}
    if approach.origin == Origin.SEARCH and approach.origin_query:
        return _("%(name)s found you by searching for “%(query)s”.") % said
    return {
        Origin.SEARCH: _("%(name)s found you by a search."),
        Origin.SUGGESTION: _("You were suggested to %(name)s."),
        Origin.PAGE: _("%(name)s read your page."),
        Origin.INTRODUCTION: _("You were named to %(name)s by somebody you both know of."),
        Origin.QUESTION: _("Your record answers a question that %(name)s has left here."),
        Origin.IMPORT: _("%(name)s knows you from contacts they brought in."),
    }[Origin(approach.origin)] % said


def state_words(state: State) -> tuple[str, str]:
    """Kind of mark (yes, wait, shut) and words for where a sent approach stands."""
    return {
        State.SENT: ("wait", _("Waits for an answer")),
        State.ANSWERED: ("yes", _("Answered")),
        State.DECLINED: ("shut", _("Declined")),
        State.WITHDRAWN: ("shut", _("Withdrawn")),
        State.PASSED_ON: ("yes", _("Passed on")),
        State.REPORTED: ("shut", _("Reported. An operator looks at it.")),
        State.EXPIRED: ("shut", _("Ended without an answer")),
    }[state]


def span_words(span: timedelta) -> str:
    """A time as people say it: ``5 hours``, ``3 days``."""
    hours = max(1, round(span / timedelta(hours=1)))
    if hours < _DAYS_FROM_HOURS:
        return ngettext("%(count)s hour", "%(count)s hours", hours) % {"count": hours}
    days = round(hours / 24)
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def pace_sentence(pace: timedelta) -> str:
    """How long somebody usually takes to answer."""
    return _("Usually answers within about %(time)s.") % {"time": span_words(pace)}


def sender_rows(sender: Sender) -> list[tuple[str, str]]:
    """What a sender card says, as pairs: from where they write, and its numbers."""
    rows = _card_rows(sender.card) if sender.card else []
    if sender.domain:
        said = _("a confirmed address at %(domain)s") % {"domain": sender.domain}
        rows.insert(0, (_("Writes from"), said))
    return rows


def _card_rows(card: SenderCard) -> list[tuple[str, str]]:
    answered = {"answered": card.answered, "settled": card.settled}
    rows = [(_("Answers had"), _("%(answered)s of %(settled)s") % answered)]
    if card.usual_answer is not None:
        usual = _("usually %(time)s") % {"time": span_words(card.usual_answer)}
        rows.append((_("Until an answer"), usual))
    reports = ngettext("one upheld", "%(count)s upheld", card.upheld) % {"count": card.upheld}
    rows.append((_("Reports"), reports))
    weekly = f"{card.strangers_a_week:.1f}".removesuffix(".0")
    rows.append((_("Strangers written to"), _("%(count)s a week") % {"count": weekly}))
    return rows


def length_sentence(message: str) -> str:
    """A word to who writes more than is read to the end; empty before."""
    if len(message.strip().replace("\r\n", "\n")) <= SHORT_MESSAGE:
        return ""
    return _(
        "More than %(count)s characters: fewer people read to the end from here on, and who"
        " asks for a short question takes no more."
    ) % {"count": SHORT_MESSAGE}


def domain_sentence(domain: str) -> str:
    """What a sender card would say of one's own domain, or why it says nothing."""
    if not domain:
        return _("Your mail address is not confirmed yet, so there is nothing to say.")
    if is_free_mail(domain):
        return _(
            "Your address is at %(domain)s, where anybody may have one. That says nothing of"
            " you, so it is never shown."
        ) % {"domain": domain}
    return _(
        "Those you write to then read: writes from a confirmed address at %(domain)s. The"
        " address itself is not shown."
    ) % {"domain": domain}


def stake_sentences(stake: Stake) -> list[str]:
    """How many slots are free, and what makes them more or fewer."""
    said = [
        ngettext(
            "%(free)s of one slot is free.",
            "%(free)s of %(limit)s slots are free.",
            stake.limit,
        )
        % {"free": stake.free, "limit": stake.limit}
    ]
    if stake.alike:
        said.append(
            _("%(count)s letters of the last month read nearly the same: that takes slots.")
            % {"count": stake.alike}
        )
    if stake.upheld:
        said.append(
            ngettext(
                "A report of you was upheld: that takes slots.",
                "%(count)s reports of you were upheld: that takes slots.",
                stake.upheld,
            )
            % {"count": stake.upheld}
        )
    if not stake.free and stake.returns_at:
        said.append(
            _("Without an answer the next comes back on %(day)s.")
            % {"day": date_label(stake.returns_at)}
        )
    return said


def declines() -> list[tuple[str, str]]:
    """What a decline may speak of, shortly; the sender reads the whole courteous sentence."""
    return [
        (KindWords.TIME, _("No time at present")),
        (KindWords.FIELD, _("Not my field")),
        (KindWords.TERMS, _("The terms do not suit")),
    ]
