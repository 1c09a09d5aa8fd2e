"""The ugly form, written by hand: its parts lie in the folder `ugly` and are only packed here.

Merged cells everywhere, blanks in labels, full-width figures, hidden columns, breaks by hand, formulas over sheets
with quotes, whole columns, a list in the middle with its sum and notes below, a placeholder cut over runs of different
looks, cells with a leading apostrophe, a broken name, a link to another workbook, shared formulas, an old theme, and
parts that no library knows.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

PARTS = Path(__file__).parent / "ugly"
FIRST = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")


def write(path: Path) -> None:
    """Pack the form."""
    names = sorted(one.relative_to(PARTS).as_posix() for one in PARTS.rglob("*") if one.is_file())
    with zipfile.ZipFile(path, "w") as packed:
        for name in (*FIRST, *(one for one in names if one not in FIRST)):
            info = zipfile.ZipInfo(name, (2006, 9, 1, 8, 0, 0))
            packed.writestr(info, (PARTS / name).read_bytes(), zipfile.ZIP_DEFLATED)
