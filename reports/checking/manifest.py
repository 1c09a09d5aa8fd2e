"""The manifest as it is read from the file: what the workbook says of itself, and whether its signature holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import msgspec

from reports.checking import cells
from reports.checking.book import Page, Workbook
from reports.checking.package import Broken
from supervisor.journal.bundle_crypto import fingerprint
from supervisor.journal.receipts import signed_by
from supervisor.language import _

TITLE, VERSION = "branch-supervisor.manifest", "1"


class Table(NamedTuple):
    """A table of the workbook: where its rows stand (1-based, last < first when it has none) and its columns' codes."""

    code: str
    sheet: str
    first: int
    last: int
    columns: tuple[str, ...]


class Said(msgspec.Struct, frozen=True):
    """What a workbook says of itself."""

    kind: str
    month: str
    about: str
    branch: str
    branch_no: str
    made_at: str
    program: str
    language: str
    book: str
    device: str
    public_key: str
    journal: str
    heads: tuple[tuple[str, int, str], ...]

    @property
    def fingerprint(self) -> str:
        """What people compare of the key that signed it."""
        return fingerprint(bytes.fromhex(self.public_key))


class Block(NamedTuple):
    """Rows of a sheet as they were written: lines 0-based, marks as hex."""

    first: int
    last: int
    columns: int
    digest: str
    rows: tuple[str, ...]
    marks: tuple[str, ...]
    values_digest: str
    values: tuple[str, ...]


@dataclass
class Manifest:
    """All lines of a manifest, sorted by what they say."""

    said: Said
    whole: bool = False  # the signature holds
    sheets: dict[str, str] = field(default_factory=dict)
    hides: dict[str, frozenset[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)
    opened: dict[str, list[tuple[int, int, int, int]]] = field(default_factory=dict)
    blocks: dict[str, list[Block]] = field(default_factory=dict)


def find(workbook: Workbook) -> list[tuple[Page, list[list[str]]]]:
    """Every sheet that says it is a manifest, with its rows; the last sheets first. Raises Broken."""
    found = []
    for page in reversed(workbook.pages):
        if page.chart:
            continue
        lines = _lines(workbook, page)
        if lines is not None:
            found.append((page, lines))
    return found


def _lines(workbook: Workbook, page: Page) -> list[list[str]] | None:
    rows = workbook.sheet(page, apart=True).rows()
    try:
        first = next(rows, None)
    except (IndexError, Broken):  # its texts stand apart, as after every other program
        first = next(workbook.sheet(page).rows(), None)
    if first is None or first.line != 0 or first.cells[:1] != [f"t{TITLE}"]:
        return None
    try:
        return [_row(row) for row in workbook.sheet(page, apart=True).rows()]
    except IndexError:
        return [_row(row) for row in workbook.sheet(page).rows()]


def _row(row) -> list[str]:
    if row.values:
        raise Broken(_("the manifest holds a formula"))
    return [str(row.line), *(cell[1:] for cell in row.cells)]


def read(lines: list[list[str]]) -> Manifest:
    """A manifest of its lines. Raises Broken where it is none that this program reads."""
    head, rest = lines[0], [line for line in lines[1:] if int(line[0]) > 1]
    if head[1:] != [TITLE, VERSION]:
        raise Broken(_("its manifest is of a later version ({version}); a newer program can read it").format(
            version=" ".join(head[2:])
        ))  # fmt: skip
    if not rest or rest[-1][1] != "signature":
        raise Broken(_("its manifest has no signature"))
    body, signature = [line[1:] for line in rest[:-1]], rest[-1][2:]
    if any("\t" in part or "\n" in part for line in body for part in line):
        raise Broken(_("its manifest holds line ends within a cell"))
    fields = {line[1]: line[2] if len(line) > 2 else "" for line in body if line[0] == "field" and len(line) > 1}
    heads = [line for line in body if line[0] == "head"]
    try:
        said = Said(
            **{name: fields.get(name, "") for name in Said.__struct_fields__ if name != "heads"},
            heads=tuple((line[1], int(line[2]), line[3]) for line in heads),
        )
        key = bytes.fromhex(said.public_key)
        made = Manifest(said)
        text = f"{TITLE} {VERSION}\n" + "".join("\t".join(line) + "\n" for line in body)
        made.whole = len(signature) == 1 and signed_by(key, bytes.fromhex(signature[0]), text.encode())
        _sort(made, body)
    except (IndexError, ValueError) as wrong:
        raise Broken(_("its manifest cannot be read")) from wrong
    return made


def _sort(made: Manifest, body: list[list[str]]) -> None:
    for line in body:
        what, rest = line[0], line[1:]
        if what == "sheet":
            made.sheets[rest[0]] = rest[1]
            made.hides[rest[0]] = frozenset(rest[2].split(",")) if len(rest) > 2 else frozenset()
        elif what == "name":
            made.names[rest[0]] = rest[1] if len(rest) > 1 else ""
        elif what == "table":
            columns = tuple(rest[4].split(",")) if len(rest) > 4 else ()
            made.tables.append(Table(rest[0], rest[1], int(rest[2]), int(rest[3]), columns))
        elif what == "open":
            made.opened.setdefault(rest[0], []).append(cells.area(rest[1]))
        elif what == "block":
            first, _left, last, right = cells.area(rest[1])
            rows, marks, values = _cut(rest[4], 8), _cut(rest[5], 8), _cut("".join(rest[7:]), 12)
            if len(rows) != last - first + 1 or len(marks) != right + 1:
                raise ValueError(rest[1])
            block = Block(first, last, right + 1, rest[3], rows, marks, rest[6] if len(rest) > 6 else "", values)
            made.blocks.setdefault(rest[0], []).append(block)


def _cut(text: str, size: int) -> tuple[str, ...]:
    return tuple(text[at : at + size] for at in range(0, len(text), size))


def signer(said: Said, keys: Mapping[str, bytes]) -> bool | None:
    """Whether the device that signed is among the known keys; None where it is, with another key."""
    known = keys.get(said.device)
    if known is None:
        return False
    return True if known == bytes.fromhex(said.public_key) else None
