"""One file of the folder: proved, then its figures taken by their codes. Runs in a process of its own.

Nothing is taken by its place or its words: where a table stands and what its columns are is said by the manifest, so
that Chinese and English workbooks, and those of older and newer versions, are read alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from reports.consolidation.manifest import Manifest, Seal, Table, manifest_of, seal_of
from reports.consolidation.opening import Unfit, content, refuse_lies, refuse_unfit
from reports.consolidation.records import Outcome, Refused, Said, Tally, Value, Workbook
from supervisor.errors import BadInput
from supervisor.journal.bundle_crypto import fingerprint

if TYPE_CHECKING:
    from reports.checking import Change

MOST_CELLS_NAMED = 8  # of those that were changed


class Job(NamedTuple):
    """A file to read, and the keys it may be signed with (device -> public key; None: any)."""

    path: str
    file: str
    keys: dict[str, bytes] | None


def read(job: Job) -> Outcome:
    """The workbook, or why it is refused. Never raises for anything a file can hold."""
    data, known = b"", Manifest({}, {})
    try:
        data = content(job.path)
        refuse_unfit(data)
        seal = seal_of(data)
        if seal is None or not _is_known(seal, job.keys):
            refuse_lies(data)
        workbook = _opened(data)
        known = manifest_of(workbook)
        if seal is None or (seal.device, seal.key) != (known.fields["device"], known.fields["public_key"]):
            _prove(job.path, data)
        worth = _worth(known.fields, job.keys)
        return _workbook(job.file, sha256(data).hexdigest(), known, worth, workbook)
    except Unfit as wrong:
        reason, details = wrong.reason, wrong.details
    except MemoryError:
        reason, details = "too_large", ""
    except (CalamineError, ValueError, KeyError):  # a sheet that is no sheet
        reason, details = "damaged", ""
    digest = sha256(data).hexdigest() if data else ""
    of = known.fields
    return Refused(
        job.file, reason, details, of.get("month", ""), of.get("branch", ""), of.get("branch_no", ""), digest
    )


def _opened(data: bytes) -> Any:
    try:
        return CalamineWorkbook.from_filelike(BytesIO(data))
    except PasswordError as wrong:
        raise Unfit("password") from wrong
    except (CalamineError, ValueError, OSError) as wrong:
        raise Unfit("damaged") from wrong


def _prove(path: str, data: bytes) -> None:
    """Cell by cell, for a workbook that was saved again. Raises Unfit with the first cells that were changed."""
    from reports.checking import check

    try:
        found = check(Path(path))
    except (BadInput, OSError) as wrong:
        raise Unfit("damaged") from wrong
    if content(path) != data:
        raise Unfit("unread")  # somebody writes it just now
    if found.verdict == "changed":
        raise _changed(found.changes, found.more)
    if found.verdict not in ("proven", "unknown_signer"):
        raise Unfit("no_manifest" if found.verdict == "no_manifest" else "damaged")


def _changed(changes: Sequence[Change], more: int) -> Unfit:
    kinds = {one.kind for one in changes}
    if "forged" in kinds:
        return Unfit("bad_signature")
    if "manifest" in kinds:
        return Unfit("bad_manifest")
    named = ["!".join(part for part in (one.sheet, one.cell) if part) or one.kind for one in changes]
    cut = len(named) > MOST_CELLS_NAMED or more
    return Unfit("changed", ", ".join(named[:MOST_CELLS_NAMED]) + (" …" if cut else ""))


def _is_known(seal: Seal, keys: dict[str, bytes] | None) -> bool:
    return keys is not None and seal.device in keys and keys[seal.device].hex() == seal.key


def _worth(fields: dict[str, str], keys: dict[str, bytes] | None) -> str:
    if keys is None:
        return "own"
    known = keys.get(fields["device"])
    if known is None or known.hex() != fields["public_key"]:
        raise Unfit("unknown_signer", f"{fields['device']} {fingerprint(bytes.fromhex(fields['public_key']))}")
    return "known"


def _workbook(file: str, digest: str, known: Manifest, worth: str, workbook: Any) -> Workbook:
    of = known.fields
    if of["kind"] != "month":
        raise Unfit("not_month", of["kind"])
    figures, declared = _figures(workbook, known.tables.get("figures"))
    if not any(isinstance(value, int | float) for value in figures.values()):
        raise Unfit("no_figures")
    return Workbook(
        file=file, sha256=digest, month=of["month"], branch=of["branch"].strip(),
        branch_no=of.get("branch_no", "").strip(), book=of["book"], device=of["device"],
        signer=fingerprint(bytes.fromhex(of["public_key"])), made_at=of["made_at"], language=of.get("language", ""),
        program=of.get("program", ""), seal=worth, figures=figures, said=declared,
        tallies=_tallies(workbook, known.tables.get("tallies")),
    )  # fmt: skip


def _figures(workbook: Any, table: Table | None) -> tuple[dict[str, Value], dict[str, Said]]:
    figures: dict[str, Value] = {}
    said: dict[str, Said] = {}
    for row in _rows(workbook, table, ("code", "value")):
        code = str(row["code"])
        value = row["value"]
        figures[code] = float(value) if isinstance(value, int | float) else str(value) if value else None
        said[code] = Said(str(row.get("unit", "")), str(row.get("name", "")))
    return figures, said


def _tallies(workbook: Any, table: Table | None) -> tuple[Tally, ...] | None:
    if table is None:
        return None
    return tuple(
        Tally(str(row["kind"]), str(row["code"]), str(row.get("zh", "")), str(row.get("en", "")), float(row["times"]),
              float(row.get("points") or 0))
        for row in _rows(workbook, table, ("kind", "code", "times"))
        if isinstance(row["times"], int | float)
    )  # fmt: skip


def _rows(workbook: Any, table: Table | None, needed: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The rows of a table by the codes of its columns; none where the table or a column that is needed is missing."""
    if table is None or table.last < table.first or not set(needed) <= set(table.columns):
        return
    if table.sheet not in workbook.sheet_names:
        raise Unfit("bad_manifest")
    sheet = workbook.get_sheet_by_name(table.sheet)
    if sheet.start is None:
        return
    first, left = sheet.start
    for line, cells in enumerate(sheet.iter_rows(), first + 1):
        if table.first <= line <= table.last:
            padded = [""] * left + list(cells)
            yield dict(zip(table.columns, padded, strict=False))
