"""Reading a take-out as its member would."""

import csv
import io
import json
import zipfile

from enishi.rooms.portability.queries import export_of
from enishi.rooms.portability.types import Format
from tests.makers import NOW


def packed(member, at=NOW):
    """The bytes of the ZIP."""
    with export_of(member, Format.EVERYTHING, at=at).content as file:
        return file.read()


def unpacked(data):
    """Its files, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def taken_out(member, at=NOW):
    return unpacked(packed(member, at))


def told(files, name):
    """What a JSON file of the archive says."""
    return json.loads(files[f"{name}.json"])


def sheet(files, name):
    """What the CSV file beside it says."""
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"].decode("utf-8-sig"))))


def all_words(files):
    """Everything that stands in the archive, and how its files are called."""
    return "\n".join([*files, *(data.decode("utf-8", "ignore") for data in files.values())])
