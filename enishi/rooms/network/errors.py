"""Refusals of this room."""

from django.utils.translation import gettext_lazy as _

from enishi.ground.errors import DomainError


class SnapshotIsBeingMade(DomainError):
    """One process at a time makes the snapshot of the graph, and another one does."""

    code = "network.snapshot_is_being_made"
    message = _(
        "The snapshot of the graph is being made by another process. Try again in a minute."
    )
    status = 409
