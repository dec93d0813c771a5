"""The API itself: its versions, its parts, and the one shape of its errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import SuspiciousOperation
from django.core.exceptions import ValidationError as WrongValues
from django.http import Http404
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser

from enishi.doors.api.approaches import router as approaches
from enishi.doors.api.blocks import router as blocks
from enishi.doors.api.blogs import router as blogs
from enishi.doors.api.connections import router as connections
from enishi.doors.api.conversations import router as conversations
from enishi.doors.api.imports import router as imports
from enishi.doors.api.insights import router as insights
from enishi.doors.api.introductions import router as introductions
from enishi.doors.api.me import router as me
from enishi.doors.api.members import router as members
from enishi.doors.api.notices import router as notices
from enishi.doors.api.page import router as page
from enishi.doors.api.passing import router as passing
from enishi.doors.api.record import router as record
from enishi.doors.api.search import router as search
from enishi.doors.api.standing import router as standing
from enishi.doors.api.suggestions import router as suggestions
from enishi.doors.api.trust import router as trust
from enishi.doors.api.welcome import router as welcome
from enishi.ground.errors import DomainError, NotFound
from enishi.ground.logs import log

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.utils.datastructures import MultiValueDict
    from ninja.openapi.schema import OpenAPISchema


class _Parser(Parser):
    """Reads what programs send, without any NUL: PostgreSQL can hold none."""

    def parse_body(self, request: HttpRequest) -> Any:  # noqa: ANN401 - as Ninja has it
        """The body as JSON has it."""
        return _without_nul(super().parse_body(request))

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """A query or a form by name."""
        said: dict[str, Any] = _without_nul(super().parse_querydict(data, list_fields, request))
        return said


def _without_nul(said: Any) -> Any:  # noqa: ANN401 - any JSON
    if isinstance(said, str):
        return said.replace("\0", "")
    if isinstance(said, list):
        return [_without_nul(one) for one in said]
    if isinstance(said, dict):
        return {_without_nul(name): _without_nul(one) for name, one in said.items()}
    return said


class _HouseAPI(NinjaAPI):
    """An API that works out its description once a process: it takes most of a second."""

    _description: OpenAPISchema | None = None

    def get_openapi_schema(self, **where: Any) -> OpenAPISchema:  # noqa: ANN401 - as Ninja has it
        """The same for every reader, in every language."""
        if self._description is None:
            self._description = super().get_openapi_schema(**where)
        return self._description


api = _HouseAPI(
    title="Enishi",
    version="1",
    parser=_Parser(),
    urls_namespace="api",
    docs_url=None,
    openapi_url="openapi.json",
    description=(
        "What members can do on the pages, for programs; signing in, security and leaving are"
        " for the pages alone. Send `Authorization: Bearer TOKEN`;"
        " a member makes tokens, with scopes, in their settings. Lists come in pages:"
        " pass `next_cursor` back as `cursor`. What the token's member may not see does"
        " not exist: 404. Every error has the shape"
        ' `{"error": {"code", "message", "fields"}}`.'
    ),
)
for prefix, router in (
    ("me", me),
    ("me", record),
    ("me", page),
    ("me", imports),
    ("me", notices),
    ("me", insights),
    ("me", blogs),
    ("members", members),
    ("search", search),
    ("", connections),
    ("", blocks),
    ("", suggestions),
    ("", welcome),
    ("", passing),
    ("", trust),
    ("", conversations),
    ("approaches", approaches),
    ("introductions", introductions),
    ("", standing),
):
    api.add_router(prefix, router)


def failed(
    request: HttpRequest,
    status: int,
    code: str,
    message: str,
    fields: dict[str, str] | None = None,
) -> HttpResponse:
    """Answer with the one shape of errors."""
    error = {"code": code, "message": message, "fields": fields or {}}
    return api.create_response(request, {"error": error}, status=status)


@api.exception_handler(DomainError)
def refused(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """A rule of the house said no."""
    wrong = getattr(refusal, "fields", {})
    fields = {name: " ".join(map(str, words)) for name, words in wrong.items()}
    response = failed(request, refusal.status, refusal.code, str(refusal), fields)
    if retry_after := getattr(refusal, "retry_after", None):
        response["Retry-After"] = str(retry_after)
    return response


@api.exception_handler(Http404)
def absent(request: HttpRequest, _problem: Http404) -> HttpResponse:
    """Nothing is there."""
    return failed(request, 404, NotFound.code, str(NotFound.message))


@api.exception_handler(AuthenticationError)
def unknown(request: HttpRequest, _problem: AuthenticationError) -> HttpResponse:
    """Nobody we know asked, or their token does not reach this far."""
    response = failed(
        request,
        401,
        "unauthenticated",
        _("Send a token of yours that has the scope this needs."),
    )
    response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(ValidationError)
def unreadable(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    """What was sent does not have the shape the operation takes."""
    fields = {_where(error): str(error.get("msg", "")) for error in problem.errors}
    return failed(
        request, 422, "unreadable", _("Some of what you sent cannot be read."), fields
    )


@api.exception_handler(WrongValues)
def refused_values(request: HttpRequest, problem: WrongValues) -> HttpResponse:
    """A value has the right shape and yet is none: a name with signs no name has."""
    wrong = problem.update_error_dict({})
    fields = {name: " ".join(map(str, WrongValues(said))) for name, said in wrong.items()}
    return failed(
        request, 422, "unreadable", _("Some of what you sent cannot be read."), fields
    )


@api.exception_handler(HttpError)
def impossible(request: HttpRequest, problem: HttpError) -> HttpResponse:
    """The body is no JSON, or the like."""
    return failed(request, problem.status_code, "bad_request", _("This cannot be read."))


@api.exception_handler(SuspiciousOperation)
def oversized(request: HttpRequest, _problem: SuspiciousOperation) -> HttpResponse:
    """The body is larger than any that is read, or the like."""
    return failed(request, 400, "bad_request", _("This cannot be read."))


@api.exception_handler(Exception)
def broken(request: HttpRequest, _problem: Exception) -> HttpResponse:
    """The house made a mistake."""
    log.exception("api.failed", route=getattr(request.resolver_match, "view_name", None))
    return failed(request, 500, "internal", _("Something broke on our side."))


def _where(error: dict[str, Any]) -> str:
    return ".".join(str(part) for part in error.get("loc", ())[1:])
