"""A thousand branch workbooks from a few real ones: each says another branch, book and laptop, and is signed anew.

A workbook of 5,000 answers takes seconds to write; here only what the manifest says of its maker is changed, and
manifest and seal are made again by the laptop of the new branch. Every other sheet stays as it was written, so whoever
proves one has as much to do as with any other.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from hashlib import sha256
from pathlib import Path
from xml.sax.saxutils import escape, unescape

from tests.reports.consolidation.branches import key_of, laptop

_ROW = re.compile(r"<row .*?</row>", re.DOTALL)
_CELL = re.compile(r"<is><t[^>]*>(.*?)</t></is>", re.DOTALL)


class Original:
    """A workbook as the program wrote it, of which others are made."""

    def __init__(self, path: Path, room: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            sheets = (name for name in names if name.startswith("xl/worksheets/sheet"))
            self._part = next(name for name in sheets if b">branch-supervisor.manifest<" in archive.read(name)[:3000])
            self._manifest = archive.read(self._part).decode()
            self._rest = room / f"{path.stem}.rest.zip"
            with zipfile.ZipFile(self._rest, "w", zipfile.ZIP_DEFLATED) as rest:
                for name in names:
                    if name != self._part:
                        rest.writestr(name, archive.read(name))

    def as_branch(self, path: Path, number: int) -> Path:
        """The same month as another branch sends it."""
        device = f"laptop{number}"
        said = {"branch": f"支行{number:04d}", "book": f"book{number}", "device": device,
                "public_key": key_of(device).hex()}  # fmt: skip
        shutil.copy(self._rest, path)
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(self._part, self._signed(said, device))
        _seal(path, device)
        return path

    def _signed(self, said: dict[str, str], device: str) -> str:
        lines, manifest = ["branch-supervisor.manifest 1"], self._manifest
        for row in _ROW.findall(manifest)[2:]:
            cells = [unescape(text) for text in _CELL.findall(row)]
            if cells[0] == "field" and cells[1] in said:
                manifest = manifest.replace(row, _with(row, 2, said[cells[1]]))
                cells[2] = said[cells[1]]
            if cells[0] == "signature":
                signed = "".join(f"{line}\n" for line in lines)
                manifest = manifest.replace(row, _with(row, 1, laptop(device).sign(signed.encode()).hex()))
            lines.append("\t".join(cells))
        return manifest


def _with(row: str, place: int, text: str) -> str:
    """The row with another text in a cell."""
    found = list(_CELL.finditer(row))[place]
    return row[: found.start(1)] + escape(text) + row[found.end(1) :]


def _seal(path: Path, device: str) -> None:
    data = path.read_bytes()[:-2]  # without the length of the comment, of which there is none
    said = f"branch-supervisor.seal 1\n{device}\n{key_of(device).hex()}\n{sha256(data).hexdigest()}\n".encode()
    comment = said + laptop(device).sign(said).hex().encode() + b"\n"
    path.write_bytes(data + len(comment).to_bytes(2, "little") + comment)
