"""A small picture of a large one, made in a process of its own that may use little: `python -I shrinking.py <file>`.

Pictures come from anybody, and what reads them is written in C: here it may take some memory and some seconds, and its
fall is nobody else's. The small picture, a WebP without what the large one says of camera, place and people, goes to the
output. Ends with `NO_PICTURE` for what is none, is damaged, or is too large to look into.
"""

from __future__ import annotations

import io
import resource
import sys
from contextlib import suppress

#: the longer side of the small picture, in pixels: shown at half of it, sharp on dense screens
SIDE = 320
#: of the large one
MOST_PIXELS = 50_000_000
NO_PICTURE = 3
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
_MEMORY_BYTES, _CPU_SECONDS = 900 * 2**20, 10


def shrink(path: str) -> bytes:
    """The small picture. Raises whatever is wrong with the large one."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # the limit below is stricter, and no mere warning
    with Image.open(path, formats=_FORMATS) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        picture.draft("RGB", (2 * SIDE, 2 * SIDE))  # a JPEG is not even unpacked at full size
        if picture.mode.startswith("I"):  # 16 bits a pixel
            plain = picture.point(lambda value: value * (1 / 256)).convert("L").convert("RGB")
        else:
            plain = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
        turn = 1
        with suppress(Exception):  # hostile, and of no weight
            turn = picture.getexif().get(0x0112, 1)
    plain.thumbnail((SIDE, SIDE), reducing_gap=2.0)
    bare = Image.new(plain.mode, plain.size)
    bare.paste(plain)
    if turn in range(2, 9):
        bare.getexif()[0x0112] = turn
        ImageOps.exif_transpose(bare, in_place=True)
    found = io.BytesIO()
    bare.save(found, "WEBP", quality=80, exif=b"", icc_profile=b"", xmp=b"")
    return found.getvalue()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    try:
        content = shrink(sys.argv[1])
    except ImportError:
        raise
    except Exception as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr)
        sys.exit(NO_PICTURE)
    sys.stdout.buffer.write(content)
