"""Notices, how many mails one takes, and stopping them from the mail itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from enishi.doors.web.access import members_only, public
from enishi.doors.web.limits import limited
from enishi.doors.web.notifications.forms import MailTermsForm
from enishi.doors.web.notifications.pages import notices_page
from enishi.doors.web.notifications.words import path_of
from enishi.rooms.notifications import queries, services
from enishi.rooms.notifications.types import NoticeKind
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from enishi.doors.web.access import MemberRequest

TEMPLATE = "notifications/notices.html"


@members_only
@require_GET
def notices(request: MemberRequest) -> HttpResponse:
    """What one was told."""
    page = notices_page(request.user, request.GET.get("cursor", ""))
    return TemplateResponse(request, TEMPLATE, {"page": page, "nav_section": "notices"})


@members_only
@require_GET
def new_notices(request: MemberRequest) -> HttpResponse:
    """The list again; 304 when it is as the page shows it."""
    page = notices_page(request.user, "")
    return _unless_known(request, page.mark, f"{TEMPLATE}#list", {"page": page})


@members_only
@require_GET
def notices_mark(request: MemberRequest) -> HttpResponse:
    """Whether there is something new, for the head of each page; 304 while that is so."""
    news = queries.has_news(request.user)
    mark = f"{get_language()}{int(news)}"
    context = {"has_news": news, "mark": mark}
    return _unless_known(request, mark, "notifications/mark.html", context)


@members_only
@require_POST
@limited(Limit.SETTINGS)
def mark_notices_read(request: MemberRequest) -> HttpResponse:
    """Nothing of it is new any more."""
    services.mark_notices_read(by=request.user, at=timezone.now())
    return redirect("web:notices")


@members_only
@require_GET
def open_notice(request: MemberRequest, notice_id: int) -> HttpResponse:
    """Go where the notice leads; it is not new any more."""
    notice = services.open_notice(by=request.user, notice_id=notice_id, at=timezone.now())
    return redirect(path_of(request.user, notice))


@members_only
@require_http_methods(["GET", "POST"])
@limited(Limit.SETTINGS)
def mail_terms(request: MemberRequest) -> HttpResponse:
    """How many mails one takes, and when."""
    form = MailTermsForm.of(queries.mail_terms_of(request.user.pk))
    if request.method == "POST":
        form = MailTermsForm(request.POST)
    if form.is_bound and form.is_valid():
        services.set_mail_terms(by=request.user, terms=form.terms, at=timezone.now())
        messages.success(request, _("Your settings are saved."))
        return redirect("web:mail_terms")
    context = {"form": form, "nav_section": "settings"}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "notifications/mail_terms.html", context, status=status)


# Mail programs post here by themselves (RFC 8058), without a cookie or a token of ours;
# the signature in the address says whose mail it is.
@public
@csrf_exempt
@require_http_methods(["GET", "POST"])
@limited(Limit.MAIL_STOPS)
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then stop the mail of whoever holds the address; or send it again."""
    member_id, kind = queries.read_stop_token(token)
    about = "" if request.POST.get("every") else kind
    if request.method == "POST" and request.POST.get("act") == "resume":
        services.resume_mail(member_id=member_id, kind=about)
    elif request.method == "POST":
        services.stop_mail(member_id=member_id, kind=about, at=timezone.now())
    context = {
        "token": token,
        "kind": NoticeKind(kind).label if kind else "",
        "wants_kind": queries.wants_mail(member_id, kind),
        "wants_mail": queries.wants_mail(member_id),
    }
    return TemplateResponse(request, "notifications/stop_mail.html", context)


def _unless_known(
    request: MemberRequest, mark: str, template: str, context: dict[str, Any]
) -> HttpResponse:
    unchanged = get_conditional_response(request, etag=f'"{mark}"')
    if unchanged is not None:
        return unchanged
    response = TemplateResponse(request, template, context)
    response.headers["ETag"] = f'"{mark}"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response
