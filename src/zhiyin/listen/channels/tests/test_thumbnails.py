"""Small pictures: made of what is a picture, of nothing that is dangerous, and without what the large one says."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from PIL import Image, ImageCms

from zhiyin.face.testing import person_with
from zhiyin.kernel.people.actor import system
from zhiyin.listen.channels.actions import Incoming, Part, receive
from zhiyin.listen.channels.files import path_of, store
from zhiyin.listen.channels.models import Attachment, Channel, Scan
from zhiyin.listen.channels.serving import SMALL, link_to
from zhiyin.listen.channels.shrinking import MOST_PIXELS, SIDE
from zhiyin.listen.channels.thumbnails import thumbnail_of

pytestmark = pytest.mark.django_db
BY = system("test")
RED, BLUE = (200, 30, 30), (30, 30, 200)


def saved(image: Image.Image, kind: str, **given: Any) -> bytes:
    found = io.BytesIO()
    image.save(found, kind, **given)
    return found.getvalue()


def two_halves(size: tuple[int, int] = (800, 400), mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, 0, *size))
    return image.convert(mode)


def small(content: bytes) -> Image.Image | None:
    found = thumbnail_of(store(content))
    return None if found is None else Image.open(found)


def looks(image: Image.Image, at: tuple[float, float], colour: tuple[int, int, int], within: int = 60) -> bool:
    seen = image.convert("RGB").getpixel((int(image.width * at[0]), int(image.height * at[1])))
    return all(abs(one - other) <= within for one, other in zip(seen, colour, strict=True))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "BMP", "GIF"])
def test_a_picture_is_shown_small_in_its_shape_and_colours(kind: str) -> None:
    found = small(saved(two_halves(), kind))
    assert found is not None
    assert (found.format, found.size) == ("WEBP", (SIDE, SIDE // 2))
    assert looks(found, (0.2, 0.5), RED)
    assert looks(found, (0.8, 0.5), BLUE)


def test_a_picture_smaller_than_that_stays_as_large_as_it_is() -> None:
    found = small(saved(two_halves((40, 20)), "PNG"))
    assert found is not None
    assert found.size == (40, 20)


def test_the_colours_of_print_become_those_of_screens() -> None:
    found = small(saved(two_halves(mode="CMYK"), "JPEG"))
    assert found is not None
    assert found.mode == "RGB"
    assert looks(found, (0.2, 0.5), RED)
    assert looks(found, (0.8, 0.5), BLUE)


def test_a_photograph_stands_upright_and_keeps_what_it_knows_to_itself() -> None:
    told = Image.Exif()
    told[0x0112] = 6  # the camera was held upright: to be turned a quarter to the right
    told[0x010F] = "Camera of Li Na"
    told.get_ifd(0x8825)[2] = (31.0, 14.0, 0.0)  # where it was taken
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    content = saved(two_halves(), "JPEG", exif=told, icc_profile=profile, comment=b"Camera of Li Na")
    assert b"Camera of Li Na" in content
    found = small(content)
    assert found is not None
    assert found.size == (SIDE // 2, SIDE)
    assert looks(found, (0.5, 0.2), RED)
    assert looks(found, (0.5, 0.8), BLUE)
    raw = Path(found.filename).read_bytes()  # type: ignore[attr-defined]
    assert not any(one in raw for one in (b"Camera", b"EXIF", b"ICCP", b"XMP"))
    assert not dict(found.getexif())


def test_of_a_moving_picture_the_first_frame_stands_still() -> None:
    frames = [Image.new("RGB", (400, 400), colour) for colour in (RED, BLUE, BLUE)]
    found = small(saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=50, loop=0))
    assert found is not None
    assert not getattr(found, "is_animated", False)
    assert looks(found, (0.5, 0.5), RED)


def test_what_one_can_see_through_stays_so() -> None:
    palette = Image.new("P", (100, 100), 0)
    palette.putpalette([0, 0, 0, 255, 255, 255])
    for content in (saved(Image.new("RGBA", (100, 100), (0, 0, 0, 0)), "PNG"), saved(palette, "PNG", transparency=0)):
        found = small(content)
        assert found is not None
        assert found.convert("RGBA").getpixel((50, 50))[3] == 0


def test_sixteen_bits_a_pixel_are_not_all_white() -> None:
    found = small(saved(Image.new("I;16", (100, 100), 0x4000), "PNG"))
    assert found is not None
    assert looks(found, (0.5, 0.5), (0x40, 0x40, 0x40), within=12)


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png(width: int, height: int, *more: bytes, bits: int = 1) -> bytes:
    row = b"\0" + bytes((width * bits + 7) // 8)
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, bits, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + b"".join(more) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a bomb of pixels": lambda: png(20_000, 20_000),
    "a bomb that is one line": lambda: png(MOST_PIXELS + 1, 1),
    "a bomb of words": lambda: png(10, 10, chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(80 * 2**20), 9))),
    "a bomb that says GIF": lambda: (
        b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0, 0, 0) + b",\0\0\0\0\xff\xff\xff\xff\0\2\0;"
    ),
    "a PNG cut off": lambda: saved(two_halves((600, 600)), "PNG")[:-300],
    "a JPEG cut off": lambda: saved(Image.effect_noise((600, 600), 50), "JPEG")[:3000],
    "a page": lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
    "PostScript": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n%%EndComments\nshowpage\n",
    "nothing": lambda: b"",
}


@pytest.mark.parametrize("which", HOSTILE)
def test_of_a_bomb_or_a_damaged_picture_none_is_made_and_it_is_not_tried_again(
    which: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = store(HOSTILE[which]())
    assert thumbnail_of(digest) is None
    monkeypatch.setattr("subprocess.run", None)
    assert thumbnail_of(digest) is None


def test_a_large_photograph_is_no_bomb() -> None:
    found = small(saved(Image.new("RGB", (8000, 6000), BLUE), "JPEG", quality=60))
    assert found is not None
    assert looks(found, (0.5, 0.5), BLUE)


def test_what_takes_too_long_is_given_up_and_tried_another_time(monkeypatch: pytest.MonkeyPatch) -> None:
    digest = store(saved(two_halves(), "PNG"))
    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("zhiyin.listen.channels.thumbnails._PATIENCE_SECONDS", 0)
        assert thumbnail_of(digest) is None
    assert thumbnail_of(digest) is not None


@pytest.fixture
def scanner(settings: Any, tmp_path: Path) -> Path:
    """A command that finds fault with every picture of the kind BMP and cannot say of a GIF."""
    script = tmp_path / "scan.sh"
    script.write_text(
        '#!/bin/sh\ncase "$(head -c 2 "$1")" in BM) echo Bad; exit 1;; GI) exit 2;; esac\nexit 0\n', encoding="utf-8"
    )
    script.chmod(0o755)
    settings.SCANNER = str(script)
    return script


def received(mailbox: Channel, *contents: tuple[str, bytes]) -> list[Attachment]:
    parts = tuple(Part(name, f"image/{name.partition('.')[2]}", len(content), content) for name, content in contents)
    heard = Incoming("1@example.com", "email", "li.na@example.com", "?", parts=parts)
    return list(receive(mailbox, heard, by=BY, because=None).attachments.order_by("id"))


def test_none_is_made_of_what_the_scanner_did_not_let_pass(
    mailbox: Channel, scanner: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = received(mailbox, ("a.png", saved(two_halves(), "PNG")), ("b.bmp", saved(two_halves(), "BMP")),
                     ("c.gif", saved(two_halves(), "GIF")))  # fmt: skip
    assert [one.is_picture for one in files] == [True, False, True]
    assert [Client().get(link_to(one, SMALL)).status_code for one in files] == [200, 404, 503]
    assert sorted(path.name[-6:] for path in path_of(files[0].digest).parents[1].glob("*/*.small")) == [".small"]
    # found unsafe after it was made: gone with the large one
    Scan.objects.update(safe=False, words="Bad after all")
    assert Client().get(link_to(files[0], SMALL)).status_code == 404


def test_a_small_picture_is_given_out_by_a_signed_address_and_a_stand_in_where_there_is_none(mailbox: Channel) -> None:
    good, bad = received(mailbox, ("a.png", saved(two_halves(), "PNG")), ("b.png", b"\x89PNG\r\n\x1a\nx"))
    answers = [Client().get(link_to(one, SMALL)) for one in (good, bad)]
    assert [one["Content-Type"] for one in answers] == ["image/webp", "image/svg+xml"]
    assert all("sandbox" in one["Content-Security-Policy"] for one in answers)
    assert Client().get(link_to(good, SMALL)[:-2] + "xx").status_code == 404
    reader, stranger = Client(), Client()
    person = person_with("agent", "en")
    reader.force_login(person)
    assert reader.get(f"/attachments/{good.id}?small").status_code == 404, "another unit's"
    assert stranger.get(f"/attachments/{good.id}?small")["Location"].startswith("/accounts/")


def test_pages_show_small_pictures_and_lead_to_the_large_one(mailbox: Channel) -> None:
    good, bad = received(mailbox, ("a.png", saved(two_halves(), "PNG")), ("tax.pdf", b"%PDF"))
    lead, client = person_with("lead", "en"), Client()
    lead.memberships.update(unit=mailbox.unit)
    client.force_login(lead)
    page = client.get(f"/messages/{good.message_id}").content.decode()
    assert f'src="/attachments/{good.id}?small"' in page
    assert f'src="/attachments/{bad.id}?small"' not in page
    answer = client.get(f"/attachments/{good.id}?small")
    assert client.get(answer["Location"])["Content-Type"] == "image/webp"
