"""A check-list workbook read whole: the check-list where it has no mistake, every mistake with its place where it has.

First the sheets are read line by line, then the check-list as such is checked (points, gates, conditions), and what is
still without fault is given to pyxform, so that what we take in opens in any XLSForm tool.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from supervisor.errors import Fault
from supervisor.inspection.checking import Mistake, found_in, idle_in
from supervisor.inspection.conditions import Asked, Wrong, asked_of, hanging, in_condition, in_constraint, in_depth
from supervisor.inspection.template import Template
from supervisor.language import _

from .choosing import read_choices, unused
from .columns import GUIDE_SHEET, column_of
from .finding import Notes
from .intake import Table, Workbook, open_workbook
from .second_opinion import convert
from .settling import read_settings, read_thresholds
from .survey import Reader, Survey

_FIELDS: Mapping[str, str] = MappingProxyType({"id": "name", "words": "label::zh", "choices": "type"})
_HARMLESS = ("relevant", "constraint", "name", "label::zh", "label::en", "clause")
_HEAD: Mapping[str, str] = MappingProxyType({"code": "form_id", "name": "form_title"})


class Reading(msgspec.Struct, frozen=True):
    """What became of a file: the check-list (None where there are faults), faults, and what was left aside."""

    template: Template | None
    faults: tuple[Fault, ...]
    remarks: tuple[Fault, ...]


def read_workbook(content: bytes, file: str = "", jobs: Mapping[str, str] | None = None) -> Reading:
    """The check-list in an .xlsx file.

    `jobs` are jobs that the branch itself knows, by their plain word. Raises BadInput only where the file is no
    workbook at all.
    """
    book = open_workbook(content, file)
    notes = Notes(file)
    table = book.tables.get("survey")
    _sheets(book, notes)
    if table is None:
        return Reading(None, tuple(notes.faults), tuple(notes.remarks))
    label = "label::zh" if "label::en" not in table.letters else "label::en"
    needed = ("type", "name", label)
    notes.look_over(table, needed)
    if any(field not in table.letters for field in needed):
        return Reading(None, tuple(notes.faults), tuple(notes.remarks))
    _languages(table, notes)
    choices = book.tables.get("choices")
    if choices is not None:
        notes.look_over(choices, ("list_name", "name"))
        _languages(choices, notes)
    lists = read_choices(choices, notes)
    settings = read_settings(book, notes)
    thresholds, threshold_rows = read_thresholds(book, notes)
    survey = Reader(table, lists, jobs or {}, notes).read()
    unused(choices, survey.lists, notes)
    _conditions(table, survey, notes)
    sections = survey.built()
    total_c = sum(item.points_c for section in sections for item in section.items)
    template = Template(
        code=settings.code, version=settings.version, name=settings.name, note=settings.note, sections=sections,
        base_c=total_c if settings.base_c is None else settings.base_c, floor_c=settings.floor_c,
        cap_c=settings.cap_c, repeat_days=settings.repeat_days, thresholds=tuple(thresholds),
    )  # fmt: skip
    _whole(template, book, survey, settings.row, threshold_rows, notes)
    if not notes.faults:
        _idle(template, table, survey, notes)
        convert(book, survey, settings, notes)
    hidden = {(one.name, row, letter) for one in book.tables.values() for m in one.merged for row, letter in m.covered}
    told = [
        one for one in notes.faults if (one.sheet, one.row, one.column) not in hidden
    ]  # what a merge hides is no news
    faults = tuple(sorted(told, key=_place))
    return Reading(None if faults else template, faults, tuple(notes.remarks))


def _place(fault: Fault) -> tuple[int, int, int, str]:
    order = ("survey", "choices", "settings")
    return (
        order.index(fault.sheet) if fault.sheet in order else len(order), fault.row, len(fault.column), fault.column
    )  # fmt: skip


def _sheets(book: Workbook, notes: Notes) -> None:
    if "survey" not in book.tables:
        near = difflib.get_close_matches("survey", [name.casefold() for name in book.others], n=1, cutoff=0.6)
        named = next((name for name in book.others if near and name.casefold() == near[0]), "")
        cure = (
            _("Rename the sheet “{sheet}” to survey.").format(sheet=named)
            if named
            else _("Export a check-list to see how the workbook is laid out.")
        )
        notes.fault(_("The sheet survey is missing."), cure, "survey")
    for name in book.others:
        if name != GUIDE_SHEET:
            notes.remark(_("The sheet “{sheet}” is not read.").format(sheet=name), "", name)


def _languages(table: Table, notes: Notes) -> None:
    """A language that some columns speak and the labels do not; a line with words in one language only."""
    spoken = {field.partition("::")[2] for field in table.letters if field.startswith("label::")}
    for field, letter in table.letters.items():
        stem, mark, tongue = field.partition("::")
        if not mark or stem == "consequence":
            continue
        if tongue not in ("zh", "en"):
            notes.remark(_("The language of the column “{heading}” is not used: check-lists speak Chinese and English.")
                         .format(heading=table.headings[letter]), "", table.name, 1, letter)  # fmt: skip
        elif stem != "label" and tongue not in spoken:
            notes.fault(
                _("The column “{heading}” speaks a language that has no label.").format(heading=table.headings[letter]),
                _("Add the column label::{language}.").format(
                    language=table.headings[letter].partition("::")[2] or "中文 (zh)"),
                table.name, 1, letter,
            )  # fmt: skip
    if {"zh", "en"} <= spoken:
        for row in table.rows:
            for tongue, other in (("zh", "en"), ("en", "zh")):
                if row.text(f"label::{other}") and not row.text(f"label::{tongue}"):
                    notes.remark(_("The words stand there in one language only."), _("Write them in both."),
                                 table.name, row.number, table.letters[f"label::{tongue}"])  # fmt: skip


def _conditions(table: Table, survey: Survey, notes: Notes) -> None:
    """Every expression, with what it names in view."""
    asked = {line.item.id: asked_of(line.item, place) for place, line in reversed(list(enumerate(survey.lines)))}
    for name in survey.lost:  # named rightly, but nothing is known of it
        asked.setdefault(name, Asked(name, "unknown", (), -1))
    hangs = hanging({line.item.id: tuple(one for one in (*line.around, line.relevant) if one) for line in survey.lines})

    def told(wrong: list[Wrong], row: int, field: str) -> None:
        for one in wrong:
            notes.at(table, row, field, one.problem, one.cure)

    for group in survey.groups:
        if group.row is not None and _readable(notes, table, group.row.number, "relevant"):
            told(in_condition(group.relevant, asked, group.place, hangs), group.row.number, "relevant")
    for place, line in enumerate(survey.lines):
        number, item = line.row.number, line.item
        if _readable(notes, table, number, "relevant"):
            told(in_condition(line.relevant, asked, place, hangs, item.id), number, "relevant")
        if item.relevant != line.relevant and _readable(notes, table, number, "relevant"):
            told(in_depth(item.relevant), number, "relevant")  # as it will be asked, under the groups' conditions too
        if _readable(notes, table, number, "constraint"):
            told(in_constraint(item.constraint, asked, asked_of(item, place)), number, "constraint")


def _readable(notes: Notes, table: Table, row: int, field: str) -> bool:
    return not notes.faulty(table, row, table.letters.get(field, ""))


def _whole(
    template: Template, book: Workbook, survey: Survey, settings_row: int, threshold_rows: list[int], notes: Notes
) -> None:
    """What is wrong with the check-list as such, placed where it stands in the workbook."""
    table = book.tables["survey"]
    spoilt = {(fault.row, fault.column) for fault in notes.faults if fault.sheet == table.name}
    harmless = {table.letters.get(field, "") for field in _HARMLESS}
    rows_spoilt = {row for row, column in spoilt if column not in harmless}  # a value was not read: no conclusions
    head = book.tables.get("settings")
    for one in found_in(template, conditions=False):
        if one.item >= 0:
            number = survey.sections[one.section].lines[one.item].row.number
            letter = table.letters.get(_FIELDS.get(one.field, one.field), "")
            if one.field == "points_c" and not letter:
                notes.missing(table, column_of("survey", "points_c").heading)
                continue
            if (number, letter) in spoilt or number in rows_spoilt or _told(one):
                continue
            notes.fault(one.problem, one.cure, table.name, number, letter)
        elif one.section >= 0 or one.field == "consequence":
            continue  # told where its line was read
        elif one.threshold >= 0:
            monthly = book.tables["thresholds"]
            field = "item" if template.thresholds[one.threshold].more_than >= 1 else "more_than"
            notes.at(monthly, threshold_rows[one.threshold], field, one.problem, one.cure)
        elif one.field == "sections":
            if not rows_spoilt:
                notes.at(table, 2, "type", one.problem, one.cure)
        elif head is not None and not (one.field == "base_c" and rows_spoilt):
            field = _HEAD.get(one.field, one.field)
            if not any(f.sheet == head.name and f.column == head.letters.get(field, "") for f in notes.faults):
                number = settings_row if field in head.letters else 1
                notes.at(head, number, field, one.problem, one.cure)


def _idle(template: Template, table: Table, survey: Survey, notes: Notes) -> None:
    for one in idle_in(template):
        number = survey.sections[one.section].lines[one.item].row.number
        notes.remark(one.problem, one.cure, table.name, number, table.letters.get(one.field, ""))


def _told(one: Mistake) -> bool:
    """Whether the survey sheet's own reading has said it already, better placed."""
    return one.field in ("id", "choices")
