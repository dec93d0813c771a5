"""Reading a ZIP archive from a stranger, in memory and within limits.

Sizes are measured while inflating and never believed: an archive that declares ten bytes and
unpacks ten gigabytes is stopped at the limit, and one that lies about sizes, hides entries in
one another, climbs out of its folder, or brings archives along is refused whole.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from enishi.engines.formats.types import Problem, Refusal, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ARCHIVE_BYTES = 60 * 2**20
MAX_ENTRIES = 2_000
MAX_UNPACKED_BYTES = 100 * 2**20
MAX_FILE_BYTES = 60 * 2**20

_CHUNK = 2**18
_CENTRAL_RECORD = b"PK\x01\x02"
_LOCAL_RECORD = b"PK\x03\x04"
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ARCHIVE_ENDINGS = (".zip", ".jar", ".7z", ".rar", ".gz", ".tgz", ".bz2", ".xz", ".tar")
_ENCRYPTED_FLAG = 0x1
_SKIPPED = ("__MACOSX/", ".DS_Store")


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """One file of an archive: its bytes, or the problem that kept them from being read."""

    name: str
    data: bytes = b""
    problem: Problem | None = None


class _Stop(Exception):
    """Raised within this module to leave from any depth; never leaves it."""

    def __init__(self, code: Refused, **values: str | int) -> None:
        super().__init__(code)
        self.refusal = Refusal(code, values)


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin, or end, like a ZIP archive."""
    return data.startswith(_LOCAL_RECORD) or zipfile.is_zipfile(io.BytesIO(data))


def unpack(
    data: bytes, *, ending: str | tuple[str, ...] = ""
) -> tuple[ArchiveFile, ...] | Refusal:
    """Unpack the files whose name ends in `ending`; measure all the others too.

    Parameters
    ----------
    data
        The whole archive.
    ending
        Which files are kept, for instance `".csv"`, or several such endings; the rest are
        inflated only to be measured and come back without bytes.

    Returns
    -------
    tuple of ArchiveFile, or Refusal
        In the order of the archive. A file over its own limit, or damaged, says so; the
        archive is not refused for it.
    """
    try:
        return _unpacked(data, ending)
    except _Stop as stop:
        return stop.refusal


def _unpacked(data: bytes, ending: str | tuple[str, ...]) -> tuple[ArchiveFile, ...]:
    infos = _directory(data)
    _check_names(infos)
    starts = _check_layout(data, infos)
    files, total = [], 0
    for info in infos:
        if info.filename.endswith("/") or any(part in info.filename for part in _SKIPPED):
            continue
        file, size = _one_file(data, info, starts[info.header_offset], total)
        total += size
        is_wanted = file.name.lower().endswith(ending)
        if is_wanted and file.data.startswith(_LOCAL_RECORD):
            raise _Stop(Refused.NESTED, file=file.name)
        files.append(file if is_wanted else ArchiveFile(file.name))
    return tuple(files)


def _directory(data: bytes) -> list[zipfile.ZipInfo]:
    if len(data) > MAX_ARCHIVE_BYTES:
        raise _Stop(Refused.TOO_LARGE, limit=MAX_ARCHIVE_BYTES // 2**20)
    # Counted before the directory is parsed: parsing a million records costs a gigabyte.
    if data.count(_CENTRAL_RECORD) > MAX_ENTRIES:
        raise _Stop(Refused.TOO_MANY_FILES, limit=MAX_ENTRIES)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error):
        raise _Stop(Refused.NOT_A_ZIP) from None


def _check_names(infos: list[zipfile.ZipInfo]) -> None:
    for info in infos:
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise _Stop(Refused.ENCRYPTED, file=info.filename)
        if _is_unsafe(info.orig_filename):
            raise _Stop(Refused.UNSAFE_PATH, file=info.filename)
        if info.filename.lower().endswith(_ARCHIVE_ENDINGS):
            raise _Stop(Refused.NESTED, file=info.filename)


def _is_unsafe(path: str) -> bool:
    """Whether a path leaves its folder, on any system it might be unpacked on."""
    plain = path.replace("\\", "/")
    is_absolute = plain.startswith("/") or plain[1:2] == ":"
    return is_absolute or ".." in plain.split("/") or "\0" in path


def _check_layout(data: bytes, infos: list[zipfile.ZipInfo]) -> dict[int, int]:
    """Where the bytes of each entry start, by its header; entries may not share bytes."""
    starts, before = {}, 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        start = _start_of(data, info.header_offset)
        if info.header_offset < before:
            raise _Stop(Refused.OVERLAPPING, file=info.filename)
        before = start + info.compress_size
        starts[info.header_offset] = start
    if before > len(data):
        raise _Stop(Refused.NOT_A_ZIP)
    return starts


def _start_of(data: bytes, offset: int) -> int:
    """Where the bytes after the local header at `offset` start."""
    if not 0 <= offset <= len(data) - _LOCAL_HEADER.size:
        raise _Stop(Refused.NOT_A_ZIP)
    mark, name_length, extra_length = _LOCAL_HEADER.unpack_from(data, offset)
    if mark != _LOCAL_RECORD:
        raise _Stop(Refused.NOT_A_ZIP)
    return offset + _LOCAL_HEADER.size + int(name_length) + int(extra_length)


def _one_file(
    data: bytes, info: zipfile.ZipInfo, start: int, total: int
) -> tuple[ArchiveFile, int]:
    """One entry, and how many bytes it really unpacked to."""
    packed = memoryview(data)[start : start + info.compress_size]
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return ArchiveFile(info.filename, problem=Problem.FILE_METHOD), 0
    budget = min(info.file_size, MAX_UNPACKED_BYTES - total)
    try:
        content, size, checksum = _inflated(packed, info.compress_type, budget)
    except zlib.error:
        return ArchiveFile(info.filename, problem=Problem.FILE_DAMAGED), 0
    if size > info.file_size:
        raise _Stop(Refused.FALSE_SIZE, file=info.filename)
    if size > budget:
        raise _Stop(Refused.UNPACKS_TOO_LARGE, limit=MAX_UNPACKED_BYTES // 2**20)
    if size > MAX_FILE_BYTES:
        return ArchiveFile(info.filename, problem=Problem.FILE_TOO_LARGE), size
    if size < info.file_size or checksum != info.CRC:
        return ArchiveFile(info.filename, problem=Problem.FILE_DAMAGED), size
    return ArchiveFile(info.filename, content), size


def _inflated(packed: memoryview, method: int, budget: int) -> tuple[bytes, int, int]:
    """Content (up to the limit of a file), real size and checksum; stops past `budget`."""
    kept, size, checksum = bytearray(), 0, 0
    for piece in _pieces(packed, method):
        size += len(piece)
        checksum = zlib.crc32(piece, checksum)
        if size > budget:
            break
        if size <= MAX_FILE_BYTES:
            kept += piece
    return bytes(kept), size, checksum


def _pieces(packed: memoryview, method: int) -> Iterator[bytes]:
    """Unpack in pieces of bounded size, so that a bomb is met before it fills the memory."""
    if method == zipfile.ZIP_STORED:
        for offset in range(0, len(packed), _CHUNK):
            yield bytes(packed[offset : offset + _CHUNK])
        return
    inflate = zlib.decompressobj(-zlib.MAX_WBITS)
    for offset in range(0, len(packed), _CHUNK):
        rest = bytes(packed[offset : offset + _CHUNK])
        while rest and not inflate.eof:
            yield inflate.decompress(rest, _CHUNK)
            rest = inflate.unconsumed_tail
    while piece := inflate.decompress(b"", _CHUNK):
        yield piece
