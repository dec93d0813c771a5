"""Reads of the record. The first argument is the viewer; None is a guest."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.core.files.storage import default_storage
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from enishi.ground.errors import NotFound
from enishi.ground.paging import part_of
from enishi.rooms.profiles import policies
from enishi.rooms.profiles.links import links_to_a_public_page, members_at
from enishi.rooms.profiles.models import Entry, EntryQuerySet, Profile
from enishi.rooms.profiles.own_data import own_data
from enishi.rooms.profiles.portraits import SIZES, check_portrait, file_name, token_of
from enishi.rooms.profiles.seeing import (
    as_owner,
    newest_posts_last,
    own_entry_of,
    see_entries,
)
from enishi.rooms.profiles.types import (
    SEEN_AT,
    STAYS,
    EntryFields,
    Kind,
    OwnEntry,
    PageSettings,
    Person,
    SeenEntry,
    Visibility,
    Workplace,
)
from enishi.rooms.profiles.workers import count_workers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.core.files.base import File
    from django.utils.functional import Promise

    from enishi.ground.paging import Page
    from enishi.rooms.members.models import Member
    from enishi.rooms.network.types import Degree
    from enishi.rooms.profiles.types import LineRef

__all__ = ["check_portrait", "count_workers", "links_to_a_public_page"]
__all__ += ["members_at", "own_data"]


def record_of(viewer: Member | None, member_id: int) -> list[SeenEntry]:
    """The entries of `member_id` that `viewer` may see, in the order of the record.

    Without posts, of which there may be many: see `record_with_posts` and `posts_of`.
    """
    return see_entries(Entry.objects.of(member_id).without_posts().visible_to(viewer))


def record_with_posts(
    viewer: Member | None, member_id: int, *, newest: int = 0, also: Iterable[int] = ()
) -> list[SeenEntry]:
    """`record_of` with the `newest` posts behind it, and those whose ids are `also` given.

    One query.
    """
    entries = _with_posts(viewer, member_id, newest, also).of(member_id)
    return newest_posts_last(see_entries(entries.visible_to(viewer)))


def _with_posts(
    viewer: Member | None, member_id: int, newest: int, also: Iterable[int]
) -> EntryQuerySet:
    """All entries but posts, and of these the `newest` of `member_id` and those of `also`."""
    latest = Entry.objects.of(member_id).posts().named_to(viewer).values("pk")[:newest]
    chosen = Entry.objects.filter(Q(pk__in=latest) | Q(pk__in=list(also)))
    return Entry.objects.without_posts(but=chosen)


def posts_of(
    viewer: Member | None, member_id: int, *, cursor: str = "", size: int
) -> Page[SeenEntry]:
    """The posts of `member_id` that `viewer` may see, newest first. One query.

    Raises
    ------
    UnreadableCursor
        `cursor` is none of a page before.
    """
    posts = see_entries(Entry.objects.of(member_id).posts().visible_to(viewer))
    return part_of(posts, cursor=cursor, size=size)


def record_and_stays(
    viewer: Member | None,
    member_id: int,
    others: Iterable[int],
    *,
    newest: int = 0,
    also: Iterable[int] = (),
) -> tuple[list[SeenEntry], list[SeenEntry]]:
    """`record_with_posts`, and where `others` were by what `viewer` may see. One query."""
    stays = Q(kind__in=STAYS, organization__isnull=False)
    entries = _with_posts(viewer, member_id, newest, also)
    # Whose entries first: of an "or" of whole conditions SQLite would read everybody's.
    entries = entries.filter(member_id__in={member_id, *others})
    entries = entries.filter(Q(member_id=member_id) | stays).order_by("position", "pk")
    seen = see_entries(entries.visible_to(viewer))
    own = [entry for entry in seen if entry.member_id == member_id]
    return newest_posts_last(own), [entry for entry in seen if entry.member_id != member_id]


def record_as(member_id: int, degree: Degree | None) -> list[SeenEntry]:
    """The record of `member_id` as somebody at `degree` would see it, all posts included."""
    return newest_posts_last(see_entries(Entry.objects.of(member_id).seen_at(degree)))


def is_visible_to(viewer: Member, *, entry: str = "entry_id") -> Exists:
    """Of rows of any table, whether `viewer` may see the entry their field `entry` names."""
    return Exists(Entry.objects.filter(pk=OuterRef(entry)).named_to(viewer))


def entries_for(viewer: Member | None, entry_ids: Iterable[int]) -> dict[int, SeenEntry]:
    """Those of `entry_ids` that `viewer` may see, by id. One query."""
    entries = Entry.objects.filter(pk__in=list(entry_ids)).visible_to(viewer)
    return {entry.id: entry for entry in see_entries(entries)}


def headlines_for(viewer: Member | None, member_ids: Iterable[int]) -> dict[int, SeenEntry]:
    """The visible headline of each of `member_ids`, by member. One query."""
    entries = Entry.objects.filter(member_id__in=list(member_ids), kind=Kind.HEADLINE)
    # A single entry is nothing but its text: who may see the one may see the other.
    return {entry.member_id: entry for entry in see_entries(entries.named_to(viewer))}


def entries_and_headlines_for(
    viewer: Member | None, entry_ids: Iterable[int], member_ids: Iterable[int]
) -> tuple[dict[int, SeenEntry], dict[int, SeenEntry]]:
    """`entries_for` and `headlines_for` at once. One query."""
    wanted, owners = set(entry_ids), set(member_ids)
    headlines = Q(member_id__in=owners, kind=Kind.HEADLINE)
    seen = see_entries(Entry.objects.filter(Q(pk__in=wanted) | headlines).visible_to(viewer))
    return (
        {entry.id: entry for entry in seen if entry.id in wanted},
        {
            entry.member_id: entry
            for entry in seen
            if entry.kind is Kind.HEADLINE and entry.member_id in owners
        },
    )


def own_portrait(member: Member) -> str:
    """The address of a member's own small portrait; empty when there is none. One query."""
    return _portrait_address(_own_profile(member), min(SIZES))


