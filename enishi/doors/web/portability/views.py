"""Pages: bring a career in, take it out again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from enishi.doors.web.access import members_only
from enishi.doors.web.limits import READS, limited
from enishi.doors.web.portability import pages
from enishi.doors.web.portability.forms import ChoiceForm, FileForm
from enishi.ground.errors import NotFound
from enishi.rooms.portability import queries, services
from enishi.rooms.portability.errors import FileRefused
from enishi.rooms.portability.types import AT_WORK, Format, State
from enishi.rooms.profiles.types import Visibility
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from enishi.doors.web.access import MemberRequest


@members_only
@require_http_methods(["GET", "HEAD", "POST"])
@limited(Limit.IMPORTS)
def bring_in(request: MemberRequest) -> HttpResponse:
    """Choose a file; what it would change comes on the next page."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    kept = _start(request, form) if form.is_valid() else None
    if kept is not None:
        return redirect("web:import", kept)
    page = pages.bring_in_page(request.user, form)
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "portability/bring_in.html", {"page": page}, status=status)


def _start(request: MemberRequest, form: FileForm) -> int | None:
    """Read the file; a refusal stands at the field, where the next file can be chosen."""
    name = form.cleaned_data["file"].name
    try:
        kept = services.start_import(
            by=request.user, filename=name, data=form.content(), at=timezone.now()
        )
    except FileRefused as refusal:
        form.add_error("file", str(refusal))
        return None
    return kept.pk


@members_only
@require_safe
@never_cache
def import_page(request: MemberRequest, import_id: int) -> HttpResponse:
    """One import: its preview, how far the writing is, or how it ended."""
    kept = queries.get_import_for(request.user, import_id)
    if kept.state == State.PREVIEW:
        page: object = pages.preview_page(request.user, kept)
        return TemplateResponse(request, "portability/preview.html", {"page": page})
    if not request.htmx:
        page = pages.progress_page(kept)
        return TemplateResponse(request, "portability/progress.html", {"page": page})
    if kept.state not in AT_WORK:
        return HttpResponseClientRefresh()
    page = pages.progress_page(kept)
    return TemplateResponse(request, "portability/progress.html#progress", {"page": page})


@members_only
@require_POST
@limited(Limit.IMPORT_CHOICES)
def apply_import(request: MemberRequest, import_id: int) -> HttpResponse:
    """Write the ticked lines; an import that had stopped goes on with those of before."""
    form = ChoiceForm(request.POST)
    if form.is_valid():
        services.choose_lines(
            import_id=import_id,
            by=request.user,
            numbers=form.numbers(),
            visibility=Visibility(form.cleaned_data["visibility"]),
        )
        services.choose_contacts(import_id=import_id, by=request.user, handles=form.handles())
    services.apply_import(import_id=import_id, by=request.user, at=timezone.now())
    return redirect("web:import", import_id)


@members_only
@require_POST
@limited(Limit.IMPORT_CHOICES)
def undo_import(request: MemberRequest, import_id: int) -> HttpResponse:
    """Take back what an import wrote, except what was changed since."""
    services.undo_import(import_id=import_id, by=request.user)
    return redirect("web:import", import_id)


@members_only
@require_POST
@limited(Limit.IMPORT_CHOICES)
def discard_import(request: MemberRequest, import_id: int) -> HttpResponse:
    """Forget an import."""
    services.discard_import(import_id=import_id, by=request.user)
    messages.success(request, gettext("The import is forgotten. Your record is as it was."))
    return redirect("web:bring_in")


@members_only
@require_safe
def take_out(request: MemberRequest) -> HttpResponse:
    """All the ways a record can leave the house."""
    return TemplateResponse(request, "portability/take_out.html", {"formats": Format})


@members_only
@require_safe
@never_cache
@limited(Limit.TAKE_OUTS, methods=READS)
def download(request: MemberRequest, form: str) -> FileResponse:
    """The record, or everything, as a file."""
    if not pages.is_format(form):
        raise NotFound
    file = queries.export_of(request.user, Format(form), at=timezone.now())
    return FileResponse(
        file.content,
        as_attachment=True,
        filename=file.name,
        content_type=file.content_type,
    )
