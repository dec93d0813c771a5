"""Which reader a file is for, told by its bytes first and by its name second."""

from __future__ import annotations

from enishi.engines.formats import linkedin, take_out
from enishi.engines.formats.archive import is_zip, unpack
from enishi.engines.formats.decoding import decode
from enishi.engines.formats.json_resume import read_json_resume
from enishi.engines.formats.types import Reading, Refusal, Refused
from enishi.engines.formats.vcard import read_vcard

_HEAD_BYTES = 4_096


def read_any(data: bytes, filename: str = "") -> Reading:
    """Read a LinkedIn archive, a CSV of one, a JSON Resume, a vCard, or our own take-out.

    Parameters
    ----------
    data
        The file.
    filename
        What it is called; only used in complaints, and to tell a CSV from other text.

    Returns
    -------
    Reading
        Always; a refusal when the bytes are none of these.
    """
    if not data.strip():
        return Reading(refusal=Refusal(Refused.EMPTY))
    if is_zip(data):
        return _read_archive(data)
    head = decode(data[:_HEAD_BYTES])[0].lstrip()
    if head.startswith(("{", "[")):
        return read_json_resume(data, filename or "resume.json")
    if head[:11].upper() == "BEGIN:VCARD":
        return read_vcard(data, filename or "card.vcf")
    return _by_name(data, filename)


def _read_archive(data: bytes) -> Reading:
    """Look into an archive once, then tell by its files whose it is."""
    files = unpack(data, ending=(linkedin.ENDING, take_out.ENDING))
    if isinstance(files, Refusal):
        return Reading(refusal=files)
    return take_out.read_take_out(files) or linkedin.read_linkedin(files)


def _by_name(data: bytes, filename: str) -> Reading:
    name = filename.lower()
    if name.endswith(".json"):
        return read_json_resume(data, filename)
    if name.endswith(".zip"):
        return Reading(refusal=Refusal(Refused.NOT_A_ZIP))
    if name.endswith(".vcf"):
        return read_vcard(data, filename)
    if name.endswith((".csv", ".txt")) or b"," in data[:_HEAD_BYTES]:
        return linkedin.read_linkedin_csv(data, filename or "file.csv")
    return Reading(refusal=Refusal(Refused.UNKNOWN_FORMAT))
