"""What others send, with texts that try to be more: branches for a consolidation, and forms of head office filled from
the branch of `hostile_branch`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openpyxl import Workbook

from reports.consolidation.choosing import choose
from reports.consolidation.maker import maker
from reports.consolidation.records import Consolidated, Ignored, Refused, Said, Tally
from reports.consolidation.writing import write
from reports.filling import fill_form

from .consolidation.made import branch
from .shipped import FILLED, FORMS, NOVEMBER


def consolidate(path: Path, texts: tuple[str, ...]) -> None:
    """Branches and refused files that are called by these texts in every field that a workbook gives."""
    sent = []
    for number in range(-(-len(texts) // 4)):
        name, file, item, kind = (texts[(number * 4 + at) % len(texts)] for at in range(4))
        tallies = (Tally("item", f"{number}/{item[:99]}", item, item, 2), Tally("class", kind[:99], kind, kind, 1))
        sent.append(
            branch(number, branch=name, branch_no=f"{number:04d}", file=file, device=item[:99], signer=kind[:99],
                   figures={"new.figure": 5.0}, tallies=tallies)
        )  # fmt: skip
    for one in sent:
        one.said["new.figure"] = Said("个数", "=NEW()")
    month, taken, _none = choose(sent, [])
    refused = tuple(Refused(text, "changed", text[:99], text[:9], text[:99], text[:99]) for text in texts[::4])
    done = Consolidated(month, tuple(taken), refused, tuple(Ignored(text, "other") for text in texts[1::4]))
    write(done, path, made=maker(None, "system", month), going_on=lambda: None)


def fill(month: Any, folder: Path) -> dict[str, Path]:
    """The three forms of the tests and one that takes every text: alone in its cell, and within a sentence."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["B1"] = "{{支行名称}}", '="截至"&A1&"{{支行名称}}"'
    sheet["A3"], sheet["B3"], sheet["C3"] = "{{缺勤.备注}}", "{{缺勤.姓名}}", "备注：{{缺勤.备注}}。"
    sheet["A5"], sheet["B5"], sheet["C5"] = "{{人员.工号}}", "{{人员.姓名}}", "{{人员.职务}}"
    book.save(folder / "empty.xlsx")
    forms = {"form": folder / "empty.xlsx", **{name: FORMS / f"{name}.xlsx" for name in FILLED}}
    made = {}
    for name, form in forms.items():
        made[name] = folder / f"filled {name}.xlsx"
        fill_form(month.book, form, NOVEMBER, made[name], actor=month.manager)
    return made
