"""What the bytes of a photo file say before anything is decoded: its kind, whether it is whole, which way up it is.

The name of a file says nothing: a drawing (SVG) that is called photo.jpg could show any picture of the computer, and
keep the program busy for hours. So the kind is told by the first bytes, among the few that cameras write. No Qt here.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator

HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heif", b"mif1", b"msf1", b"avif")
_STARTS = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"BM", "bmp"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
)
_MARKER = re.compile(rb"\xff[^\x00\xff\xd0-\xd7]")  # behind picture data: no stuffed byte, no restart
_START_OF_SCAN, _END, _APP1 = 0xDA, 0xD9, 0xE1
_ORIENTATION = 0x0112


def kind_of(content: bytes) -> str:
    """jpeg, png, webp, bmp, gif, tiff or heic by the first bytes of a file; "" for anything else."""
    if content[4:8] == b"ftyp" and content[8:12] in HEIC_BRANDS:
        return "heic"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "webp"
    return next((kind for start, kind in _STARTS if content.startswith(start)), "")


def is_whole(content: bytes, kind: str) -> bool:
    """Whether the file reaches to its own end; a copy that was broken off does not, and shows grey for the rest."""
    if kind == "jpeg":
        return any(marker == _END for marker, _part in _segments(content))
    if kind == "png":
        return _png_ends(content)
    if kind == "webp":
        return len(content) >= 8 + int.from_bytes(content[4:8], "little")
    if kind == "bmp":
        return len(content) >= int.from_bytes(content[2:6], "little")
    return True


def orientation_of(jpeg: bytes) -> int:
    """Which way up a JPEG is, 1 to 8 as EXIF counts; 1 where it does not say. Other notes may stand before the EXIF."""
    for marker, part in _segments(jpeg):
        if marker == _APP1 and part.startswith(b"Exif\0\0"):
            return _orientation(part[6:])
        if marker == _START_OF_SCAN:
            break
    return 1


def _segments(jpeg: bytes) -> Iterator[tuple[int, bytes]]:
    """Markers of a JPEG in their order with what stands in them; ends at the end mark, or where the file does."""
    at = 2
    while (at := jpeg.find(b"\xff", at)) >= 0 and at + 1 < len(jpeg):
        marker = jpeg[at + 1]
        if marker == _END:
            yield marker, b""
            return
        if marker in (0x00, 0xFF) or marker == 0x01 or 0xD0 <= marker <= 0xD8:  # filling, or stands alone
            at += 1 if marker == 0xFF else 2
            continue
        size = int.from_bytes(jpeg[at + 2 : at + 4], "big")
        yield marker, jpeg[at + 4 : at + 2 + size]
        at += 2 + max(size, 2)
        if marker == _START_OF_SCAN:
            found = _MARKER.search(jpeg, at)
            if found is None:
                return
            at = found.start()


def _png_ends(content: bytes) -> bool:
    at = 8
    while at + 12 <= len(content):
        size = int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] == b"IEND":
            return True
        at += 12 + size
    return False


def _orientation(tiff: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2], "")
    if not order or len(tiff) < 8:
        return 1
    first = struct.unpack(f"{order}I", tiff[4:8])[0]
    count = struct.unpack(f"{order}H", tiff[first : first + 2])[0] if first + 2 <= len(tiff) else 0
    for at in range(first + 2, min(first + 2 + 12 * count, len(tiff) - 11), 12):
        tag, _form, _number, value = struct.unpack(f"{order}HHIH", tiff[at : at + 10])
        if tag == _ORIENTATION:
            return value if 1 <= value <= 8 else 1
    return 1
