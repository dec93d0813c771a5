"""Standing questions: ask one and end it; read what one is asked, and reply."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from enishi.doors.web.access import members_only
from enishi.doors.web.limits import limited
from enishi.doors.web.standing.forms import QuestionForm, YesForm
from enishi.doors.web.standing.pages import (
    ask_page,
    asking_page,
    question_page,
    questions_page,
)
from enishi.rooms.standing import services
from enishi.rooms.upkeep.types import Limit

if TYPE_CHECKING:
    from django.http import HttpResponse

    from enishi.doors.web.access import MemberRequest


@members_only
@require_GET
def questions(request: MemberRequest) -> HttpResponse:
    """What one is asked, and what one asked; for htmx what waits alone."""
    page = questions_page(request.user, timezone.now())
    context = {"page": page, "nav_section": "inbox"}
    template = "standing/questions.html#section" if request.htmx else "standing/questions.html"
    return TemplateResponse(request, template, context)


@members_only
@require_http_methods(["GET", "POST"])
@limited(Limit.APPROACHES)
def new_question(request: MemberRequest) -> HttpResponse:
    """Ask; what cannot be asked comes back with every word kept."""
    now = timezone.now()
    form = QuestionForm.read(request)
    if form.is_bound and form.may_go(request.user, now):
        asked = services.ask_question(by=request.user, question=form.question, at=now)
        messages.success(
            request, _("Your question stands. You are told when somebody says yes.")
        )
        return redirect("web:question", asked.pk)
    context = {"page": ask_page(form), "form": form, "nav_section": "search"}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "standing/ask.html", context, status=status)


@members_only
@require_GET
def question(request: MemberRequest, question_id: int) -> HttpResponse:
    """One's own question, and who said yes."""
    page = question_page(request.user, question_id, timezone.now())
    context = {"page": page, "nav_section": "inbox"}
    return TemplateResponse(request, "standing/question.html", context)


@members_only
@require_POST
@limited(Limit.ANSWERS)
def close_question(request: MemberRequest, question_id: int) -> HttpResponse:
    """Enough is known."""
    services.close_question(by=request.user, question_id=question_id, at=timezone.now())
    messages.success(request, _("Closed. Nobody else is asked."))
    return redirect("web:question", question_id)


@members_only
@require_POST
@limited(Limit.ANSWERS)
def withdraw_question(request: MemberRequest, question_id: int) -> HttpResponse:
    """Take it back."""
    services.withdraw_question(by=request.user, question_id=question_id, at=timezone.now())
    messages.success(request, _("Withdrawn. For whoever has not said yes it was never there."))
    return redirect("web:questions")


@members_only
@require_http_methods(["GET", "POST"])
@limited(Limit.ANSWERS)
def asking(request: MemberRequest, asking_id: int) -> HttpResponse:
    """Read what one is asked; to say yes begins a conversation."""
    now = timezone.now()
    form = YesForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        conversation_id = services.say_yes(
            by=request.user, asking_id=asking_id, message=form.cleaned_data["words"], at=now
        )
        messages.success(
            request, _("You said yes. The two of you can now write to each other.")
        )
        return redirect("web:conversation", conversation_id)
    page = asking_page(request.user, asking_id, now)
    context = {"page": page, "form": form, "nav_section": "inbox"}
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "standing/asking.html", context, status=status)


@members_only
@require_POST
@limited(Limit.ANSWERS)
def say_no(request: MemberRequest, asking_id: int) -> HttpResponse:
    """No, in one tap; the word that says so leads back to the question."""
    services.say_no(by=request.user, asking_id=asking_id, at=timezone.now())
    messages.success(request, _("You said no. Nobody is told, and you may still say yes."))
    return redirect("web:questions")


@members_only
@require_POST
@limited(Limit.ANSWERS)
def say_later(request: MemberRequest, asking_id: int) -> HttpResponse:
    """Later: it waits again in a week."""
    services.say_later(by=request.user, asking_id=asking_id, at=timezone.now())
    messages.success(request, _("Put off. It waits for you again in a week."))
    return redirect("web:questions")
