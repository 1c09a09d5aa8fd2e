"""Examples that people bring: a workbook (or JSON) of people, evidence and what is due, read into facts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from supervisor.appraisal.forms.intake import Table, read_tables, rows_of
from supervisor.appraisal.months import month_days, month_of
from supervisor.appraisal.scoring import BRANCH, Evidence, Looked, Member, Stint, Surroundings
from supervisor.appraisal.trial.columns import TABLES
from supervisor.errors import BadInput, Fault
from supervisor.language import _


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """What the examples say of one person; None and "" where they say nothing."""

    no: str
    row: int
    points_c: int | None = None
    money_cents: int | None = None
    rank: int | None = None
    grade: str = ""
    working: str = ""


class Examples(msgspec.Struct, frozen=True, kw_only=True):
    """What a rule book is tried on: `month` scored, its people and evidence, what surrounds them, what is due."""

    month: str
    members: tuple[Member, ...]
    evidence: tuple[Evidence, ...]
    around: Surroundings
    due: tuple[Due, ...]


def read_examples(path: Path) -> Examples:
    """The examples in an .xlsx or .json file. Raises BadInput with every fault by sheet, row and column."""
    refusal = _("The examples cannot be used:")
    tables = read_tables(path, TABLES, refusal)
    faults: list[Fault] = []
    if "people" not in tables:
        raise BadInput(refusal, (tables.missing(path.name, TABLES["people"][0]),))
    rows = {name: rows_of(path.name, table, TABLES[name][1], faults) for name, table in tables.items()}
    _known(path.name, tables, rows, faults)
    if faults:
        raise BadInput(refusal, tuple(faults))
    return _made(rows, tables)


def _known(
    file: str, tables: Mapping[str, Table], rows: Mapping[str, list[dict[str, Any]]], faults: list[Fault]
) -> None:
    """Every staff number is one of the people, and stands there once."""
    people = [row.get("no", "") for row in rows["people"]]
    for name in ("people", "stints", "evidence", "looked", "due"):
        for at, row in enumerate(rows.get(name, ())):
            no, table = row.get("no", ""), tables[name]
            if name == "people" and people.count(no) > 1:
                said, cure = _("{no} stands here twice."), _("Write each person once.")
            elif no and no not in people:
                said, cure = _("{no} is none of the people."), _("Add a row to the sheet of people.")
            else:
                continue
            place = table.places.get("no", "")
            faults.append(Fault(said.format(no=no), cure, file, table.sheet, table.numbers[at], place))


def _made(rows: Mapping[str, list[dict[str, Any]]], tables: Mapping[str, Table]) -> Examples:
    evidence = rows.get("evidence", [])
    days = [row["day"] for row in evidence] + [row["day"] for row in rows.get("looked", ()) if "day" in row]
    stated = [row["month"] for row in rows.get("month", ()) if "month" in row]
    month = stated[0] if stated else month_of(max(days, default=date(2026, 1, 1)))
    first, last = month_days(month)
    looked = rows.get("looked", [])
    around = Surroundings(
        first=first, last=last,
        observed={(row["source"], row.get("no", BRANCH)) for row in looked}
        | {(row["source"], BRANCH) for row in looked},
        checks=tuple(
            Looked(check=row["check"], source=row["source"], person=row.get("no", BRANCH), day=row.get("day", last),
                   skipped=frozenset(row.get("skipped", ())))
            for row in looked if "check" in row
        ),
        bank_c={row["measure"]: row["value_c"] for row in rows.get("bank", ())},
        ranks={row["no"]: row["rank"] for row in rows["people"] if "rank" in row},
    )  # fmt: skip
    stints: dict[str, list[Stint]] = {}
    for row in rows.get("stints", ()):
        stints.setdefault(row["no"], []).append(Stint(row["role"], row["first"], row["last"]))
    return Examples(
        month=month,
        members=tuple(
            Member(person=row["no"], no=row["no"], name=row.get("name", ""),
                   role=row.get("role", "") or (stints[row["no"]][-1].role if row["no"] in stints else ""),
                   stints=tuple(stints.get(row["no"], ())), days=row.get("days"), of_days=(last - first).days + 1,
                   temporary=row.get("temporary", False), since=row.get("since"))
            for row in rows["people"]
        ),
        evidence=tuple(_piece(row, at) for at, row in enumerate(evidence, start=1)),
        around=around,
        due=tuple(
            Due(**row, row=number) for row, number in zip(rows.get("due", ()), _numbers(tables), strict=True)
        ),
    )  # fmt: skip


def _numbers(tables: Mapping[str, Table]) -> list[int]:
    return tables["due"].numbers if "due" in tables else []


def _piece(row: dict[str, Any], at: int) -> Evidence:
    given = {key: value for key, value in row.items() if key != "no"}
    return Evidence(subject=f"{at:05d}", person=row["no"], **given)
