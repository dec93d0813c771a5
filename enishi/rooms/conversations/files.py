"""Files that go with messages: bytes in, bytes out; no table, no disk.

Told from the bytes, never from the name. Pictures are drawn anew, so that neither a place
nor anything else hidden in them goes along.
"""

from __future__ import annotations

import io
import struct
import unicodedata
import zipfile
import zlib
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageOps

from enishi.rooms.conversations.errors import FileNotTaken, FileTooHeavy
from enishi.rooms.conversations.types import LONGEST_NAME, MOST_BYTES, SentFile

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_PIXELS = 50_000_000
_PICTURES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
_STARTS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF")
_OFFICE = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
_DAMAGED = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    ArithmeticError,
    LookupError,
    EOFError,
    struct.error,
    zlib.error,
)


def received_file(file: UploadedFile[Any]) -> SentFile:
    """What came in over a door; one that is too heavy is not even read into memory.

    Raises
    ------
    FileTooHeavy
    """
    if (file.size or 0) > MOST_BYTES:
        raise FileTooHeavy
    return SentFile(name=file.name or "", content=file.read())


def checked_file(sent: SentFile) -> SentFile:
    """The file as it is kept: its name plain and true to its kind, a picture drawn anew.

    Raises
    ------
    FileTooHeavy
        It has more than `MOST_BYTES`.
    FileNotTaken
        Of a kind that is not kept, or damaged.
    """
    if len(sent.content) > MOST_BYTES:
        raise FileTooHeavy
    kind, content = _read(sent.content)
    return SentFile(name=plain_name(sent.name, kind), content=content)


def plain_name(name: str, kind: str) -> str:
    """A name without folders, control characters and tricks, with the ending of its kind.

    Examples
    --------
    >>> plain_name("../../etc/passwd.exe", "pdf")
    'passwd.pdf'
    >>> plain_name("料金表.xlsx", "xlsx")
    '料金表.xlsx'
    """
    last = PurePosixPath(PureWindowsPath(name).name).name
    shown = " ".join("".join(_shown(one) for one in last).split())
    stem = shown.rpartition(".")[0] or shown.strip(".")
    return f"{stem.strip()[: LONGEST_NAME - 5] or 'file'}.{kind}"


def _shown(letter: str) -> str:
    kind = unicodedata.category(letter)[0]
    return "" if kind == "C" else " " if kind == "Z" else letter


def _read(content: bytes) -> tuple[str, bytes]:
    if content.startswith(_STARTS):
        return _picture(content)
    if content.startswith(b"%PDF-"):
        return "pdf", content
    if content.startswith(b"PK\x03\x04"):
        return _office(content), content
    if _is_text(content):
        return "txt", content
    raise FileNotTaken


def _picture(content: bytes) -> tuple[str, bytes]:
    try:
        image = Image.open(io.BytesIO(content), formats=tuple(_PICTURES))
        if image.width * image.height > MOST_PIXELS:
            raise FileNotTaken
        kind = image.format or ""
        image.load()
        bare = ImageOps.exif_transpose(image)
        bare = bare.convert("RGBA" if "A" in bare.mode and kind != "JPEG" else "RGB")
        empty = Image.new(bare.mode, bare.size)
        empty.paste(bare)  # into a picture that never had anything but pixels
        drawn = io.BytesIO()
        empty.save(drawn, kind, quality=90)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, *_DAMAGED) as error:
        raise FileNotTaken from error
    if drawn.tell() > MOST_BYTES:
        raise FileTooHeavy
    return _PICTURES[kind], drawn.getvalue()


def _office(content: bytes) -> str:
    """Which kind of office document a ZIP is; documents with macros are none."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, *_DAMAGED) as error:
        raise FileNotTaken from error
    has_macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    kinds = {
        kind for folder, kind in _OFFICE.items() if any(n.startswith(folder) for n in names)
    }
    if has_macros or "[Content_Types].xml" not in names or len(kinds) != 1:
        raise FileNotTaken
    return kinds.pop()


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    is_markup = text.lstrip()[:1] == "<"  # a browser might take it for a page
    controls = {one for one in text if unicodedata.category(one) == "Cc"}
    return bool(text.strip()) and not is_markup and controls <= set("\t\r\n\f")