def get_portrait_for(viewer: Member | None, handle: str, size: int) -> File[bytes]:
    """The portrait `size` pixels wide, opened.

    Raises
    ------
    NotFound
        There is none, none of this size, or `viewer` may not see it.
    """
    profiles = Profile.objects.filter(member__handle=handle).exclude(portrait="")
    profile = profiles.visible_to(viewer).first()
    if profile is None or size not in SIZES:
        raise NotFound
    name = file_name(profile.portrait.name or "", size)
    if not default_storage.exists(name):
        raise NotFound
    return default_storage.open(name)


def get_person_for(viewer: Member | None, handle: str) -> Person:
    """Whose page `viewer` may open. One query.

    Raises
    ------
    NotFound
        Nobody of this handle is in the house, a block stands between, or a guest asks for
        somebody without a public page.
    """
    profiles = Profile.objects.filter(member__handle=handle).select_related("member")
    profile = profiles.open_to(viewer).first()
    if profile is None:
        raise NotFound
    is_shown: bool = profile.portrait_is_shown  # type: ignore[attr-defined]
    return Person(
        member=profile.member,
        settings=_settings(profile),
        portrait_url=_portrait_address(profile, max(SIZES)) if is_shown else "",
    )


def people_for(viewer: Member | None, member_ids: Iterable[int]) -> dict[int, Person]:
    """Those of `member_ids` whose page `viewer` may open, with small portraits. One query."""
    profiles = Profile.objects.filter(member_id__in=list(member_ids)).select_related("member")
    return {
        profile.member_id: Person(
            member=profile.member,
            settings=_settings(profile),
            portrait_url=_portrait_address(profile, min(SIZES))
            if profile.portrait_is_shown  # type: ignore[attr-defined]
            else "",
        )
        for profile in profiles.open_to(viewer)
    }


def get_own_page(member: Member) -> Person:
    """The member's own page, with everything they decided about it. One query."""
    profile = _own_profile(member)
    return Person(
        member=member,
        settings=_settings(profile),
        portrait_url=_portrait_address(profile, max(SIZES)),
    )


def page_as(member: Member, degree: Degree | None) -> Person | None:
    """The page of `member` as somebody at `degree` would find it; None: not at all."""
    page = get_own_page(member)
    if degree is None and not page.settings.has_public_page:
        return None
    is_shown = page.settings.portrait_visibility in SEEN_AT[degree]
    return Person(page.member, page.settings, page.portrait_url if is_shown else "")


def own_record(member: Member) -> list[OwnEntry]:
    """All that `member` wrote here, with who sees it, in the order of the record. One query.

    Posts are written elsewhere: see `own_posts`.
    """
    return [
        own_entry_of(entry) for entry in as_owner(Entry.objects.of(member.pk).without_posts())
    ]


