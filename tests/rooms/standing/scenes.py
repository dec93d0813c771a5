"""A house in which records change, and are followed."""

from enishi.rooms.discovery.types import Narrowed
from enishi.rooms.notifications.models import Notice
from enishi.rooms.profiles.services import add_entry
from enishi.rooms.profiles.types import EntryFields, Kind, Visibility
from enishi.rooms.standing import services
from enishi.rooms.standing.models import Asking
from enishi.rooms.standing.types import NewQuestion
from tests.makers import NOW

QUERY = "求人広告 営業"
WORDS = "アルバイト求人広告の売り方について、三十分ほど伺いたいです。"


def write(member, text="求人広告の営業を担当", visibility=Visibility.MEMBERS, at=NOW, **fields):
    """`member` adds a line to their record, as on a page."""
    return add_entry(
        by=member,
        kind=Kind.POSITION,
        fields=EntryFields(
            title_ja="担当",
            text_ja=text,
            visibility=visibility,
            text_visibility=visibility,
            **fields,
        ),
        at=at,
    )


def follow(at=NOW):
    return services.follow_changes(at=at)


def save(member, query=QUERY, **narrowed):
    return services.save_search(by=member, query=query, narrowed=Narrowed(**narrowed), at=NOW)


def ask(member, query=QUERY, *, at=NOW, **fields):
    question = NewQuestion(query=query, words=WORDS, days=fields.pop("days", 30), **fields)
    return services.ask_question(by=member, question=question, at=at)


def told(member):
    """Kinds of what `member` was told, and of whom."""
    return list(
        Notice.objects.filter(member=member).order_by("pk").values_list("kind", "about_id")
    )


def put_to(expert):
    return Asking.objects.filter(expert=expert, asked_at__isnull=False)
