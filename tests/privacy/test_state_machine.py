"""People meet, part, block, hide and leave; every surface agrees with the policy (S-26)."""

from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from enishi.doors.web.network.pages import Asked, network_page
from enishi.rooms.connections import services as ties
from enishi.rooms.discovery import services as discovery
from enishi.rooms.discovery.queries import search
from enishi.rooms.introductions.queries import ways_along
from enishi.rooms.members import services as members
from enishi.rooms.members.models import Member
from enishi.rooms.network import queries as network
from enishi.rooms.network import services as graph
from enishi.rooms.profiles.queries import record_of
from enishi.rooms.profiles.services import set_visibility
from enishi.rooms.suggestions.queries import suggestions_for
from tests.makers import NOW, PASSWORD, make_entry, make_member
from tests.privacy.reference import LEVELS, Policy
from tests.privacy.surfaces import follow, rolled_back

pytestmark = pytest.mark.django_db

PEOPLE = 5
SOMEBODY = st.integers(0, PEOPLE - 1)
A_REST = timedelta(days=40)  # after which one may ask again


class House(RuleBasedStateMachine):
    """A house of five; numbers are members to the policy, keys to the database."""

    def __init__(self):
        super().__init__()
        self.undone = ExitStack()
        self.undone.enter_context(rolled_back())
        self.policy, self.now = Policy(present=set(range(PEOPLE))), NOW
        self.keys = [
            make_member(f"person{n}", family_kanji=f"名{n}", password=PASSWORD).pk
            for n in range(PEOPLE)
        ]
        self.operator = make_member("operator", is_staff=True, is_suggestable=False)
        self.entries, self.turn = {}, 0
        for number, key in enumerate(self.keys):
            for level in LEVELS[1:4]:
                entry = make_entry(
                    Member.objects.get(pk=key),
                    title_ja="求人",
                    visibility=level,
                    text_ja="広告",
                )
                self.entries[number, level] = entry.pk
                self.policy.levels[number, entry.pk] = level
        follow()

    def teardown(self):
        self.undone.close()

    def member(self, number):
        return Member.objects.get(pk=self.keys[number])

    def may_act(self, one, other):
        return one != other and self.policy.meet(one, other)

    @rule(one=SOMEBODY, other=SOMEBODY)
    def connect(self, one, other):
        tie = frozenset((one, other))
        if not self.may_act(one, other) or tie in self.policy.ties:
            return
        self.now += A_REST
        asked = ties.invite(by=self.member(one), invitee_id=self.keys[other], at=self.now)
        ties.accept_invitation(invitation_id=asked.pk, by=self.member(other), at=self.now)
        self.policy.ties.add(tie)

    @precondition(lambda self: self.policy.ties)
    @rule(data=st.data())
    def disconnect(self, data):
        tie = data.draw(st.sampled_from(sorted(self.policy.ties, key=sorted)))
        one, other = sorted(tie)
        if self.may_act(one, other):
            ties.disconnect(by=self.member(one), member_id=self.keys[other])
            self.policy.ties.remove(tie)

    @rule(one=SOMEBODY, other=SOMEBODY)
    def block(self, one, other):
        if self.may_act(one, other):
            ties.block(by=self.member(one), member_id=self.keys[other], at=self.now)
            self.policy.blocks.add((one, other))
            self.policy.ties.discard(frozenset((one, other)))

    @precondition(lambda self: self.policy.blocks)
    @rule(data=st.data())
    def unblock(self, data):
        one, other = data.draw(st.sampled_from(sorted(self.policy.blocks)))
        if one in self.policy.present:
            ties.unblock(by=self.member(one), member_id=self.keys[other])
            self.policy.blocks.remove((one, other))

    @rule(one=SOMEBODY)
    def suspend_or_restore(self, one):
        status = self.member(one).status
        if status == "active":
            members.suspend_member(by=self.operator, member_id=self.keys[one])
            self.policy.present.remove(one)
        elif status == "suspended":
            members.restore_member(by=self.operator, member_id=self.keys[one])
            self.policy.present.add(one)

    @precondition(lambda self: len(self.policy.present) > 3)
    @rule(one=SOMEBODY)
    def leave(self, one):
        if one in self.policy.present:
            members.leave_house(by=self.member(one), password=PASSWORD, at=self.now)
            self.policy.present.remove(one)
            self.policy.forget(one)

    @rule(one=SOMEBODY, named=st.booleans(), suggested=st.booleans())
    def prefer(self, one, named, suggested):
        Member.objects.filter(pk=self.keys[one]).update(
            show_in_threads=named, is_suggestable=suggested
        )
        for chosen, refusing in (
            (named, self.policy.unnamed),
            (suggested, self.policy.unsuggested),
        ):
            (refusing.discard if chosen else refusing.add)(one)

    @rule(one=SOMEBODY, entry=st.sampled_from(LEVELS[1:4]), level=st.sampled_from(LEVELS))
    def show(self, one, entry, level):
        if one in self.policy.present:
            pk = self.entries[one, entry]
            set_visibility(
                by=self.member(one),
                entry_id=pk,
                visibility=level,
                text_visibility=level,
                at=self.now,
            )
            self.policy.levels[one, pk] = level

    @rule(viewer=SOMEBODY, other=SOMEBODY)
    def open_a_page(self, viewer, other):
        if viewer not in self.policy.present:
            return
        client, handle = Client(), self.member(other).handle
        client.force_login(self.member(viewer))
        status = 200 if self.policy.meet(viewer, other) else 404
        for path in (f"/people/{handle}/", f"/api/v1/members/{handle}/record"):
            assert client.get(path).status_code == status

    @rule()
    def keep_the_graph(self):
        """From now on answers come from a snapshot, and what changes after it."""
        graph.rebuild_snapshot()

    @rule(viewer=SOMEBODY)
    def ask_the_search(self, viewer):
        if viewer not in self.policy.present:
            return
        discovery.drain()
        found = search(self.member(viewer), "求人 広告", at=self.now).found
        for one in found:
            shown = {ev.entry.id for ev in one.evidence}
            assert shown <= self.policy.entries(viewer, self.keys.index(one.member_id))
        expected = {one for one in range(PEOPLE) if self.policy.entries(viewer, one)}
        others = {self.keys.index(one.member_id) for one in found} - {viewer}
        assert others == expected - {viewer}

    @invariant()
    def records_and_ties_agree(self):
        """For one viewer after the other; for all of them at once it would take minutes."""
        self.turn = (self.turn + 1) % PEOPLE
        viewer, reader = self.turn, self.member(self.turn)
        if viewer not in self.policy.present:
            return
        for other, key in enumerate(self.keys):
            seen = {entry.id for entry in record_of(reader, key)}
            assert seen == self.policy.entries(viewer, other)
            if self.policy.meet(viewer, other) and viewer != other:
                self.tie_agrees(viewer, reader, other)
        self.surroundings_agree(viewer, reader)
        self.suggestions_agree(viewer, reader)
        self.picture_agrees(viewer, reader)

    def picture_agrees(self, viewer, reader):
        page = network_page(reader, Asked())
        counts = [self.policy.degree(viewer, one) for one in range(PEOPLE)]
        drawn = [page.rings.first, page.rings.second, page.rings.third]
        assert drawn == [counts.count(hops) for hops in (1, 2, 3)]
        met = {one for one in self.policy.tied(viewer) if self.policy.meet(viewer, one)}
        assert {card.handle for card in page.connections} == {f"person{one}" for one in met}
        named = [dot.name for ring in page.rings.rings for dot in ring.dots if dot.name]
        assert set(named) <= {f"名{one}さん" for one in met}

    def surroundings_agree(self, viewer, reader):
        by_degree = {
            hop: {one for one in range(PEOPLE) if self.policy.degree(viewer, one) == hop}
            for hop in (1, 2, 3)
        }
        around = network.surroundings_of(reader)
        degrees = network.degrees_for(reader, self.keys)
        assert {self.keys.index(key) for key in around.first} == by_degree[1]
        assert {self.keys.index(key) for key in around.second} == by_degree[2]
        assert set(network.among_second_degree(reader, self.keys)) == set(around.second)
        assert self.keys[viewer] not in around.second
        for other, key in enumerate(self.keys):
            assert degrees[key].shown == self.policy.degree(viewer, other)
        reach = around.reach()
        assert [reach.first, reach.second, reach.third] == [
            len(by_degree[n]) for n in (1, 2, 3)
        ]

    def tie_agrees(self, viewer, reader, other):
        tie, policy = network.tie_to(reader, self.keys[other]), self.policy
        path = [self.keys.index(key) for key in tie.path]
        assert tie.degree.shown == policy.degree(viewer, other)
        assert {self.keys.index(key) for key in tie.mutuals} == policy.mutuals(viewer, other)
        assert bool(path) == policy.has_path(viewer, other)
        ways = ways_along(tie)
        assert bool(ways) == (bool(path) and policy.degree(viewer, other) in {2, 3})
        for way in ways:
            numbers = [self.keys.index(key) for key in way]
            assert policy.is_path([viewer, *numbers, other])
            assert all(policy.named(viewer, one) for one in numbers)
        if path:
            assert len(path) - 1 == tie.degree.shown
            assert policy.is_path(path)
            assert all(policy.named(viewer, one) for one in path[1:-1])

    def suggestions_agree(self, viewer, reader):
        for one in suggestions_for(reader, self.now).people:
            number = self.keys.index(one.member_id)
            mutuals = {self.keys.index(key) for key in one.mutual_ids}
            assert self.policy.may_be_suggested(viewer, number)
            assert mutuals == self.policy.mutuals(viewer, number)
            between = [self.keys.index(key) for key in one.between_ids]
            assert all(self.policy.named(viewer, other) for other in between)
            assert not between or self.policy.is_path([viewer, *between, number])


def test_every_surface_agrees_with_the_policy():
    run_state_machine_as_test(
        House,
        settings=settings(
            max_examples=6,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
