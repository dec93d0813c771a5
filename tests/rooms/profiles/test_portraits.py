"""Pictures people send: what is kept is pixels, and what is not a picture is refused."""

import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin

from enishi.ground.errors import NotFound
from enishi.rooms.profiles import portraits, services
from enishi.rooms.profiles.errors import (
    PortraitRefused,
    PortraitTooHeavy,
    PortraitTooLarge,
    PortraitTooSmall,
)
from enishi.rooms.profiles.models import Profile
from enishi.rooms.profiles.queries import get_portrait_for, own_portrait, people_for
from tests.makers import NOW, make_block, make_connection, make_member

#: Odd pictures that Pillow itself is tested with; kept beside the house, not in it.
_FOLDER = "shared/data/media/pillow-avatars/Tests/images"
IMAGES = next((p / _FOLDER for p in Path(__file__).parents if (p / _FOLDER).exists()), None)
RED, BLUE = (200, 30, 30), (30, 30, 200)


def picture(size=(300, 200), colour=RED, kind="JPEG", mode="RGB", **options):
    drawn = BytesIO()
    Image.new(mode, size, colour).save(drawn, kind, **options)
    return drawn.getvalue()


def opened(content):
    return Image.open(BytesIO(content))


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_becomes_two_squares(kind):
    drawn = portraits.draw_portraits(picture(kind=kind))

    assert {size: opened(content).size for size, content in drawn.items()} == {
        128: (128, 128),
        512: (512, 512),
    }
    assert {opened(content).format for content in drawn.values()} == {"WEBP"}


def test_nothing_is_kept_but_pixels():
    exif = Image.Exif()
    exif[0x010E] = "SENTINEL"  # description
    exif.get_ifd(0x8825)[2] = (35.0, 39.0, 31.0)  # where it was taken
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "SENTINEL")
    jpeg = picture(exif=exif, comment=b"SENTINEL", icc_profile=b"SENTINEL" * 40)
    png = picture(kind="PNG", pnginfo=notes, exif=exif)

    for content in (jpeg, png):
        assert b"SENTINEL" in content
        for drawn in portraits.draw_portraits(content).values():
            assert b"SENTINEL" not in drawn
            assert b"EXIF" not in drawn
            assert not opened(drawn).getexif()
            assert opened(drawn).info.keys().isdisjoint({"exif", "icc_profile", "comment"})


def test_a_picture_taken_sideways_stands_upright():
    sideways = Image.new("RGB", (400, 400), RED)
    sideways.paste(BLUE, (0, 0, 200, 400))  # blue at the left
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter, clockwise
    content = BytesIO()
    sideways.save(content, "JPEG", exif=exif, quality=95)

    upright = opened(portraits.draw_portraits(content.getvalue())[512]).convert("RGB")

    top, bottom = upright.getpixel((256, 60)), upright.getpixel((256, 450))
    assert top[2] > top[0], "what was left is now above"
    assert bottom[0] > bottom[2]


def test_transparency_shows_the_ground_of_the_house():
    content = picture(colour=(0, 0, 0, 0), kind="PNG", mode="RGBA")

    pixel = opened(portraits.draw_portraits(content)[128]).convert("RGB").getpixel((64, 64))

    assert min(pixel) > 230


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "1", "LA", "I;16"])
def test_every_kind_of_pixel_is_understood(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    colour = (1, 2, 3, 4)[: len(Image.new(mode, (1, 1)).getbands())]
    colour = colour if len(colour) > 1 else colour[0]

    assert portraits.draw_portraits(picture(mode=mode, colour=colour, kind=kind)).keys()


def a_bomb(side):
    """A PNG that says it is `side` pixels wide and high, in some hundred bytes."""

    def chunk(name, body):
        check = zlib.crc32(name + body).to_bytes(4)
        return len(body).to_bytes(4) + name + body + check

    head = side.to_bytes(4) * 2 + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", PortraitRefused),
        (b"not a picture", PortraitRefused),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
         PortraitRefused),
        (b"%PDF-1.7\n%\xe2\xe3", PortraitRefused),
        (b"GIF89a\x40\x00\x40\x00\x00\x00\x00;", PortraitRefused),
        (picture(kind="BMP"), PortraitRefused),
        (picture(kind="TIFF"), PortraitRefused),
        (picture()[:400], PortraitRefused),
        (picture(kind="PNG")[:60], PortraitRefused),
        (picture(size=(63, 500)), PortraitTooSmall),
        (a_bomb(8_000), PortraitTooLarge),
        (a_bomb(12_000), PortraitTooLarge),
        (a_bomb(60_000), PortraitTooLarge),
        (a_bomb(5_000), PortraitRefused),
        (picture() + b"\0" * portraits.MOST_BYTES, PortraitTooHeavy),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)  # fmt: skip
