import pytest

from enishi.ground.errors import NotFound
from enishi.rooms.approaches import errors, queries, services
from enishi.rooms.approaches.types import MOST_DRAFTS, Written
from tests.makers import NOW, make_block, make_member
from tests.rooms.approaches.letters import make_approach, make_recipient

WRITTEN = Written(subject="途中まで", message="はじめ", lines=("1:ja:0",), fee_yen="三万")


@pytest.fixture
def sender(db):
    return make_member("sender")


def keep(sender, recipient, written=WRITTEN):
    services.keep_draft(by=sender, recipient_id=recipient.pk, written=written, at=NOW)


def test_a_draft_is_kept_as_it_was_typed_one_a_recipient(sender):
    recipient = make_recipient()
    keep(sender, recipient, Written(message="古い"))
    keep(sender, recipient)

    (draft,) = queries.drafts_of(sender)
    assert draft.said == WRITTEN
    assert queries.find_draft(sender, recipient.pk) == draft
    assert queries.find_draft(recipient, sender.pk) is None


def test_sending_and_discarding_end_a_draft(sender):
    first, second = make_recipient(), make_recipient()
    keep(sender, first)
    keep(sender, second)

    make_approach(sender, first)
    services.discard_draft(by=sender, recipient_id=second.pk)

    assert not queries.drafts_of(sender).exists()


@pytest.mark.parametrize("turned", [False, True])
def test_a_draft_to_somebody_hidden_is_not_shown(sender, turned):
    recipient = make_recipient()
    keep(sender, recipient)
    make_block(*((sender, recipient) if turned else (recipient, sender)))

    assert not queries.drafts_of(sender).exists()
    with pytest.raises(NotFound):
        keep(sender, recipient)


def test_a_draft_to_oneself_or_one_too_many_is_refused(sender):
    with pytest.raises(errors.ToSelf):
        keep(sender, sender)
    recipients = [make_member() for _ in range(MOST_DRAFTS + 1)]
    for recipient in recipients[:-1]:
        keep(sender, recipient)
    with pytest.raises(errors.TooManyDrafts):
        keep(sender, recipients[-1])
    keep(sender, recipients[0])  # the same again is none more


def test_who_leaves_leaves_no_word_but_the_senders_slots_stay_as_they_were(sender):
    gone = make_recipient()
    sent = make_approach(sender, gone)
    sender.entry = gone.entry
    keep(gone, sender)
    keep(sender, gone)
    before = queries.stake_for(sender, at=NOW)

    services.erase_approaches(member_id=gone.pk)

    sent.refresh_from_db()
    assert (sent.subject, sent.message, sent.origin_query) == ("", "", "")
    assert not sent.reasons.exists()
    assert not queries.drafts_of(sender).exists()
    assert not queries.drafts_of(gone).exists()
    assert queries.stake_for(sender, at=NOW) == before

    services.erase_approaches(member_id=sender.pk)
    assert not queries.ledger_of(sender.pk, at=NOW).letters
