"""Ties made at once, and who sees them."""

from threading import Event, Thread

from django.db import transaction

from enishi.rooms.connections import errors, services
from enishi.rooms.connections.models import Block, Connection, Invitation, TieChange
from enishi.rooms.network import queries
from enishi.rooms.network.types import Degree
from tests.makers import NOW, make_connection, make_invitation, make_member
from tests.rooms.races import ON_POSTGRES, at_once

pytestmark = ON_POSTGRES


def test_an_invitation_is_accepted_once():
    invitation = make_invitation()

    answers = at_once(
        *(
            lambda: services.accept_invitation(
                invitation_id=invitation.pk, by=invitation.invitee, at=NOW
            )
            for _ in range(4)
        )
    )

    assert answers.count(errors.InvitationAlreadyAnswered) == 3
    assert Connection.objects.count() == TieChange.objects.count() == 1


def test_accepting_and_declining_at_once_leaves_one_answer():
    invitation = make_invitation()

    answers = at_once(
        lambda: services.accept_invitation(
            invitation_id=invitation.pk, by=invitation.invitee, at=NOW
        ),
        lambda: services.decline_invitation(
            invitation_id=invitation.pk, by=invitation.invitee, at=NOW
        ),
    )

    assert answers.count(errors.InvitationAlreadyAnswered) == 1
    invitation.refresh_from_db()
    assert Connection.objects.exists() is (invitation.outcome == "accepted")


def test_invitations_that_cross_connect():
    one, other = make_member(), make_member()

    at_once(
        lambda: services.invite(by=one, invitee_id=other.pk, at=NOW),
        lambda: services.invite(by=other, invitee_id=one.pk, at=NOW),
    )

    assert Connection.objects.between(one.pk, other.pk).exists()
    assert not Invitation.objects.open().exists()


def test_a_late_commit_is_not_overlooked():
    """What takes its number first is committed first, though its transaction dawdles."""
    hub = make_member()
    slow, quick = make_invitation(invitee=hub), make_invitation(invitee=hub)
    queries.degrees_for(hub, [])
    written, go_on = Event(), Event()

    def dawdle():
        with transaction.atomic():
            services.accept_invitation(invitation_id=slow.pk, by=hub, at=NOW)
            written.set()
            go_on.wait(5)

    def overtake():
        written.wait(5)
        go_on_soon = Thread(target=lambda: (written.wait(), go_on.set()))
        go_on_soon.start()
        services.accept_invitation(invitation_id=quick.pk, by=hub, at=NOW)
        return queries.degrees_for(hub, [slow.inviter_id, quick.inviter_id])

    _nothing, seen = at_once(dawdle, overtake)

    assert set(seen.values()) == {Degree.FIRST}
    numbers = TieChange.objects.order_by("pk").values_list("low_id", "high_id")
    assert set(numbers[0]) == {slow.inviter_id, hub.pk}


def test_every_thread_sees_the_ties_made_before_it_asked():
    hub = make_member()
    invitations = [make_invitation(inviter=hub) for _ in range(12)]
    queries.degrees_for(hub, [])

    def accept_and_look(invitation):
        services.accept_invitation(invitation_id=invitation.pk, by=invitation.invitee, at=NOW)
        return queries.degrees_for(invitation.invitee, [hub.pk])[hub.pk]

    answers = at_once(*(lambda one=one: accept_and_look(one) for one in invitations))

    assert answers == [Degree.FIRST] * 12
    others = [invitation.invitee_id for invitation in invitations]
    assert set(queries.degrees_for(hub, others).values()) == {Degree.FIRST}


def test_an_invitation_is_declined_once():
    invitation = make_invitation()

    answers = at_once(
        *(
            lambda: services.decline_invitation(
                invitation_id=invitation.pk, by=invitation.invitee, at=NOW
            )
            for _ in range(4)
        )
    )

    assert answers.count(errors.InvitationAlreadyAnswered) == 3


def test_both_part_at_once():
    one, other = make_member(), make_member()
    make_connection(one, other)

    answers = at_once(
        lambda: services.disconnect(by=one, member_id=other.pk),
        lambda: services.disconnect(by=other, member_id=one.pk),
    )

    assert answers.count(errors.NotConnected) == 1
    assert TieChange.objects.filter(is_added=False).count() == 1


def test_whoever_blocks_while_the_other_accepts_is_not_connected():
    for _ in range(5):
        invitation = make_invitation()
        inviter, invitee = invitation.inviter, invitation.invitee
        accept = {"invitation_id": invitation.pk, "by": invitee, "at": NOW}
        block = {"by": inviter, "member_id": invitee.pk, "at": NOW}

        at_once(
            lambda accept=accept: services.accept_invitation(**accept),
            lambda block=block: services.block(**block),
        )

        assert Block.objects.filter(blocker=inviter).exists()
        assert not Connection.objects.between(inviter.pk, invitee.pk).exists()
