"""One structured line a fact, without addresses, tokens or the words of members."""

from __future__ import annotations

import logging.config
import sys
import traceback
from typing import TYPE_CHECKING, Any, TextIO

import structlog

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from structlog.typing import Processor


class StandardError:
    """Writes to whatever `sys.stderr` is now; a captured or reopened one is followed."""

    def write(self, text: str) -> int:
        """Write `text`."""
        return self._stream.write(text)

    def flush(self) -> None:
        """Let it out."""
        self._stream.flush()

    @property
    def _stream(self) -> TextIO:
        return sys.stderr


def where_it_failed(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Say which error it was and where, but not its words: they may quote a member's."""
    if not event.pop("exc_info", None):
        return event
    kind, _error, trace = sys.exc_info()
    if kind is not None:
        event["error"] = f"{kind.__module__}.{kind.__qualname__}"
        event["frames"] = [
            f"{frame.filename}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(trace)[-12:]
        ]
    return event


def set_up_logging(_config: dict[str, Any] | None = None) -> None:
    """Everything goes to standard error as one JSON object a line."""
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            *shared,
            where_it_failed,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.WriteLoggerFactory(file=StandardError()),  # type: ignore[arg-type]
        cache_logger_on_first_use=False,
    )
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        structlog.processors.JSONRenderer(ensure_ascii=False),
                    ],
                }
            },
            "handlers": {"line": {"class": "logging.StreamHandler", "formatter": "line"}},
            "root": {"handlers": ["line"], "level": "WARNING"},
            # Django's line has the address in it, and addresses can hold handles and
            # tokens: the middleware writes our own, with the route's name instead.
            "loggers": {
                "django.request": {"handlers": [], "propagate": False},
                "django.security.csrf": {"handlers": [], "propagate": False},
            },
        }
    )


log = structlog.get_logger("enishi")
