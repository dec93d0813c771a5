"""Pictures people send → portraits: bytes in, bytes out; no table, no file.

Nothing of the original survives but its pixels: no EXIF, no place, no colour profile, no
comment, no second frame.
"""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import PurePosixPath

from PIL import Image, ImageCms, ImageOps

from enishi.rooms.profiles.errors import (
    PortraitRefused,
    PortraitTooHeavy,
    PortraitTooLarge,
    PortraitTooSmall,
)

#: Widths of the square, in pixels: in lists, and on a person's own page.
SIZES = (128, 512)
MOST_BYTES = 10_000_000
MOST_PIXELS = 50_000_000
FEWEST_PIXELS_A_SIDE = 64
#: Told from the first bytes, never from the name. SVG is a program, not a picture.
_FORMATS = ("JPEG", "PNG", "WEBP")
_GROUND = (247, 245, 240)
#: What Pillow raises over a damaged file, from its own checks and from deep inside.
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


def draw_portraits(content: bytes) -> dict[int, bytes]:
    """Square WebP pictures of `content`, upright, by their width.

    Raises
    ------
    PortraitTooHeavy, PortraitTooLarge, PortraitTooSmall
        Refused before a pixel is unpacked.
    PortraitRefused
        Not a JPEG, PNG or WebP file, or a damaged one.
    """
    image = _open(content)
    try:
        # A large JPEG is unpacked at the scale that is needed, not at its own.
        image.draft("RGB", (2 * max(SIZES), 2 * max(SIZES)))
        upright = _true_colours(_upright(image))
        return {size: _squared(upright, size) for size in SIZES}
    except _DAMAGED as error:
        raise PortraitRefused from error


def check_portrait(content: bytes) -> None:
    """Refuse what `draw_portraits` would."""
    draw_portraits(content)


def file_name(name: str, size: int) -> str:
    """Where the portrait lies of which `name` is the token, or the name in any size.

    Examples
    --------
    >>> file_name("portraits/ab3-512.webp", 128)
    'portraits/ab3-128.webp'
    """
    return f"portraits/{token_of(name)}-{size}.webp"


def token_of(name: str) -> str:
    """The random part of a portrait's name, the same in every size."""
    return PurePosixPath(name).stem.partition("-")[0]


def _open(content: bytes) -> Image.Image:
    if len(content) > MOST_BYTES:
        raise PortraitTooHeavy
    try:
        image = Image.open(BytesIO(content), formats=_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PortraitTooLarge from error
    except _DAMAGED as error:
        raise PortraitRefused from error
    if image.width * image.height > MOST_PIXELS:
        raise PortraitTooLarge
    if min(image.size) < FEWEST_PIXELS_A_SIDE:
        raise PortraitTooSmall
    return image


def _upright(image: Image.Image) -> Image.Image:
    image.load()
    try:
        return ImageOps.exif_transpose(image)
    except _DAMAGED:
        return image  # its EXIF is broken; its pixels are not


def _true_colours(image: Image.Image) -> Image.Image:
    """`image` in sRGB, on the ground of the house where it was transparent."""
    profile = image.info.get("icc_profile")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layered = image.convert("RGBA")
        ground = Image.new("RGBA", layered.size, (*_GROUND, 255))
        flat = Image.alpha_composite(ground, layered).convert("RGB")
    else:
        flat = image.convert("RGB")
    if not profile or image.mode not in {"RGB", "RGBA"}:
        return flat
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(flat, source, target) or flat
    except (ImageCms.PyCMSError, *_DAMAGED):
        return flat


def _squared(image: Image.Image, size: int) -> bytes:
    # Faces stand a little above the middle.
    square = ImageOps.fit(image, (size, size), Image.Resampling.LANCZOS, centering=(0.5, 0.4))
    bare = Image.new("RGB", square.size)
    bare.paste(square)  # into a picture that never had anything but pixels
    drawn = BytesIO()
    bare.save(drawn, "WEBP", quality=84, method=4)
    return drawn.getvalue()
