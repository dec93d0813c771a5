"""What this room announces."""

from dataclasses import dataclass

from enishi.ground.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDecided(Event):
    """An operator decided a report: its reporter may know what."""

    report_id: int
    reporter_id: int
