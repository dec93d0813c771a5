"""Who may know what, in the fewest words: what every surface is held against."""

from dataclasses import dataclass, field
from itertools import pairwise, product

SEEN_AT = {0: 5, 1: 4, 2: 3}  # how many of LEVELS; two for everybody else in the house
LEVELS = ("everyone", "members", "second_degree", "connections", "only_me")


@dataclass
class Policy:
    """Members are numbers; a tie is a frozenset of two, a block is (blocker, blocked)."""

    present: set = field(default_factory=set)
    ties: set = field(default_factory=set)
    blocks: set = field(default_factory=set)
    unnamed: set = field(default_factory=set)  # agree to stand on no path
    unsuggested: set = field(default_factory=set)
    levels: dict = field(default_factory=dict)  # (owner, entry) -> level

    def forget(self, one):
        self.ties = {tie for tie in self.ties if one not in tie}
        self.blocks = {block for block in self.blocks if one not in block}

    def meet(self, viewer, other):
        apart = {(viewer, other), (other, viewer)} & self.blocks
        return {viewer, other} <= self.present and not apart

    def tied(self, one):
        return {other for tie in self.ties if one in tie for other in tie - {one}}

    def degree(self, viewer, other):
        reached = {viewer}
        for hops in range(4):
            if other in reached:
                return hops
            reached |= {far for near in reached for far in self.tied(near)}
        return None

    def entries(self, viewer, owner):
        if not self.meet(viewer, owner):
            return set()
        seen = LEVELS[: SEEN_AT.get(self.degree(viewer, owner), 2)]
        return {
            entry
            for (one, entry), level in self.levels.items()
            if one == owner and level in seen
        }

    def named(self, viewer, other):
        return other not in self.unnamed and self.meet(viewer, other)

    def mutuals(self, viewer, other):
        return {one for one in self.tied(viewer) & self.tied(other) if self.named(viewer, one)}

    def has_path(self, viewer, other):
        hops = self.degree(viewer, other)
        between = [one for one in self.present if self.named(viewer, one)]
        chains = product(between, repeat=(hops or 1) - 1)
        return bool(hops) and any(self.is_path((viewer, *chain, other)) for chain in chains)

    def is_path(self, chain):
        return all(frozenset(pair) in self.ties for pair in pairwise(chain))

    def may_be_suggested(self, viewer, other):
        settled = other in self.tied(viewer) or other in self.unsuggested or viewer == other
        tied = self.mutuals(viewer, other) or self.has_path(viewer, other)
        return self.meet(viewer, other) and not settled and bool(tied)
