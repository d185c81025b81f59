"""A school's logo: judged by what the file holds, never by its name, and drawn anew as PNG (A.4.7).

Only raster pictures are taken.  An SVG can carry scripts, so it is none here.  The size in pixels is read from the
file's head before anything is unpacked: a small file that unpacks to a wall of pixels is refused.  What is stored is
drawn anew, so that nothing that hides in a picture (scripts, places, names) is ever served.
May not import Flask, the models or the database.
"""

from __future__ import annotations

import io
import warnings

from PIL import Image, UnidentifiedImageError

from governance.domain.refusals import Refusal
from governance.services.refused import Refused

LARGEST_FILE = 1_000_000
"""Bytes of an uploaded logo."""
LARGEST_SIDE = 4_000
"""Pixels of its longer side, before it is drawn anew."""
SMALLEST_SIDE = 32
KEPT_SIDE = 400
"""Pixels of the longer side of what is kept."""
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_PAGE = "logo"


def logo_png(data: bytes) -> bytes:
    """Return the picture in ``data`` as a PNG of at most KEPT_SIDE pixels a side; raises Refused."""
    if not data:
        raise _refused("logo_empty", "The file is empty. Choose the picture of your logo.")
    if len(data) > LARGEST_FILE:
        raise _refused("logo_too_large", "The file is larger than 1 MB. Save the logo smaller and try again.")
    try:
        with warnings.catch_warnings():
            # Pillow warns of a picture that unpacks too large; the size is judged below, before it is unpacked.
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=FORMATS)
            _judge_size(picture)
            picture.load()
            return _drawn(picture)
    except Refused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except UnidentifiedImageError:
        sentence = "This is not a PNG, JPEG, GIF or WebP picture. Save the logo as one of these and try again."
        raise _refused("logo_not_a_picture", sentence) from None
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError, OverflowError, ArithmeticError):
        # Pillow raises nearly anything on a file that is broken on purpose; each means that it cannot be read.
        sentence = "This picture is damaged and cannot be read. Save the logo again and try once more."
        raise _refused("logo_damaged", sentence) from None


def _judge_size(picture: Image.Image) -> None:
    if max(picture.size) > LARGEST_SIDE:
        raise _too_many_pixels()
    if min(picture.size) < SMALLEST_SIDE:
        sentence = f"The picture is too small to be read. Choose one of at least {SMALLEST_SIDE} pixels a side."
        raise _refused("logo_too_small", sentence)


def _drawn(picture: Image.Image) -> bytes:
    clear = picture.convert("RGBA")
    clear.thumbnail((KEPT_SIDE, KEPT_SIDE))
    fresh = Image.new("RGBA", clear.size)
    fresh.paste(clear)
    out = io.BytesIO()
    fresh.save(out, "PNG", optimize=True)
    return out.getvalue()


def _too_many_pixels() -> Refused:
    sentence = f"The picture is larger than {LARGEST_SIDE:,} pixels a side. Save it smaller and try again."
    return _refused("logo_too_many_pixels", sentence)


def _refused(code: str, sentence: str) -> Refused:
    return Refused((Refusal(code, sentence, "A.4.7", _PAGE),))
