"""A workbook as the parts of its zip: every part that is not changed is written back byte for byte.

The room exists because a library that loads a workbook and saves it again drops what it does not know: text boxes,
details of pictures, styles of charts, what newer programs add. Here only the parts that must change are parsed at all.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue]

from supervisor.errors import BadInput
from supervisor.language import _

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
ANCHOR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
LARGEST = 1 << 29  # bytes of all parts together; a form has a thousandth of it

Node = Any  # an element: the library says nothing of its types


def parsed(data: bytes) -> Node:
    """A part's root; nothing outside the part is ever read. Raises BadInput for what is no XML."""
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(data, safe)
    except etree.XMLSyntaxError as wrong:
        raise BadInput(_("The form is damaged: ask for it again, or save it again in Excel.")) from wrong


def rendered(root: Node) -> bytes:
    """A part as Excel writes it."""
    body = etree.tostring(root, xml_declaration=False, encoding="UTF-8")
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n' + body


class Package:
    """The parts by name. `xml(name)` parses one once; what was parsed and touched is written from its tree."""

    def __init__(self, data: bytes) -> None:
        try:
            with zipfile.ZipFile(BytesIO(data)) as packed:
                self.infos = [one for one in packed.infolist() if not one.is_dir()]
                if sum(one.file_size for one in self.infos) > LARGEST:
                    raise BadInput(_("The form is too large when unpacked."))
                self.parts = {one.filename: packed.read(one) for one in self.infos}
        except (zipfile.BadZipFile, EOFError, OSError, RuntimeError, NotImplementedError) as wrong:
            raise BadInput(_("The form is damaged: ask for it again, or save it again in Excel.")) from wrong
        self._trees: dict[str, Node] = {}
        self._touched: set[str] = set()
        self._rels: dict[str, dict[str, tuple[str, str]]] = {}

    def __contains__(self, name: str) -> bool:
        return name in self.parts

    def xml(self, name: str) -> Node:
        """The root of a part."""
        if name not in self._trees:
            if name not in self.parts:
                raise BadInput(_("The form is damaged: ask for it again, or save it again in Excel."))
            self._trees[name] = parsed(self.parts[name])
        return self._trees[name]

    def touch(self, name: str) -> None:
        """The tree of this part was changed."""
        self._touched.add(name)

    def put(self, name: str, data: bytes) -> None:
        """New bytes for a part."""
        self.parts[name] = data

    @property
    def changed(self) -> frozenset[str]:
        """Parts whose trees were changed."""
        return frozenset(self._touched)

    def rels(self, name: str) -> dict[str, tuple[str, str]]:
        """Where a part points: id → (kind, the other part's name); what lies outside the workbook is left out."""
        if name not in self._rels:
            folder, base = posixpath.split(name)
            where = posixpath.join(folder, "_rels", f"{base}.rels")
            found: dict[str, tuple[str, str]] = {}
            if where in self.parts:
                for one in self.xml(where):
                    if one.get("TargetMode") != "External" and one.get("Target"):
                        target = one.get("Target", "")
                        whole = target[1:] if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")
                        found[one.get("Id", "")] = (one.get("Type", "").rsplit("/", 1)[-1], whole.lstrip("/"))
            self._rels[name] = found
        return self._rels[name]

    def related(self, name: str, *kinds: str) -> Iterator[str]:
        """The parts of these kinds that a part points at."""
        for kind, target in self.rels(name).values():
            if kind in kinds and target in self.parts:
                yield target

    @property
    def workbook(self) -> str:
        """The name of the workbook's own part."""
        for kind, target in self.rels("").values():
            if kind == "officeDocument" and target in self.parts:
                return target
        raise BadInput(_("The form is no workbook: save it as .xlsx in Excel or WPS and try again."))

    def drop(self, name: str) -> None:
        """Take a part out: the part, what says its type, and what points at it from the workbook."""
        self.parts.pop(name, None)
        types = self.xml("[Content_Types].xml")
        for one in types.findall(f"{{{TYPES}}}Override"):
            if one.get("PartName", "").lstrip("/") == name:
                types.remove(one)
                self.touch("[Content_Types].xml")
        folder, base = posixpath.split(self.workbook)
        where = f"{folder}/_rels/{base}.rels" if folder else f"_rels/{base}.rels"
        for one in list(self.xml(where)):
            target = one.get("Target", "")
            if (target[1:] if target.startswith("/") else posixpath.normpath(f"{folder}/{target}")) == name:
                self.xml(where).remove(one)
                self.touch(where)

    def save(self, path: Path) -> None:
        """Write every part in the order of the form, each packed as it was."""
        for name in self._touched:
            if name in self.parts:
                self.parts[name] = rendered(self._trees[name])
        with zipfile.ZipFile(path, "w") as packed:
            for info in self.infos:
                if info.filename in self.parts:
                    kept = zipfile.ZipInfo(info.filename, info.date_time)
                    kept.compress_type = zipfile.ZIP_STORED if info.compress_type == 0 else zipfile.ZIP_DEFLATED
                    kept.external_attr = info.external_attr
                    packed.writestr(kept, self.parts[info.filename])
