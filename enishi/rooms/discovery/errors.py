"""Refusals of this room."""

from django.utils.translation import gettext_lazy as _

from enishi.ground.errors import DomainError


class IndexIsBeingWritten(DomainError):
    """One process at a time writes the index, and another one does."""

    code = "discovery.index_is_being_written"
    message = _("The index is being written by another process. Try again in a minute.")
    status = 409
