"""What this room announces."""

from dataclasses import dataclass

from enishi.ground.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportConfirmed(Event):
    """A member said that the chosen lines of an import are to be written."""

    import_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportUndone(Event):
    """A member said that what an import wrote is to be taken back."""

    import_id: int
