"""A check-list as an Excel workbook in XLSForm's shape, that can be edited and read again.

Reading it again gives the very same check-list. Enumerations have lists to choose from, the first row stays in view,
and a page explains every column in both languages. The scoring columns are headed in the language in force.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from supervisor.errors import BadInput, Fault
from supervisor.inspection.template import Choice, Item, Template
from supervisor.inspection.words import OWNER_ROLES
from supervisor.language import Words, _, language

from . import guide
from .cells import is_legal, legal_name
from .choosing import VERDICT_CHOICES
from .columns import BY_SEVERITY, CHOICES, EN, FLAGS, GUIDE_SHEET, SETTINGS, SURVEY, THRESHOLDS, ZH, Column
from .kinds import VERDICT, Type
from .survey import named

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_LABELS = (f"label::{ZH}", f"label::{EN}")
_MONEY = ("fine_cents", "fine_cap_cents")
_USUAL = {field.name: field.default for field in msgspec.structs.fields(Item)}
LAST_ROW = 1000  # lists to choose from reach down to here


def write_workbook(template: Template) -> bytes:
    """The workbook of a check-list. Raises BadInput for ids that XLSForm cannot name."""
    from openpyxl import Workbook

    _refuse_names(template)
    book = Workbook()
    book.remove(book.worksheets[0])
    survey = book.create_sheet("survey")
    choices, settings = book.create_sheet("choices"), book.create_sheet("settings")
    lists = _lists(template)
    _fill(survey, *_survey(template, lists))
    _fill(choices, *_choices(lists))
    _fill(settings, *_settings(template))
    _offer(survey, settings)
    thresholds = book.create_sheet("thresholds")
    _fill(thresholds, *_thresholds(template))
    guide.write(book.create_sheet(GUIDE_SHEET))
    for sheet in book.worksheets:
        _dress(sheet)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _refuse_names(template: Template) -> None:
    ids = [one.id for one in (*template.sections, *template.items())]
    cure = _("Rename it in the .json file: letters, digits, _ - or full stops.")
    faults = [Fault(_("“{name}” is no name that forms allow.").format(name=one), cure)
              for one in ids if not is_legal(legal_name(one))]  # fmt: skip
    faults += [Fault(_("A section and an item are both called {name}.").format(name=one), cure)
               for one, times in Counter(ids).items() if times > 1]  # fmt: skip
    if faults:
        raise BadInput(_("The check-list cannot be written as a workbook."), tuple(faults))


Lists = dict[tuple[Choice, ...], str]


def _lists(template: Template) -> Lists:
    """A name for each list of choices, alike lists sharing one."""
    found: Lists = {}
    for item in template.items():
        if item.choices and item.choices not in found:
            found[item.choices] = f"list_{legal_name(item.id).lstrip('_')}"
    return found


def _heading(column: Column) -> str:
    return column.heading.zh if language() == "zh" else column.heading.en


def _survey(template: Template, lists: Lists) -> tuple[list[str], list[list[Any]]]:
    scoring = [column for column in SURVEY if column.field not in ("type", "name")]
    words = [f"hint::{ZH}", f"hint::{EN}", f"constraint_message::{ZH}", f"constraint_message::{EN}"]
    headings = ["type", "name", *_LABELS, *(_heading(column) for column in scoring), *words]
    rows: list[list[Any]] = []
    for section in template.sections:
        cells = [named(section.relevant) if column.field == "relevant" else None for column in scoring]
        rows.append(["begin_group", legal_name(section.id), section.name.zh, section.name.en, *cells])
        for item in section.items:
            said = (item.hint, item.constraint_words)
            rows.append([
                Type("item", item.kind, lists.get(item.choices, VERDICT)).xlsform, legal_name(item.id),
                item.words.zh, item.words.en, *(_cell(column, item) for column in scoring),
                *(text for one in said for text in (one.zh, one.en)),
            ])  # fmt: skip
        rows.append(["end_group"])
    return headings, rows


def _cell(column: Column, item: Item) -> Any:
    """What a scoring column shows for an item: empty where it says nothing."""
    field, check = column.field, item.kind == "check"
    if field == "required":
        return "yes" if item.if_missing == "stop" and item.kind != "note" else None
    value = getattr(item, field)
    if field in ("relevant", "constraint"):
        return named(value)
    if field in ("points_c", "per_case_c"):
        return _plain(value) if check or value else None
    if field in ("limit", "step"):
        return value if item.counts == "rate" or value else None
    if field in ("counts", "severity", "evidence", "if_missing"):
        assert column.words is not None
        return _word(column.words[value]) if check or value != _USUAL[field] else None
    if field == "mend_days":
        if value is None:
            return _word(BY_SEVERITY["by_severity"])
        return value if check or value != _USUAL[field] else None
    if field == "gate":
        assert column.words is not None
        return _word(column.words[value]) if value != "none" else None
    if field == "owner_role":
        return _word(OWNER_ROLES[value]) if value in OWNER_ROLES else value
    if column.form == "flag":
        return _word(FLAGS["yes"]) if value else None
    if field == "continue_at":
        return legal_name(value) if value else None
    if field in ("floor_c", *_MONEY):
        return _plain(value) if value else None
    return value


def _plain(hundredths: int) -> int | float:
    return hundredths // 100 if hundredths % 100 == 0 else hundredths / 100


def _word(words: Words) -> str:
    return words.zh if language() == "zh" else words.en


def _choices(lists: Lists) -> tuple[list[str], list[list[Any]]]:
    every = [(VERDICT, VERDICT_CHOICES), *((name, choices) for choices, name in lists.items())]
    rows = [[name, choice.name, choice.words.zh, choice.words.en] for name, choices in every for choice in choices]
    return [*(column.field for column in CHOICES), *_LABELS], rows


def _settings(template: Template) -> tuple[list[str], list[list[Any]]]:
    values: dict[str, Any] = {
        "form_title": template.name.zh or template.name.en, "form_id": template.code, "version": template.version,
        "default_language": ZH, "name_en": template.name.en, "note_zh": template.note.zh,
        "note_en": template.note.en, "base_c": _plain(template.base_c), "floor_c": _plain(template.floor_c),
        "cap_c": _plain(template.cap_c), "repeat_days": template.repeat_days,
    }  # fmt: skip
    columns = [column for column in SETTINGS if column.field in values or not template.name.zh]
    return [_heading(column) for column in columns], [[values.get(column.field) for column in columns]]


def _thresholds(template: Template) -> tuple[list[str], list[list[Any]]]:
    headings = [*(_heading(column) for column in THRESHOLDS), f"consequence::{ZH}", f"consequence::{EN}"]
    rows = [
        [legal_name(one.item) if one.item else None, one.more_than, one.consequence.zh, one.consequence.en]
        for one in template.thresholds
    ]
    return headings, rows


def _fill(sheet: Any, headings: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    sheet.append(list(headings))
    for number, row in enumerate(rows, 2):
        for place, value in enumerate(row, 1):
            if value in (None, ""):
                continue
            text = isinstance(value, str)
            cell = sheet.cell(number, place, _UNPRINTABLE.sub("", value) if text else value)
            if text:
                cell.data_type = "s"  # a text beginning with = stays a text
                cell.number_format = "@"


def _offer(survey: Any, settings: Any) -> None:
    """Lists to choose from in the columns that take only certain words."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    places = {cell.value: get_column_letter(cell.column) for cell in survey[1]}
    kinds = ["select_one verdict", "integer", "decimal", "text", "date", "note", "begin_group", "end_group"]
    offers: list[tuple[str, list[str], bool]] = [("type", kinds, False)]
    for column in SURVEY:
        if column.form == "word" and column.words is not None:
            offers.append((_heading(column), [_word(one) for one in column.words.values()], True))
        elif column.form == "role":
            offers.append((_heading(column), [_word(one) for one in OWNER_ROLES.values()], False))
        elif column.form == "flag":
            told = ["yes", "no"] if column.field == "required" else [_word(one) for one in FLAGS.values()]
            offers.append((_heading(column), told, True))
    for heading, words, strict in offers:
        offer = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
        offer.showErrorMessage = strict
        offer.add(f"{places[heading]}2:{places[heading]}{LAST_ROW}")
        survey.add_data_validation(offer)
    tongues = DataValidation(type="list", formula1=f'"{ZH},{EN}"', allow_blank=True)
    tongues.add("D2")
    settings.add_data_validation(tongues)


def _dress(sheet: Any) -> None:
    """Heading in bold and always in view, columns wide enough, long texts wrapped."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    bold, shade = Font(bold=True), PatternFill("solid", fgColor="DCE6F1")
    group = PatternFill("solid", fgColor="F2F2F2")
    top = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = {"survey": "C2", GUIDE_SHEET: "A3"}.get(sheet.title, "A2")
    widths = {column.heading.zh: column.width for column in (*SURVEY, *SETTINGS, *CHOICES)}
    widths |= {column.heading.en: column.width for column in (*SURVEY, *SETTINGS, *CHOICES)}
    if sheet.title != GUIDE_SHEET:
        for cell in sheet[1]:
            wide = 36 if "::" in str(cell.value) else widths.get(str(cell.value), 12)
            sheet.column_dimensions[get_column_letter(cell.column)].width = wide
            cell.font, cell.fill = bold, shade
            cell.alignment = top
    if sheet.title == "survey":
        for row in sheet.iter_rows(min_row=2):
            opens = row[0].value in ("begin_group", "end_group")
            for cell in row:
                if cell.value is not None:
                    cell.alignment = top
                if opens:
                    cell.fill = group
