"""A branch whose people, places, check-list, classes and remarks are texts that try to be more, and every kind of
workbook the house writes about it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

from reports import (
    complaints_workbook,
    incident_workbook,
    inspection_workbook,
    month_workbook,
    person_workbook,
    weekly_workbook,
    write_numbers_form,
    write_rulebook,
)
from reports.branch_form import write_branch_form
from reports.complaint_classes import write_trees
from reports.complaint_register import complaint_register
from reports.fields.listing import fields_workbook
from reports.opening import report_of
from reports.roster_form import write_template, write_week
from reports.rota_form import write_rota
from reports.table_export import Seen, table_workbook
from supervisor.appraisal.library import shipped
from supervisor.appraisal.weekly.reading import week_sheets
from supervisor.branch.ledger import people
from supervisor.branch.records import Opening
from supervisor.branch.service import change_profile, set_hours, set_post, set_zone
from supervisor.branch.sheets import current_sheets
from supervisor.branch.staff import add_person
from supervisor.complaints.ledger import tree
from supervisor.complaints.service import register
from supervisor.complaints.settings.service import define_class
from supervisor.incidents.service import declare, end, note
from supervisor.inspection.library import activate_template
from supervisor.inspection.service import answer, begin, finish
from supervisor.inspection.template import Item, Section, Template
from supervisor.language import Words
from supervisor.roster.rota.reading import month_rota
from supervisor.roster.service import record_absence
from supervisor.roster.week import read_week
from tests.complaints.hostile import FIXED

from .hostile_files import consolidate, fill

LONGEST = "长" * 32_767
ID = "6222021234567890123"
NAMES = ("=1+1", "+1+1", "-2+3", "@SUM(1)", "{=A1}", "http://x.invalid", "mailto:a@b.invalid", "internal:Sheet1!A1",
         "_x000D_", "A&B 公司 &&C", "\u202eexe.txt", "👨‍👩‍👧", "<r><t>x</t></r>", ID, "History", "'引号'")  # fmt: skip
SAVED_WRONG = "_x0041_x0042_x0043_"  # by LibreOffice, whoever wrote it; that we write it right: `test_celltext`
TEXTS = (*(one for one in FIXED if one.strip() and one != SAVED_WRONG), LONGEST)


def spoil(month: Any) -> None:
    """Put hostile texts wherever this branch takes a text."""
    book, who = month.book, "system"
    at = datetime(2026, 11, 20, 10, tzinfo=book.zone)
    book.set_now(lambda: at)
    change_profile(book, who, name='=支行&P&"x')
    set_hours(book, who, range(1, 8), Opening(540, 1020))
    set_zone(book, who, "Z9", Words("=ZONE()", "=ZONE()"))
    post = set_post(book, who, code="P9", name=Words("@柜台", "@post"), stations=1)
    subjects = []
    for number, name in enumerate(NAMES):
        role = "客户经理" if number % 4 == 0 else "=岗位"
        subjects.append(
            add_person(book, who, no=f"{number:04d}0000000000001", name=name, role=role, joined=date(2026, 1, 1))
        )
    with book.batch():
        for number, text in enumerate(TEXTS):
            month.record("teller", "attendance.late", day=1 + number % 20, note=text)
    define_class(book, who, tree_name="class", code="E9", name=Words("=CLASS()", "=CLASS()"), weight_points_c=0)
    item = Item(id="E1", clause="=C1", words=Words("=ITEM()", "=ITEM()"), points_c=200, per_case_c=100)
    section = Section(id="s", name=Words('=SEC"&SECTION()&"', "=SECTION()"), items=(item,))
    evil = Template(
        code="evil", version="=1", name=Words("=TEMPLATE()", "=TEMPLATE()"), base_c=200, sections=(section,)
    )
    activate_template(book, who, evil)
    inspection = begin(book, month.deputy, "evil", place="=PLACE()")
    answer(book, month.deputy, inspection, "E1", "fail", persons=subjects[:3], note="=NOTE()", places=("@SUM(A1)",))
    finish(book, month.deputy, inspection)
    incident = declare(book, month.manager, kind="surge", note="=INCIDENT()")
    for text in TEXTS[:30]:
        note(book, month.manager, incident, text[:400])
    end(book, month.manager, incident, outcome="+OUTCOME()")
    with book.read() as r:
        cause = tree(r, "cause")[0].code
    for text in TEXTS[::3]:
        register(book, month.guide, channel="spoken", text=text, class_code="E9", cause_code=cause, received=at)
    with book.batch():
        for number, text in enumerate(TEXTS):  # one away at a time, as long as there are days
            day, person = divmod(number, len(subjects))
            record_absence(book, who, date(2026, 11, 1 + day), subjects[person], "leave", note=text)
    month.spoiled = (inspection, incident, post)


def every_workbook(month: Any, folder: Path) -> dict[str, Path]:
    """Each kind of workbook, written once."""
    book = month.book
    inspection, incident, _post = month.spoiled
    made = {name: folder / f"{name}.xlsx" for name in (
        "month", "person", "inspection", "incident", "complaints", "register", "weekly", "table", "branch", "numbers",
        "roster", "roster_form", "rota", "rules", "classes", "fields", "consolidation")}  # fmt: skip
    month_workbook(book, "2026-11", made["month"])
    with book.read() as r:
        teller = next(one.no for one in people(r) if one.subject == month.teller)
    person_workbook(book, teller, "2026-11", made["person"])
    inspection_workbook(book, inspection, made["inspection"])
    incident_workbook(book, incident, made["incident"])
    complaints_workbook(book, "2026-11", made["complaints"])
    complaint_register(
        book, date(2026, 11, 1), date(2026, 11, 30), made["register"], actor=month.manager, reason="核对"
    )
    day = date(2026, 11, 20)
    with book.read() as r:
        weekly_workbook(book, week_sheets(r, "system", day), made["weekly"])
        rows = ([(text, text), (text, None), (ID, 1)] for text in TEXTS)
        heads = (Seen("=HEAD()", code="=A1"), Seen("a" * 300, True), Seen("编号"))
        report = report_of(book, r, "table", actor=month.manager, about="=t")
        table_workbook(report, "=TABLE()/*'", heads, rows, made["table"])
        write_branch_form(current_sheets(r), made["branch"])
        write_numbers_form(r, "2026-11", made["numbers"])
        week = read_week(r, day)
        write_week(week, made["roster"])
        write_template(week, made["roster_form"])
        names = {one.subject: (one.no, one.name) for one in people(r)}
        write_rota(month_rota(r, day), names, made["rota"])
        write_trees({name: tree(r, name) for name in ("class", "cause", "root")}, made["classes"])
    write_rulebook(shipped("branch"), made["rules"])
    fields_workbook(book, "2026-11", made["fields"])
    consolidate(made["consolidation"], TEXTS)
    return made | fill(month, folder)
