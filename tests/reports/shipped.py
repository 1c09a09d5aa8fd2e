"""Every kind of workbook the house writes, made from one branch, and which module of `reports` writes which.

A module that begins to write workbooks and is not listed here fails `test_recalculated`: a kind of workbook of which
nobody works the formulas out anew could show any figure.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

from reports import (
    complaints_workbook,
    incident_workbook,
    inspection_workbook,
    month_workbook,
    person_workbook,
    week_workbook,
    weekly_workbook,
    write_numbers_form,
    write_rulebook,
)
from reports.branch_form import write_branch_form
from reports.complaint_classes import write_trees
from reports.complaint_register import complaint_register
from reports.consolidation.choosing import choose
from reports.consolidation.maker import maker
from reports.consolidation.records import Consolidated, Ignored, Refused
from reports.consolidation.writing import write
from reports.fields.listing import fields_workbook
from reports.filling import fill_form
from reports.opening import report_of
from reports.roster_form import write_template, write_week
from reports.rota_form import write_rota
from reports.table_export import Seen, table_workbook
from supervisor.appraisal.library import shipped as shipped_rules
from supervisor.appraisal.weekly.reading import week_sheets
from supervisor.branch.ledger import people
from supervisor.branch.sheets import current_sheets
from supervisor.complaints.ledger import tree
from supervisor.incidents.ledger import incidents
from supervisor.roster.rota.reading import month_rota
from supervisor.roster.week import read_week

from .consolidation.made import branch

ROOT = Path(__file__).parents[2]
FORMS = Path(__file__).parent / "forms"
NOVEMBER = "2026-11"
WRITERS = {
    "reports/month.py": ("month", "october"), "reports/week.py": ("week",), "reports/person.py": ("person",),
    "reports/inspection.py": ("inspection",), "reports/incident.py": ("incident",),
    "reports/complaints.py": ("complaints",), "reports/complaint_register.py": ("register",),
    "reports/weekly.py": ("weekly",), "reports/table_export.py": ("table",),
    "reports/consolidation/writing.py": ("consolidation",), "reports/fields/listing.py": ("fields",),
    "reports/filling/form.py": ("tidy", "rich", "ugly"), "reports/branch_form.py": ("branch",),
    "reports/numbers_form.py": ("numbers",), "reports/roster_form.py": ("roster", "roster-empty"),
    "reports/rota_form.py": ("rota",), "reports/complaint_classes.py": ("classes",),
    "reports/rulebook_form.py": ("rules",),
}  # fmt: skip
FILLED = WRITERS["reports/filling/form.py"]
OPENERS = {"workbook_at", "report_at", "whole"}  # what a module calls that puts a workbook in its place
NO_WORKBOOK = {"reports/opening.py", "reports/look.py", "reports/consolidation/service.py"}  # they open for the others


def writers() -> set[str]:
    """The modules of `reports` that write a workbook."""
    found = set()
    for path in (ROOT / "reports").rglob("*.py"):
        calls = (node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
        names = {call.id for call in calls if isinstance(call, ast.Name)}
        if names & OPENERS:
            found.add(path.relative_to(ROOT).as_posix())
    return found - NO_WORKBOOK


def write_every_kind(full: Any, folder: Path, language: str) -> None:
    """Each kind in this language, which is in force: `folder`/<kind>_<language>.xlsx."""

    def at(kind: str) -> Path:
        return folder / f"{kind}_{language}.xlsx"

    book = full.book
    with book.read() as r:
        first, last = r.today.replace(day=1), r.today
        incident = incidents(r, first, last)[0].subject
    month_workbook(book, NOVEMBER, at("month"))
    month_workbook(book, "2026-10", at("october"))
    week_workbook(book, "2026-W47", at("week"))
    inspection_workbook(book, full.inspection, at("inspection"))
    person_workbook(book, "03", NOVEMBER, at("person"))
    incident_workbook(book, incident, at("incident"))
    complaints_workbook(book, NOVEMBER, at("complaints"))
    complaint_register(book, first, last, at("register"))
    fields_workbook(book, NOVEMBER, at("fields"))
    for form in FILLED:
        fill_form(book, FORMS / f"{form}.xlsx", NOVEMBER, at(form), actor=full.manager)
    _consolidation(book, at("consolidation"))
    with book.read() as r:
        weekly_workbook(book, week_sheets(r, "system", last), at("weekly"))
        rows = [[(f"JC-{n:04d}", None), (f"{n},000", n * 1000), (f"¥{n}.05", None), ("2026-11-23", None)]
                for n in range(1, 9)]  # fmt: skip
        heads = (Seen("No.", code="no"), Seen("Customers", True), Seen("Money", True), Seen("Day"))
        table_workbook(report_of(book, r, "table", actor=full.manager, about="t"), "Table", heads, rows, at("table"))
        write_branch_form(current_sheets(r), at("branch"))
        write_numbers_form(r, NOVEMBER, at("numbers"))
        week = read_week(r, last)
        write_week(week, at("roster"))
        write_template(week, at("roster-empty"))
        write_rota(month_rota(r, last), {one.subject: (one.no, one.name) for one in people(r)}, at("rota"))
        write_trees({name: tree(r, name) for name in ("class", "cause", "root")}, at("classes"))
    write_rulebook(shipped_rules("branch"), at("rules"))


def _consolidation(book: Any, path: Path) -> None:
    """Of branches that report different figures, one without a mean that others are weighed by."""
    sent = [branch(number, figures={"wait.mean_minutes": None} if number == 3 else {}) for number in range(1, 8)]
    month, taken, refused = choose(sent, [Refused("x.xlsx", "not_month", "person")])
    refused.append(Refused("x.xlsx", "not_month", "person"))
    done = Consolidated(month, tuple(taken), tuple(refused), (Ignored("a.txt", "other"),))
    write(done, path, made=maker(book, "system", month), going_on=lambda: None)