def own_posts(member: Member) -> list[OwnEntry]:
    """The posts of the member's blogs, with who sees them, newest first. One query."""
    return [own_entry_of(entry) for entry in as_owner(Entry.objects.of(member.pk).posts())]


def records_of(member_ids: Iterable[int]) -> dict[int, list[OwnEntry]]:
    """All that each of `member_ids` wrote, posts too, with who sees it: one query."""
    records: dict[int, list[OwnEntry]] = {member_id: [] for member_id in member_ids}
    entries = Entry.objects.filter(member_id__in=list(records)).order_by("position", "pk")
    for entry in as_owner(entries):
        records[entry.member_id].append(own_entry_of(entry))
    return records


def get_own_entry(member: Member, entry_id: int) -> OwnEntry:
    """One of the member's own entries.

    Raises
    ------
    NotFound
        Absent, or somebody else's.
    """
    entry = as_owner(Entry.objects.of(member.pk).filter(pk=entry_id)).first()
    if entry is None:
        raise NotFound
    return own_entry_of(entry)


def tidied(fields: EntryFields) -> EntryFields:
    """`fields` as an entry would keep them; compare with these before writing."""
    return policies.tidy(fields)


def complaints_about(kind: Kind, fields: EntryFields) -> dict[str, list[str | Promise]]:
    """Why an entry of `kind` cannot be written so: sentences by field; empty if it can."""
    return policies.complaints(kind, policies.tidy(fields))


def fields_of(entry: OwnEntry) -> EntryFields:
    """What is written in an entry, as `services.edit_entry` takes it."""
    seen = entry.seen
    return EntryFields(
        **{name: getattr(seen, name) for name in _FIELDS},
        details=seen.details,
        visibility=entry.visibility,
        text_visibility=entry.text_visibility,
        confirmed_on=seen.confirmed_on,
    )


def line_for(viewer: Member | None, line: LineRef) -> tuple[SeenEntry, str] | None:
    """The entry and the words of one line, if `viewer` may see it and it has words."""
    entry = entries_for(viewer, [line.entry_id]).get(line.entry_id)
    if entry is None:
        return None
    words = words_of(entry, line)
    return (entry, words) if words else None


def words_of(entry: SeenEntry, line: LineRef) -> str:
    """The words `line` points at in an entry somebody sees; empty if there are none."""
    if line.number < 0:
        return str(getattr(entry, f"title_{line.language}"))
    lines = entry.lines(line.language)
    return lines[line.number] if line.number < len(lines) else ""


def workplaces_of(viewer: Member, member_ids: Iterable[int]) -> list[Workplace]:
    """Where `member_ids` work now, by the positions `viewer` may see. One query.

    Organizations where most of them are come first.
    """
    entries = Entry.objects.filter(
        member_id__in=list(member_ids),
        kind=Kind.POSITION,
        is_current=True,
        organization__isnull=False,
    ).order_by("position", "pk")
    columns = ("organization_id", "organization_ja", "organization_en", "member_id")
    places: dict[int, Workplace] = {}
    for pk, name_ja, name_en, member_id in entries.visible_to(viewer).values_list(*columns):
        place = places.setdefault(cast("int", pk), Workplace(cast("int", pk), name_ja, name_en))
        place.member_ids[member_id] = None
    return sorted(places.values(), key=lambda place: (-len(place.member_ids), place.id))


_FIELDS = [
    name
    for name in EntryFields.__dataclass_fields__
    if name not in {"details", "visibility", "text_visibility", "confirmed_on"}
]


def _own_profile(member: Member) -> Profile:
    profile = Profile.objects.filter(member=member).first() or Profile()
    profile.member = member  # whose row need not be read again
    return profile


def _settings(profile: Profile) -> PageSettings:
    return PageSettings(
        has_public_page=profile.has_public_page,
        is_indexable=profile.is_indexable,
        has_structured_data=profile.has_structured_data,
        default_visibility=Visibility(profile.default_visibility),
        portrait_visibility=Visibility(profile.portrait_visibility),
    )


def _portrait_address(profile: Profile, size: int) -> str:
    """Where a portrait is handed out; another picture has another address."""
    if not profile.portrait.name:
        return ""
    address = reverse("web:portrait", args=[profile.member.handle, size])
    return f"{address}?v={token_of(profile.portrait.name)}"
