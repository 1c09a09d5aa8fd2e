"""How our workbooks look: one palette, one set of cell formats, every workbook opened the same way.

The colours are the light column of the product's palette, so that a sheet and the screen it came from agree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reports.celltext import footer_text, property_text
from reports.sealed import encrypt, password_meant
from reports.writing import refuse_held, whole, working_folder
from supervisor.language import _

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from reports.proof import About
    from reports.recording import Recorder

BACKGROUND, SURFACE, BORDER = "#F4F6F7", "#FFFFFF", "#DCE3E6"
TEXT, MUTED = "#17232A", "#5D6D76"
ACCENT, ACCENT_SOFT = "#0B6E75", "#E2F0F0"
GOOD, GOOD_SOFT = "#1E7B4A", "#E3F2E9"
WARNING, WARNING_SOFT = "#9A5700", "#FBEFDD"
BAD, BAD_SOFT = "#B3261E", "#FBE6E4"
INFO, INFO_SOFT = "#2B5FA8", "#E4ECF8"
OPEN = "#FFFBE6"  # cells to type in

FONT = "Microsoft YaHei"  # on every Windows desktop; others put their own Chinese face in its place


def _figure(above: str, below: str = "", zero: str = "") -> str:
    """A format of figures with a space before the right edge, in every section and for the dash in their place.

    The space stands in the format, not in an indent: some programs leave an indent out in some columns, and then
    figures under one another do not stand under one another.
    """
    return ";".join(f"{part}_ " for part in (above, below or f"-{above}", zero or above, "@"))


NUMBER_FORMATS = {
    "count": _figure("#,##0"),
    "plain": _figure("0"),
    "number": _figure("#,##0.00"),
    "points": _figure("0.00"),
    "signed": _figure("+0.00", "-0.00", "0.00"),
    "money": _figure("¥#,##0.00", zero='"–"'),
    "share": _figure("0.0%"),
    "minutes": _figure("#,##0.0"),
    "mean": _figure("0.00"),
    "day": "yyyy-mm-dd",
    "time": "hh:mm",
    "instant": "yyyy-mm-dd hh:mm",
    "text": "@",
    "verdict": "@_ ",
    "fact": "@",
    "wrap": "@",
}

_CELL = {"font_name": FONT, "font_size": 10, "font_color": TEXT, "valign": "vcenter"}
_BOXED = {**_CELL, "border": 1, "border_color": BORDER}
_NAMED: dict[str, dict[str, Any]] = {
    "title": {**_CELL, "font_size": 16, "bold": True},
    "note": {**_CELL, "font_size": 9, "font_color": MUTED},
    "head": {
        **_BOXED,
        "bold": True,
        "font_size": 9,
        "font_color": SURFACE,
        "bg_color": ACCENT,
        "text_wrap": True,
        "align": "center",
    },
    "label": {**_BOXED, "font_color": MUTED, "bg_color": BACKGROUND, "indent": 1},
    "warning": {**_CELL, "font_color": WARNING, "bg_color": WARNING_SOFT, "bold": True, "text_wrap": True},
    "section": {**_CELL, "font_size": 12, "bold": True, "font_color": ACCENT},
    "link": {**_BOXED, "font_color": ACCENT, "underline": 1, "indent": 1},
    "good": {"font_color": GOOD, "bg_color": GOOD_SOFT},
    "bad": {"font_color": BAD, "bg_color": BAD_SOFT},
}


class Formats:
    """The cell formats of one workbook, made once each. `formats("points")`, `formats("points", "total")`."""

    def __init__(self, workbook: Workbook) -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, str], Format] = {}

    def __call__(self, name: str, manner: str = "") -> Format:
        """The format of a kind of cell ("points", "day", …) or of a named part ("head"); manner "total", "left"
        (a figure among texts), "wrap" (a long label), or "open" for a cell that people type in."""
        if (name, manner) not in self._made:
            self._made[name, manner] = self._workbook.add_format(self._properties(name, manner))
        return self._made[name, manner]

    @staticmethod
    def _properties(name: str, manner: str) -> dict[str, Any]:
        if name in _NAMED:
            return _NAMED[name] | ({"text_wrap": True} if manner == "wrap" else {})
        made = {**_BOXED, "num_format": NUMBER_FORMATS[name]}
        if name == "wrap":
            made |= {"text_wrap": True, "indent": 1}
        elif name == "text":
            made["indent"] = 1
        elif name == "fact":
            made |= {"text_wrap": True, "indent": 1}
        elif name == "verdict":
            made |= {"bold": True, "align": "right", "font_color": GOOD}
        elif name in ("day", "time", "instant"):
            made["align"] = "center"
        else:
            made["align"] = "right"  # also for a dash in a column of figures
        if manner == "open":
            made |= {"locked": False, "bg_color": OPEN}
        elif manner == "left":
            made |= {"align": "left", "indent": 1}
        elif manner == "total":
            made |= {"bold": True, "bg_color": ACCENT_SOFT, "top": 2, "top_color": ACCENT}
        return made


@contextmanager
def workbook_at(
    path: Path,
    *,
    title: str,
    before: Callable[[], object] | None = None,
    proof: About | None = None,
    written: Recorder | None = None,
) -> Iterator[tuple[Workbook, Formats]]:
    """A new workbook at `path`, whole or not at all, in which text stays text whatever it begins with.

    `before` is called once it is written whole under another name and its place can be taken, just before it takes it:
    what it leaves on record is not said of a file that never was. `written` then puts the workbook itself on record.
    With `proof` all that is written is remembered, the workbook proves itself by its last sheet and a seal, and only
    the cells made to type in can be typed into.
    With the password of `reports.sealed.opened_by` it opens with that only; unencrypted it was nowhere but in a folder
    of this user's.
    """
    from xlsxwriter.exceptions import FileCreateError

    from reports.faithful import FaithfulWorkbook
    from reports.proof import WorkbookRecord, seal, write_manifest
    from reports.sheets.draft import Draft
    from reports.sheets.typed import lock

    password = password_meant()
    with whole(path) as temporary, working_folder() as room:
        plain = temporary if password is None else room / "plain.xlsx"
        draft: Any = Draft(plain)
        workbook = FaithfulWorkbook(
            draft,
            {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "remove_timezone": True,
                "tmpdir": str(room),
            },
        )
        try:
            workbook.set_properties({"title": property_text(title), "author": _("Branch supervisor console")})
            workbook.set_calc_mode("auto")
            formats = Formats(workbook)
            workbook.record = record = None if proof is None else WorkbookRecord()
            yield workbook, formats
            if proof is not None and record is not None:
                workbook.record = None  # what proves is not proved
                manifest = write_manifest(workbook, record, proof, formats("note"))
                manifest.set_tab_color(MUTED)
                for_print(manifest, title=title, head_row=1)
                lock(workbook)
            workbook.close()
            draft.close()
        except FileCreateError as wrong:
            raise OSError(*getattr(wrong.args[0], "args", wrong.args)) from wrong
        finally:
            workbook.let_go()
            draft.close()
        if proof is not None:
            seal(plain, proof)
        if password is not None:
            encrypt(plain, temporary, password)
        if before is not None or written is not None:
            refuse_held(path)  # another program may have opened it meanwhile
        if before is not None:
            before()
        if written is not None:
            written(temporary, path, password is not None)


def for_print(
    sheet: Worksheet, *, title: str, head_row: int | None, portrait: bool = False, pages: int = 0, across: int = 1
) -> None:
    """A4, one page wide (or `across`) and `pages` high (0: as many as it takes), page numbers, the head row on every
    page, the first column too where there are more across.

    `head_row` is 0-based. The space after the size in the footer keeps a title that begins with digits from being
    read as a part of it.
    """
    sheet.set_paper(9)
    (sheet.set_portrait if portrait else sheet.set_landscape)()
    sheet.fit_to_pages(across, pages)
    if across > 1:
        sheet.repeat_columns(0, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.set_footer(f"&L&8 {footer_text(title)}&C&8&A&R&8&P / &N")
    if head_row is not None:
        sheet.repeat_rows(head_row)
    sheet.hide_gridlines(2)
