"""The branch's set-up workbook to fill in, empty or as the branch stands: what the branch's own intake reads back.

Headings stand in the third row under a line that says how the sheet is filled in and one example, which no import
takes for data. Every cell to fill in is text, so that Excel leaves 0012 and 08:30 as they were typed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from reports.look import ACCENT, for_print, workbook_at
from supervisor.branch.forms import SHEETS, WEEKDAY_NAMES
from supervisor.language import _

HEAD_ROW = 2  # 0-based
LINES = 500  # rows prepared for filling in
_WIDTHS = {"name": 18, "zh": 18, "en": 22, "skills": 46, "note": 30, "role": 16, "no": 12, "joined": 14, "day": 14}
_CHOICES = {
    "sex": ["女", "男"],
    "authorisation": ["是", "否"],
    "dual_control": ["是", "否"],
    "working": ["是", "否"],
    "weekday": list(WEEKDAY_NAMES.values()),
}


def write_branch_form(sheets: Mapping[str, Sequence[Sequence[str]]], path: Path) -> Path:
    """Write the workbook with these lines (key of `SHEETS` → rows) to `path`, whole or not at all; returns the path."""
    with workbook_at(path, title=_("Set-up of the branch")) as (
        workbook,
        _formats,
    ):
        text = workbook.add_format({"num_format": "@", "border": 1, "border_color": "#D5DCE0"})
        needed = workbook.add_format(
            {
                "bold": True,
                "font_color": "#FFFFFF",
                "bg_color": ACCENT,
                "border": 1,
                "text_wrap": True,
                "valign": "vcenter",
            }
        )
        optional = workbook.add_format(
            {
                "bold": True,
                "font_color": ACCENT,
                "bg_color": "#E3F1F0",
                "border": 1,
                "text_wrap": True,
                "valign": "vcenter",
            }
        )
        small = workbook.add_format({"font_color": "#5F6B73", "font_size": 10})
        for key, (sheet_names, columns, required, example) in SHEETS.items():
            sheet = workbook.add_worksheet(sheet_names[0])
            sheet.set_tab_color(ACCENT)
            for line in (0, 1):  # no boxes behind the sentence and the example
                sheet.set_row(line, None, small)
            sheet.write_string(0, 0, how_to_fill(key), small)
            shown = " · ".join(part for part in example if part)
            sheet.write_string(1, 0, _("Example: {line}").format(line=shown), small)
            rows = sheets.get(key, ())
            for index, (ours, headings) in enumerate(columns.items()):
                sheet.set_column(index, index, _WIDTHS.get(ours, 13), text)
                star = "*" if ours in required else ""
                sheet.write_string(HEAD_ROW, index, headings[0] + star, needed if star else optional)
                if ours in _CHOICES:
                    sheet.data_validation(
                        HEAD_ROW + 1, index, HEAD_ROW + LINES, index, {"validate": "list", "source": _CHOICES[ours]}
                    )
            for number, line in enumerate(rows, HEAD_ROW + 1):
                for index, value in enumerate(line):
                    sheet.write_string(number, index, value, text)
            last = HEAD_ROW + max(LINES, len(rows))
            sheet.ignore_errors({"number_stored_as_text": f"A1:Z{last + 1}"})
            sheet.set_row(HEAD_ROW, 24)
            sheet.freeze_panes(HEAD_ROW + 1, 0)
            for_print(sheet, title=_("Set-up of the branch"), head_row=HEAD_ROW)
        workbook.get_worksheet_by_name(SHEETS["person"][0][0]).activate()  # type: ignore[union-attr]
    return path


def how_to_fill(key: str) -> str:
    """One sentence on how a sheet is filled in."""
    return {
        "profile": _(
            "One line: the branch. A share is written 0.8 or 80%; paydays and pension days are days of the month, "
            "like 10,15."
        ),
        "zone": _("One line a zone. Codes are your own and stay; names may change."),
        "class": _("One line a class of business, that for which customers draw tickets."),
        "skill": _("One line a skill. “是” marks an authorisation that somebody grants."),
        "post": _("One line a post. Without a class it serves no queue; without a skill anybody can hold it."),
        "person": _("One line a person. Several skills are separated by commas. Leaving is recorded in the program."),
        "hours": _("One line a weekday, 节假日 for public holidays; without times it is closed."),
        "calendar": _("Only dates that differ from the weekly hours and the national calendar."),
    }[key]
