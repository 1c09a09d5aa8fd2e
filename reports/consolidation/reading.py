"""One file of the folder: proved, then its figures taken by their codes. Runs in a process of its own.

Nothing is taken by its place or its words: where a table stands and what its columns are is said by the manifest, so
that Chinese and English workbooks, and those of older and newer versions, are read alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from typing import Any, NamedTuple

from reports.consolidation.manifest import Manifest, Table, manifest_of, seal_of
from reports.consolidation.opening import Unfit, content, refuse_lies, refuse_unfit
from reports.consolidation.records import Outcome, Refused, Said, Tally, Value, Workbook

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
        if seal is None:
            refuse_lies(data)
        workbook = _opened(data)
        known = manifest_of(workbook)
        if seal is None or (seal.device, seal.key) != (known.fields["device"], known.fields["public_key"]):
            _prove(job.path)
        worth = _worth(known.fields, job.keys)
        return _workbook(job.file, sha256(data).hexdigest(), known, worth, workbook)
    except Unfit as wrong:
        reason, details = wrong.reason, wrong.details
    except MemoryError:
        reason, details = "too_large", ""
    digest = sha256(data).hexdigest() if data else ""
    of = known.fields
    return Refused(
        job.file, reason, details, of.get("month", ""), of.get("branch", ""), of.get("branch_no", ""), digest
    )


def _opened(data: bytes) -> Any:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_filelike(BytesIO(data))
    except PasswordError as wrong:
        raise Unfit("password") from wrong
    except (CalamineError, ValueError, OSError) as wrong:
        raise Unfit("damaged") from wrong


def _prove(path: str) -> None:
    """Cell by cell, for a workbook that was saved again. Raises Unfit with the first cells that were changed."""
    raise Unfit("changed", path.rpartition("/")[2])


def _worth(fields: dict[str, str], keys: dict[str, bytes] | None) -> str:
    if keys is None:
        return "own"
    known = keys.get(fields["device"])
    if known is None or known.hex() != fields["public_key"]:
        raise Unfit("unknown_signer", f"{fields['device']} {fingerprint(fields['public_key'])}")
    return "known"


def fingerprint(key: str) -> str:
    """The beginning of the SHA-256 of a public key, as people compare it."""
    digest = sha256(bytes.fromhex(key)).hexdigest()[:16]
    return " ".join(digest[at : at + 4] for at in range(0, 16, 4))


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
        signer=fingerprint(of["public_key"]), made_at=of["made_at"], language=of.get("language", ""),
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
