"""Small workbooks as branches send them, made by the program's own writer and signed by laptops of the tests."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from reports.fields import SPECS
from reports.look import workbook_at
from reports.proof import About
from reports.table import Formula, Head, write_table
from supervisor.language import language, use_language

MONTH = "2026-11"
MADE_AT = datetime.fromisoformat("2026-12-01T09:00:00+08:00")

FIGURES = {
    "report.state_code": "signed", "branch.people": 12, "traffic.customers": 1000, "traffic.served": 900,
    "wait.measured": 900, "wait.mean_minutes": 6.5, "wait.longest_minutes": 41.0, "wait.within_target_share": 0.8,
    "complaints.count": 3, "complaints.per_1000": 3.0, "inspections.scored": 4, "inspections.average_share": 0.91,
    "findings.count": 7, "actions.raised": 4, "actions.closed_share": 0.75, "appraisal.people": 11,
    "appraisal.mean": 9125, "appraisal.median": 9100, "appraisal.fines": 12055, "traffic.left_share": None,
}  # fmt: skip
TALLIES = (
    ("item", "appearance/A1", "着装整洁", "Neat dress", 5, 1000), ("item", "branch_fines/F2", "=F2", "+F2", 2, 500),
    ("class", "counter", "柜面服务", "Counter", 2, None), ("class", "atm", "自助设备", "Machines", 1, None),
    ("cause", "wait", "等候时间长", "Long wait", 3, None), ("grade", "A", "A", "A", 4, None),
)  # fmt: skip


@cache
def laptop(name: str) -> Ed25519PrivateKey:
    """The key of a laptop of that name."""
    return Ed25519PrivateKey.from_private_bytes(name.encode().ljust(32, b".")[:32])


def key_of(name: str) -> bytes:
    """Its public key."""
    return laptop(name).public_key().public_bytes_raw()


def branch_workbook(
    path: Path, number: int, *, figures: dict | None = None, without: tuple[str, ...] = (), kind: str = "month",
    month: str = MONTH, branch: str = "", branch_no: str = "", book: str = "", device: str = "", made_at=MADE_AT,
    spoken: str = "zh", answers: int = 30, tallies: tuple | None = TALLIES,
) -> Path:  # fmt: skip
    """A month of branch `number` at `path`: its figures (codes left out by `without`), what it tallies, and answers."""
    device = device or f"laptop{number}"
    about = About(
        kind=kind, month=month, about="", branch=branch or f"第{number}支行", branch_no=branch_no, made_at=made_at,
        book=book or f"book{number}", device=device, public_key=key_of(device), heads=(), sign=laptop(device).sign,
    )  # fmt: skip
    shown = {code: value for code, value in (FIGURES | (figures or {})).items() if code not in without}
    before = language()
    use_language(spoken)
    try:
        with workbook_at(path, title="x", proof=about) as (workbook, formats):
            _answers(workbook, formats, "检查明细" if spoken == "zh" else "Answers", answers)
            _figures(workbook, formats, "数据" if spoken == "zh" else "Data", shown)
            if tallies is not None:
                heads = [Head("kind", 9, code="kind"), Head("code", 9, code="code"), Head("zh", 9, code="zh"),
                         Head("en", 9, code="en"), Head("times", 9, "count", code="times"),
                         Head("points", 9, "points", code="points")]  # fmt: skip
                write_table(workbook, formats, "分类" if spoken == "zh" else "Tallies", heads, tallies, code="tallies")
    finally:
        use_language(before)
    return path


def _figures(workbook, formats, name: str, figures: dict) -> None:
    from reports.fields import KINDS

    specs = {one.code: one for one in SPECS}
    heads = [Head("code", 20, code="code"), Head("name", 20, code="name"), Head("value", 12, "number", code="value"),
             Head("unit", 9, code="unit")]  # fmt: skip
    rows = []
    for code, value in figures.items():
        kind = specs[code].kind if code in specs else "count"
        scale = 100 if kind in ("points", "money") else 1
        shown = value / scale if isinstance(value, int | float) else value
        rows.append([code, str(specs[code].name) if code in specs else f"{code} ?", shown, str(KINDS[kind])])
    write_table(workbook, formats, name, heads, rows, code="figures")


def _answers(workbook, formats, name: str, many: int) -> None:
    heads = [Head("no", 9, code="no"), Head("item", 9, code="item"), Head("note", 20, code="note"),
             Head("points", 9, "points", True, code="points"), Head("twice", 9, "number", code="twice")]  # fmt: skip
    rows = [[f"{n:05d}", f"A{n % 17}", f"说明 {n}", n % 5 * 50, Formula(f"=D{n + 4}*2", n % 5)] for n in range(many)]
    write_table(workbook, formats, name, heads, rows, code="answers")
