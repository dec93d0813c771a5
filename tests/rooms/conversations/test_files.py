"""Files that go with messages: by their bytes, drawn anew, under plain names."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from enishi.rooms.conversations.errors import FileNotTaken, FileTooHeavy
from enishi.rooms.conversations.files import checked_file, plain_name
from enishi.rooms.conversations.types import LONGEST_NAME, MOST_BYTES, SentFile


def picture(kind="JPEG", **saved):
    drawn = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(drawn, kind, **saved)
    return drawn.getvalue()


def office(*names):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "x")
    return packed.getvalue()


def checked(content, name="given.bin"):
    return checked_file(SentFile(name=name, content=content))


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (picture("JPEG"), "jpg"),
        (picture("PNG"), "png"),
        (picture("WEBP"), "webp"),
        (b"%PDF-1.7\n...", "pdf"),
        ("料金表\n一行".encode(), "txt"),
        (office("word/document.xml"), "docx"),
        (office("xl/workbook.xml"), "xlsx"),
        (office("ppt/presentation.xml"), "pptx"),
    ],
)
def test_the_bytes_say_what_a_file_is(content, ending):
    assert checked(content, "virus.exe").name == f"virus.{ending}"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"   \n",
        b"MZ\x90\x00 a program",
        b"\x7fELF",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"  <!doctype html><script>alert(1)</script>",
        b"text with \x00 in it",
        b"GIF89a\x01\x00\x01\x00\x80",
        b"\x89PNG\r\n\x1a\n broken",
        picture()[:100],
        b"PK\x03\x04 broken",
        office("word/document.xml", "word/vbaProject.bin"),
        office("META-INF/MANIFEST.MF"),
        office("word/document.xml", "xl/workbook.xml"),
    ],
)
def test_what_is_not_kept_is_refused(content):
    with pytest.raises(FileNotTaken):
        checked(content, "harmless.pdf")


def test_a_heavy_file_is_refused_before_it_is_read():
    with pytest.raises(FileTooHeavy):
        checked(b"%PDF-" + b"x" * MOST_BYTES)


def test_nothing_hidden_in_a_picture_goes_along():
    exif = Image.Exif()
    exif[0x010E] = "せんちねる"  # a description
    exif[0x8825] = {1: "N", 2: (35.0, 0.0, 0.0)}  # where it was taken
    content = picture(exif=exif.tobytes(), comment=b"sentinel")

    kept = checked(content).content

    assert b"sentinel" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()


@given(st.text(max_size=300))
def test_a_name_is_plain_whatever_comes_in(name):
    plain = plain_name(name, "pdf")

    assert plain.endswith(".pdf")
    assert 4 < len(plain) <= LONGEST_NAME
    assert not set(plain) & set("/\\\0\n\r\u202e\u200b")
    assert plain.isprintable()


@given(st.binary(max_size=400))
def test_no_bytes_make_it_fail_otherwise(content):
    with suppress(FileNotTaken, FileTooHeavy):
        checked(content)
