"""The trees of the register brought as a file, because a bank gives its branches the codes of its own scheme.

One line a node: 类别树 (业务类别, 投诉原因, 根本原因, 暂停计时原因), 代码, 名称, and if wished
英文名称, 上级代码, 权重（分）, 启用.
A workbook (.xlsx, .xls, .ods) or a text file (.csv in UTF-8 or GB18030). Checking only; `trees_service` writes.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import msgspec

from supervisor.branch.intake import read_workbook
from supervisor.branch.workbook import Line, Sheet, plain, shown
from supervisor.errors import BadInput, Fault
from supervisor.language import Words, _

from .classes import MOST_WEIGHT_C, TREES, Class
from .words import TREES as TREE_WORDS

COLUMNS: dict[str, tuple[str, ...]] = {
    "tree": ("类别树", "树", "Tree"),
    "code": ("代码", "编码", "Code"),
    "zh": ("名称", "中文名称", "Name"),
    "en": ("英文名称", "English name"),
    "parent": ("上级代码", "上级", "Parent code", "Parent"),
    "weight": ("权重（分）", "权重(分)", "权重", "Weight (points)", "Weight"),
    "active": ("启用", "In use", "Active"),
}
REQUIRED = ("code", "zh")
MOST_BYTES, MOST_ROWS = 5_000_000, 20_000


class TreeLine(msgspec.Struct, frozen=True):
    """One node as the file says it, with the row it stands in."""

    tree: str
    node: Class
    place: Fault


class TreeFile(msgspec.Struct, frozen=True):
    """All nodes of a file, in its order."""

    lines: tuple[TreeLine, ...]


def read_trees(path: Path, tree: str = "") -> TreeFile:
    """Read and check a file; lines that name no tree belong to `tree`. Raises BadInput with every fault by row."""
    faults: list[Fault] = []
    lines: list[TreeLine] = []
    seen: dict[tuple[str, str], int] = {}
    for name, rows in _tables(path).items():
        sheet = Sheet(path.name, name, rows, COLUMNS, REQUIRED if tree or _named(name) else (*REQUIRED, "tree"))
        if sheet.readable:
            for line in sheet.lines():
                lines += _node(line, _named(name) or tree, seen, path.name, name)
        elif any(shown(cell) for row in rows for cell in row):
            faults += sheet.faults
            continue
        faults += sheet.faults
    if not lines and not faults:
        faults.append(Fault(_("no line with a code and a name"), _("Write one line for each node."), path.name))
    if faults:
        raise BadInput(_("The file was not taken in."), tuple(faults))
    return TreeFile(tuple(lines))


def _named(sheet: str) -> str:
    """The tree that a sheet is called after, "" for none."""
    return next((code for code in TREES if plain(sheet) in _called(code)), "")


def _called(code: str) -> set[str]:
    words = TREE_WORDS[code]
    return {plain(code), plain(words.zh), plain(words.en)}


def _node(
    line: Line, usual: str, seen: dict[tuple[str, str], int], file: str, sheet: str
) -> list[TreeLine]:  # fmt: skip
    before = len(line.sheet.faults)
    said = plain(line.text("tree"))
    tree = next((code for code in TREES if said in _called(code)), "") if said else usual
    if not tree:
        known = "、".join(str(words) for words in TREE_WORDS.values())
        problem = _("{value} is no tree").format(value=line.text("tree") or _("(empty)"))
        line.fault("tree", problem, _("Write one of {known}.").format(known=known))
    code, zh = line.text("code", required=True), line.text("zh", required=True)
    weight = line.number_of("weight", least=0, most=MOST_WEIGHT_C / 100) if shown(line.raw("weight")) else 0.0
    active = line.yes("active") if shown(line.raw("active")) else True
    first = seen.setdefault((tree, code), line.number)
    if first != line.number and code:
        problem = _("{code} stands there already, in row {row}").format(code=code, row=first)
        line.fault("code", problem, _("Give every node a code of its own."))
    if len(line.sheet.faults) > before:
        return []
    node = Class(code, Words(zh, line.text("en")), line.text("parent"), active, round(weight * 100))
    return [TreeLine(tree, node, Fault("", "", file, sheet, line.number, ""))]


def _tables(path: Path) -> dict[str, list[list[Any]]]:
    if path.suffix.casefold() not in (".csv", ".txt"):
        return read_workbook(path)
    if not path.is_file():
        raise BadInput(_("There is no file {path}.").format(path=path))
    if path.stat().st_size > MOST_BYTES:
        fault = Fault(_("the file is too large"), _("Bring at most {n} lines.").format(n=MOST_ROWS), path.name)
        raise BadInput(_("The file was not taken in."), (fault,))
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        fault = Fault(_("the encoding is not known"), _("Save it as CSV UTF-8 or as .xlsx."), path.name)
        raise BadInput(_("The file was not taken in."), (fault,))
    top = text.partition("\n")[0]
    delimiter = max("\t,;", key=top.count)
    try:
        return {"": list(csv.reader(io.StringIO(text.replace("\0", "")), delimiter=delimiter))}
    except csv.Error as error:
        fault = Fault(_("the lines cannot be told apart"), _("Save it as CSV UTF-8 or as .xlsx."), path.name)
        raise BadInput(_("The file was not taken in."), (fault,)) from error
