"""Bytes to text, whatever program saved them."""

from __future__ import annotations

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

#: First bytes under which CP932 keeps kana and the common kanji. In a Western text they would
#: be rare signs such as ‰ or Š; … (0x85) and the quotation marks (0x91–0x97) are left out.
_JAPANESE_LEADS = frozenset(range(0x81, 0x91)) - {0x85}


def decode(data: bytes) -> tuple[str, str]:
    """Turn bytes into text and name the encoding that fitted; this always succeeds.

    UTF-8 first, then what spreadsheets write: CP932 in Japan, CP1252 in the West. NUL is
    dropped, because no text has it and databases refuse it.

    >>> decode("営業".encode("cp932")), decode("Müller".encode("cp1252"))
    (('営業', 'cp932'), ('Müller', 'cp1252'))
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace").replace("\0", ""), encoding
    for encoding in ("utf-8", "cp932", "cp1252"):
        text = _strictly(data, encoding)
        if text is not None and (encoding != "cp932" or _is_japanese(data)):
            return text.replace("\0", ""), encoding
    return data.decode("latin-1").replace("\0", ""), "latin-1"


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _is_japanese(data: bytes) -> bool:
    return any(byte in _JAPANESE_LEADS for byte in data)
