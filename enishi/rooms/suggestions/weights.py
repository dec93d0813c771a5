"""What counts how much in this house: derived from its ties, kept in the data folder.

The file may be deleted at any time: until the next one is made, the defaults count.
"""

from __future__ import annotations

import json
from pathlib import Path
from threading import Lock

from django.conf import settings

from enishi.engines.graph.links import DEFAULT, PARTS, Blend
from enishi.ground.logs import log

_turn = Lock()
_known: tuple[Path, int, Blend] | None = None


def current_blend() -> Blend:
    """The weights of this house. No query; the file is read when it is another one."""
    global _known  # noqa: PLW0603 - one a process, guarded by `_turn`
    path = _path()
    try:
        stamp = path.stat().st_mtime_ns
    except OSError:
        return DEFAULT
    with _turn:
        if _known is None or _known[:2] != (path, stamp):
            _known = (path, stamp, _read(path))
        return _known[2]


def keep_blend(blend: Blend) -> None:
    """Let these weights count from now on."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    part.write_text(json.dumps(blend.named(), indent=2), encoding="utf-8")
    part.replace(path)


def _path() -> Path:
    return Path(settings.DATA) / "suggestions" / "weights.json"


def _read(path: Path) -> Blend:
    try:
        weights = {name: float(value) for name, value in json.loads(path.read_text()).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        log.error("suggestions.weights_unreadable", file=path.name)
        return DEFAULT
    return Blend.of(weights) if weights.keys() <= set(PARTS) else DEFAULT
