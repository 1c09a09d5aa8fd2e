"""Pictures in a workbook: how large they are, and how they fit a cell. Read from the head of the file alone."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from reports.celltext import plain_line

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

PNG = b"\x89PNG\r\n\x1a\n"
POINTS_A_PIXEL = 0.75


def size_of(content: bytes) -> tuple[int, int] | None:
    """Width and height in pixels of a PNG or JPEG; None for anything else, or a damaged head."""
    if content.startswith(PNG) and len(content) >= 24:
        return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")
    if not content.startswith(b"\xff\xd8"):
        return None
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):  # a frame: its size stands in its head
            high, wide = (int.from_bytes(content[at + n : at + n + 2], "big") for n in (5, 7))
            return (wide, high) if wide and high else None
        at += 2 + length
    return None


def place(
    sheet: Worksheet, line: int, column: int, content: bytes, name: str, words: str, room: tuple[int, int]
) -> bool:
    """Put a picture into a cell, made to fit `room` in pixels and moving with the cell; `words` for who cannot see it.

    Sets the height of the row. Returns whether it is a picture that can be shown.
    """
    size = size_of(content)
    if size is None:
        return False
    scale = min(1.0, room[0] / size[0], room[1] / size[1])
    sheet.set_row(line, size[1] * scale * POINTS_A_PIXEL + 6)
    sheet.insert_image(
        line, column, name,
        {"image_data": BytesIO(content), "x_scale": scale, "y_scale": scale, "x_offset": 3, "y_offset": 3,
         "object_position": 1, "description": plain_line(words)},
    )  # fmt: skip
    return True
