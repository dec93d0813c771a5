"""Lines to search in, and short ways to ask."""

from enishi.engines.search import Passage, Scope

STRANGER = Scope(viewer_id=900)


def line(member_id, text, **kwargs):
    name = kwargs.pop("name", f"{member_id}:{text}")
    return Passage(passage_id=name, member_id=member_id, text=text, **kwargs)


def fill(index, *lines, names=None):
    members = {}
    for one in lines:
        members.setdefault(one.member_id, []).append(one)
    with index.writer() as writer:
        for member_id, passages in members.items():
            writer.replace_member(member_id, passages, (names or {}).get(member_id, ()))


def found(index, query, scope=STRANGER, **kwargs):
    return [hit.member_id for hit in index.search(query, scope, **kwargs).hits]


def answer(index, query, scope=STRANGER, **kwargs):
    """All that a viewer can tell from an answer."""
    return index.search(query, scope, **kwargs), index.facets(query, scope)
