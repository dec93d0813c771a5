"""Refusals of this room."""

from django.utils.translation import gettext_lazy as _

from enishi.ground.errors import DomainError


class IndexIsBeingWritten(DomainError):
    """One process at a time writes the index, and another one does."""

    code = "discovery.index_is_being_written"
    message = _("The index is being written by another process. Try again in a minute.")
    status = 409


class NothingToTie(DomainError):
    """Words that mean the same are at least two."""

    code = "discovery.nothing_to_tie"
    message = _("Write at least two words that mean the same.")
    status = 422


class TooManyWords(DomainError):
    """Each word of the house is tried on every search."""

    code = "discovery.too_many_words"
    message = _("The house has as many words as a search can ask for. Take some out first.")
    status = 409
