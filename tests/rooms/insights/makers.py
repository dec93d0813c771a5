"""Small stories: somebody searches, looks, writes; the member edits."""

from enishi.rooms.approaches.models import Approach, Reason
from enishi.rooms.insights import services
from enishi.rooms.profiles.events import EntryChange


def search(viewer, entry, query, at):
    services.record_appearances(
        viewer_id=viewer.pk, query=query, hits=[(entry.member_id, entry.pk)], at=at
    )


def look(viewer, member, at, query="", entry=None):
    services.record_visit(
        viewer=viewer, member_id=member.pk, query=query, entry_id=entry and entry.pk, at=at
    )


def edit(entry, at, change=EntryChange.REWRITTEN):
    services.record_edits(member_id=entry.member_id, entry_ids=[entry.pk], change=change, at=at)


def write(sender, entry, at, answered_at=None, query="", state=None):
    approach = Approach.objects.create(
        sender=sender,
        recipient_id=entry.member_id,
        purpose="chat",
        subject="求人広告について",
        message="はじめまして。",
        origin="search" if query else "page",
        origin_query=query,
        state=state or ("answered" if answered_at else "sent"),
        sent_at=at,
        answered_at=answered_at,
    )
    Reason.objects.create(
        approach=approach, entry=entry, order=0, language="ja", line=0, text=entry.title_ja
    )
    return approach
