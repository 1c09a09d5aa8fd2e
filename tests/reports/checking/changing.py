"""Changing a workbook as people and programs do: its markup, part by part."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree

Change = Callable[[str], str]


def changed(source: Path, target: Path, parts: Mapping[str, Change | None], more: dict[str, str] | None = None) -> Path:
    """The workbook with some of its parts changed (None: taken out), others added; without its seal."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            change = parts.get(info.filename, str)
            if change is not None:
                content = old.read(info)
                new.writestr(info.filename, content if change is str else change(content.decode()))
        for name, text in (more or {}).items():
            new.writestr(name, text)
    return target


def part_of(path: Path, sheet: str) -> str:
    """The part of a sheet of a workbook that our writer wrote."""
    with zipfile.ZipFile(path) as packed:
        book = ElementTree.fromstring(packed.read("xl/workbook.xml"))
        links = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target") for link in links}
    (found,) = (one for one in book.iter() if one.tag.endswith("}sheet") and one.get("name") == sheet)
    (link,) = (value for name, value in found.attrib.items() if name.endswith("}id"))
    return f"xl/{targets[link]}"


def cell(where: str, markup: str) -> Change:
    """Put other markup in place of a cell, or into its row where it was blank."""

    def change(text: str) -> str:
        made, many = re.subn(rf'<c r="{where}"(?: [^>]*)?(?:/>|>.*?</c>)', lambda _hit: markup, text, count=1)
        assert many == 1, where
        return made

    return change


def one_after_another(*changes: Change) -> Change:
    """Several changes of one part."""

    def change(text: str) -> str:
        for each in changes:
            text = each(text)
        return text

    return change
