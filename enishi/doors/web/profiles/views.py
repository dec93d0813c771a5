"""One's own record: read it, write it, see it as others do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from enishi.doors.web.access import members_only
from enishi.doors.web.limits import limited
from enishi.doors.web.profiles.forms import EntryForm, VisibilityForm
from enishi.doors.web.profiles.kinds import SHAPES, WRITTEN
from enishi.doors.web.profiles.record import (
    SeenBy,
    context_as,
    language_of,
    own_context,
    part_context,
)
from enishi.ground.errors import NotFound
from enishi.rooms.profiles import queries, services
from enishi.rooms.profiles.types import Direction, EntryFields, Kind
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpResponse

    from enishi.doors.web.access import MemberRequest

_KEPT_REMOVALS = 5


@require_GET
@members_only
def my_record(request: MemberRequest) -> HttpResponse:
    """Everything one wrote, or the same through somebody else's eyes (`?as=`)."""
    language = language_of(request)
    who = request.GET.get("as", "")
    if who in set(SeenBy):
        context = context_as(request.user, SeenBy(who), language)
        return _show(request, "profiles/record_as.html", context)
    return _show(request, "profiles/record.html", own_context(request.user, language))


@require_http_methods(["GET", "POST"])
@members_only
@limited(Limit.RECORD)
def add_entry(request: MemberRequest, kind: str) -> HttpResponse:
    """Write one more entry of a kind."""
    which = _kind(kind)
    standard = queries.get_own_page(request.user).settings.default_visibility
    blank = EntryFields(visibility=standard, text_visibility=standard)
    form = EntryForm(which, blank, request.POST or None)
    if not form.is_valid():
        return _show_form(request, form, reverse("web:add_entry", args=[which.value]))
    now = timezone.now()
    services.add_entry(by=request.user, kind=which, fields=form.written(), at=now)
    messages.success(request, _("It stands in your record now."))
    return _answer(request, which)


@require_http_methods(["GET", "POST"])
@members_only
@limited(Limit.RECORD)
def edit_entry(request: MemberRequest, entry_id: int) -> HttpResponse:
    """Write an entry anew."""
    entry = queries.get_own_entry(request.user, entry_id)
    kind = _kind(entry.seen.kind)
    form = EntryForm(
        kind, queries.fields_of(entry), request.POST or None, key=str(entry.seen.id)
    )
    if not form.is_valid():
        address = reverse("web:edit_entry", args=[entry_id])
        return _show_form(request, form, address, entry_id=entry_id)
    services.edit_entry(
        by=request.user, entry_id=entry_id, fields=form.written(), at=timezone.now()
    )
    messages.success(request, _("Saved."))
    return _answer(request, kind)


@require_POST
@members_only
@limited(Limit.RECORD)
def remove_entry(request: MemberRequest, entry_id: int) -> HttpResponse:
    """Take an entry away; it can be put back for an hour."""
    kind = queries.get_own_entry(request.user, entry_id).seen.kind
    snapshot = services.remove_entry(by=request.user, entry_id=entry_id, at=timezone.now())
    kept = {**request.session.get("removed", {}), str(entry_id): [kind, snapshot]}
    request.session["removed"] = dict(list(kept.items())[-_KEPT_REMOVALS:])
    undo = reverse("web:restore_entry", args=[entry_id])
    messages.success(request, _("Taken out of your record."), extra_tags=undo)
    return _answer(request, kind)


@require_POST
@members_only
@limited(Limit.RECORD)
def restore_entry(request: MemberRequest, entry_id: int) -> HttpResponse:
    """Put a removed entry back."""
    kind, snapshot = request.session.get("removed", {}).get(str(entry_id), ("", ""))
    services.restore_entry(by=request.user, snapshot=snapshot, at=timezone.now())
    messages.success(request, _("It is back as it was."))
    return _answer(request, Kind(kind))


@require_POST
@members_only
@limited(Limit.RECORD)
def move_entry(request: MemberRequest, entry_id: int) -> HttpResponse:
    """Let an entry change places with its neighbour."""
    direction = Direction.UP if request.POST.get("direction") == "up" else Direction.DOWN
    entry = services.move_entry(
        by=request.user, entry_id=entry_id, direction=direction, at=timezone.now()
    )
    return _answer(request, Kind(entry.kind))


@require_POST
@members_only
@limited(Limit.RECORD)
def confirm_entry(request: MemberRequest, entry_id: int) -> HttpResponse:
    """Say that an entry is still true."""
    entry = services.confirm_entry(by=request.user, entry_id=entry_id, at=timezone.now())
    messages.success(request, _("Noted: still true today."))
    return _answer(request, Kind(entry.kind))


@require_POST
@members_only
@limited(Limit.RECORD)
def set_visibility(request: MemberRequest, entry_id: int) -> HttpResponse:
    """Say who sees an entry, and who its description."""
    form = VisibilityForm(request.POST)
    if not form.is_valid():
        raise NotFound  # nobody meets this through the page
    chosen = form.cleaned_data
    entry = services.set_visibility(
        by=request.user,
        entry_id=entry_id,
        visibility=chosen["visibility"],
        text_visibility=chosen["text_visibility"] or chosen["visibility"],
        at=timezone.now(),
    )
    messages.success(request, _("Saved: who may see this."))
    return _answer(request, Kind(entry.kind))


def _kind(name: str) -> Kind:
    if name not in WRITTEN:
        raise NotFound
    return Kind(name)


def _show(request: MemberRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, {"nav_section": "my_record", **context})


def _show_form(
    request: MemberRequest, form: EntryForm, address: str, *, entry_id: int | None = None
) -> HttpResponse:
    """The form alone for htmx, which puts it where the entry stands; else a page of its own."""
    context = {
        "form": form,
        "shape": SHAPES[form.kind],
        "address": address,
        "entry_id": entry_id,
        "record_language": language_of(request),
        "nav_section": "my_record",
    }
    template = (
        "profiles/entry_form.html" if _asks_for_part(request) else "profiles/entry_page.html"
    )
    response = render(request, template, context, status=422 if form.errors else 200)
    if _asks_for_part(request):
        # Refused, the form stays where it is and does not take the place of the whole part.
        place = f"#entry-{entry_id}" if entry_id else f"#add-{form.kind}"
        response.headers["HX-Retarget"] = place
        response.headers["HX-Reswap"] = "innerHTML"
    return response


def _answer(request: MemberRequest, kind: Kind) -> HttpResponse:
    """After a change: the part of the record it was in, or back to the whole of it."""
    language = language_of(request)
    if kind is Kind.POST:
        return HttpResponseRedirect(reverse("web:blogs"))
    if _asks_for_part(request):
        context = part_context(request.user, kind, language)
        return _show(request, "profiles/part_answer.html", context)
    return HttpResponseRedirect(f"{reverse('web:my_record')}?lang={language}#part-{kind}")


def _asks_for_part(request: MemberRequest) -> bool:
    """Whether htmx asks, for a piece of the page."""
    return bool(request.htmx) and not request.htmx.boosted
