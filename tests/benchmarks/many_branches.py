"""A thousand branch workbooks from a few real ones: each says another branch, book and laptop, and is signed anew.

A workbook of 5,000 answers takes seconds to write; here only what the manifest says of its maker is changed, with the
shared texts it needs, and manifest and seal are made again by the laptop of the new branch. Every sheet stays as it was
written, so whoever proves one has as much to do as with any other.
"""

from __future__ import annotations

import re
import shutil
import zipfile
from hashlib import sha256
from pathlib import Path
from xml.sax.saxutils import escape, unescape

from tests.reports.consolidation.branches import key_of, laptop

TEXTS = "xl/sharedStrings.xml"
_TEXT = re.compile(r"<si>(?:<t[^>]*>(.*?)</t>|<t[^>]*/>)</si>", re.DOTALL)
_ROW = re.compile(r"<row .*?</row>", re.DOTALL)
_CELL = re.compile(r'(<c r="[A-Z]+\d+"[^>]*t="s"[^>]*><v>)(\d+)(</v>)')


class Original:
    """A workbook as the program wrote it, of which others are made."""

    def __init__(self, path: Path, room: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            self._texts = archive.read(TEXTS).decode()
            self._known = [unescape(text or "") for text in _TEXT.findall(self._texts)]
            title = f"<v>{self._known.index('branch-supervisor.manifest')}</v>"
            sheets = (name for name in names if name.startswith("xl/worksheets/sheet"))
            self._part = next(name for name in sheets if title in archive.read(name)[:3000].decode("utf-8", "ignore"))
            self._manifest = archive.read(self._part).decode()
            self._rest = room / f"{path.stem}.rest.zip"
            with zipfile.ZipFile(self._rest, "w", zipfile.ZIP_DEFLATED) as rest:
                for name in names:
                    if name not in (TEXTS, self._part):
                        rest.writestr(name, archive.read(name))

    def as_branch(self, path: Path, number: int) -> Path:
        """The same month as another branch sends it."""
        device = f"laptop{number}"
        said = {"branch": f"支行{number:04d}", "book": f"book{number}", "device": device,
                "public_key": key_of(device).hex()}  # fmt: skip
        texts, manifest = self._signed(said, device)
        shutil.copy(self._rest, path)
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(self._part, manifest)
            archive.writestr(TEXTS, texts)
        _seal(path, device)
        return path

    def _signed(self, said: dict[str, str], device: str) -> tuple[str, str]:
        known = list(self._known)
        added: list[str] = []

        def place(text: str) -> int:
            added.append(text)
            return len(known) + len(added) - 1

        lines, rows = [], _ROW.findall(self._manifest)
        manifest = self._manifest
        for row in rows[2:]:
            cells = [known[int(number)] for _head, number, _tail in _CELL.findall(row)]
            if cells[0] == "field" and cells[1] in said:
                cells[2] = said[cells[1]]
                manifest = manifest.replace(row, _with_third(row, place(cells[2])))
            if cells[0] == "signature":
                text = "".join(f"{line}\n" for line in ["branch-supervisor.manifest 1", *lines])
                signature = laptop(device).sign(text.encode()).hex()
                manifest = manifest.replace(row, _with_last(row, place(signature)))
            lines.append("\t".join(cells))
        more = "".join(f"<si><t>{escape(text)}</t></si>" for text in added)
        return self._texts.replace("</sst>", f"{more}</sst>"), manifest


def _with_third(row: str, index: int) -> str:
    cells = list(_CELL.finditer(row))
    return row[: cells[2].start(2)] + str(index) + row[cells[2].end(2) :]


def _with_last(row: str, index: int) -> str:
    last = list(_CELL.finditer(row))[-1]
    return row[: last.start(2)] + str(index) + row[last.end(2) :]


def _seal(path: Path, device: str) -> None:
    data = path.read_bytes()[:-2]  # without the length of the comment, of which there is none
    said = f"branch-supervisor.seal 1\n{device}\n{key_of(device).hex()}\n{sha256(data).hexdigest()}\n".encode()
    comment = said + laptop(device).sign(said).hex().encode() + b"\n"
    path.write_bytes(data + len(comment).to_bytes(2, "little") + comment)