def test_what_is_no_portrait_is_refused_with_a_sentence(member, content, refusal):
    with pytest.raises(refusal) as refused:
        services.set_portrait(by=member, content=content, at=NOW)

    assert type(refused.value) is refusal
    assert str(refused.value).endswith((".", "。"))
    assert not Profile.objects.exclude(portrait="").exists()


@pytest.mark.filterwarnings("ignore:.*APNG")
@pytest.mark.skipif(IMAGES is None, reason="The collection of odd pictures is not here.")
@pytest.mark.parametrize(
    "path",
    sorted(IMAGES.rglob("*.*")) if IMAGES else [None],
    ids=lambda path: path and path.name,
)
def test_odd_pictures_become_portraits_or_are_refused(path):
    try:
        drawn = portraits.draw_portraits(path.read_bytes())
    except PortraitRefused:
        return
    for size, content in drawn.items():
        assert opened(content).size == (size, size)
        assert not opened(content).getexif()
        assert b"EXIF" not in content


def test_a_portrait_lies_under_a_name_that_says_nothing(member, tmp_path):
    services.set_portrait(by=member, content=picture(), at=NOW)

    names = sorted(path.name for path in (tmp_path / "portraits").iterdir())
    assert [name.split("-")[1] for name in names] == ["128.webp", "512.webp"]
    assert member.handle not in names[0]
    assert len(names[0].split("-")[0]) == 20


def test_another_portrait_takes_the_place_of_the_first(
    member, tmp_path, django_capture_on_commit_callbacks
):
    services.set_portrait(by=member, content=picture(), at=NOW)
    before = own_portrait(member)

    with django_capture_on_commit_callbacks(execute=True):
        services.set_portrait(by=member, content=picture(colour=BLUE), at=NOW)

    assert own_portrait(member) != before
    assert len(list((tmp_path / "portraits").iterdir())) == 2


def test_a_portrait_is_taken_away_with_its_files(
    member, tmp_path, django_capture_on_commit_callbacks
):
    services.set_portrait(by=member, content=picture(), at=NOW)

    with django_capture_on_commit_callbacks(execute=True):
        services.remove_portrait(by=member, at=NOW)
        services.remove_portrait(by=member, at=NOW)

    assert own_portrait(member) == ""
    assert list((tmp_path / "portraits").iterdir()) == []


def shown_to(viewer, member):
    person = people_for(viewer, [member.pk]).get(member.pk)
    return person and person.portrait_url


@pytest.mark.parametrize(
    ("level", "seen_by"),
    [("everyone", "guest stranger friend"), ("members", "stranger friend"),
     ("connections", "friend"), ("only_me", "")],
)  # fmt: skip
def test_a_portrait_is_handed_to_those_who_may_see_it(member, level, seen_by):
    friend, blocked = make_member(), make_member()
    make_connection(member, friend)
    make_block(member, blocked)
    viewers = {"guest": None, "stranger": make_member(), "friend": friend, "blocked": blocked}
    services.set_portrait(by=member, content=picture(), at=NOW)
    Profile.objects.filter(member=member).update(
        portrait_visibility=level, has_public_page=True
    )

    for name, viewer in viewers.items():
        if name in seen_by.split():
            assert shown_to(viewer, member) == own_portrait(member)
            with get_portrait_for(viewer, member.handle, 512) as file:
                assert opened(file.read()).size == (512, 512)
        else:
            assert not shown_to(viewer, member)
            with pytest.raises(NotFound):
                get_portrait_for(viewer, member.handle, 512)


def test_a_portrait_comes_in_two_sizes_only(member):
    services.set_portrait(by=member, content=picture(), at=NOW)

    with pytest.raises(NotFound):
        get_portrait_for(member, member.handle, 4096)
