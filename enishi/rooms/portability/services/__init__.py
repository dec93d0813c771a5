"""Writes: a file comes in as a plan, which becomes entries in small steps, and back again."""

from enishi.rooms.portability.services.decisions import (
    apply_import,
    choose_contacts,
    choose_lines,
    undo_import,
)
from enishi.rooms.portability.services.steps import (
    stop_import,
    stop_undo,
    take_back_import,
    undo_chunk,
    write_chunk,
    write_import,
)
from enishi.rooms.portability.services.uploads import (
    discard_import,
    erase_imports,
    forget_imports,
    start_import,
)

__all__ = [
    "apply_import",
    "choose_contacts",
    "choose_lines",
    "discard_import",
    "erase_imports",
    "forget_imports",
    "start_import",
    "stop_import",
    "stop_undo",
    "take_back_import",
    "undo_chunk",
    "undo_import",
    "write_chunk",
    "write_import",
]
