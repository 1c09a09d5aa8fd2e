"""What a workbook says of itself on its last sheet, and the seal in its archive: read here, written elsewhere.

The two are described in docs/workbook-proof.md; nothing is shared with what writes them.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import Any, NamedTuple

from reports.consolidation.opening import Unfit

TITLE, VERSION = "branch-supervisor.manifest", 1
_SEAL = re.compile(
    rb"branch-supervisor\.seal 1\n(?P<device>[^\n]{1,200})\n(?P<key>[0-9a-f]{64})\n(?P<digest>[0-9a-f]{64})\n"
)
_SIGNED = re.compile(_SEAL.pattern + rb"(?P<signature>[0-9a-f]{128})\n")
_END = b"PK\x05\x06"


class Table(NamedTuple):
    """Where a table stands: its sheet, 1-based first and last row with data, and the codes of its columns."""

    sheet: str
    first: int
    last: int
    columns: tuple[str, ...]


class Manifest(NamedTuple):
    """The lines of a manifest that matter here."""

    fields: dict[str, str]
    tables: dict[str, Table]


class Seal(NamedTuple):
    """A whole file signed by a device."""

    device: str
    key: str


def seal_of(data: bytes) -> Seal | None:
    """The seal of a file that nobody has saved since it was written; None where there is none that holds."""
    end = data.rfind(_END)
    found = _SIGNED.fullmatch(data, end + 22) if end >= 0 else None
    if found is None or sha256(data[: end + 20]).hexdigest().encode() != found["digest"]:
        return None
    said = _SEAL.match(data, end + 22)
    if said is None or not _signed(found["key"].decode(), found["signature"].decode(), said[0]):
        return None
    return Seal(found["device"].decode("utf-8", "replace"), found["key"].decode())


def _signed(key: str, signature: str, text: bytes) -> bool:
    from supervisor.journal.bundle_crypto import signature_of_text_holds

    return signature_of_text_holds(bytes.fromhex(key), bytes.fromhex(signature), text)


def manifest_of(workbook: Any) -> Manifest:
    """The manifest of an open workbook (of calamine), found by its first cell. Raises Unfit."""
    for name in reversed(workbook.sheet_names):
        sheet = workbook.get_sheet_by_name(name)
        if sheet.start != (0, 0):
            continue
        rows = sheet.iter_rows()
        first = next(rows, [])
        if first and first[0] == TITLE:
            if str(first[1] if len(first) > 1 else "").strip() != str(VERSION):
                raise Unfit("newer", str(first[1] if len(first) > 1 else ""))
            return _parsed([[str(cell) for cell in row] for row in rows])
    raise Unfit("no_manifest")


def _parsed(rows: list[list[str]]) -> Manifest:
    fields: dict[str, str] = {}
    tables: dict[str, Table] = {}
    for row in rows[1:]:  # the first is the sentence for people
        if row[0] == "field" and len(row) > 2:
            fields[row[1]] = row[2]
        elif row[0] == "table" and len(row) > 5:
            if not (row[3].isdigit() and row[4].isdigit()):
                raise Unfit("bad_manifest")
            tables[row[1]] = Table(row[2], int(row[3]), int(row[4]), tuple(row[5].split(",")))
    if not {"kind", "month", "branch", "made_at", "book", "device", "public_key"} <= fields.keys():
        raise Unfit("bad_manifest")
    return Manifest(fields, tables)
