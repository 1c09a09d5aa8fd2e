"""Workbooks of branches as the choosing and the pages see them, made up."""

from __future__ import annotations

from hashlib import sha256

from reports.consolidation.records import Said, Tally, Workbook

_UNITS = {  # of those that are no counts
    "mean_minutes": "分钟",
    "longest_minutes": "分钟",
    "average_share": "比率",
    "mean": "分",
    "fines": "金额",
    "median": "分",
}


def branch(number: int, **other) -> Workbook:
    """A sound workbook of the branch of that number, its figures given by code or made up."""
    figures = {
        "branch.people": 10.0 + number, "traffic.customers": 1000.0 * number, "traffic.served": 900.0 * number,
        "wait.mean_minutes": 5.0 + number, "wait.longest_minutes": 30.0 + number, "inspections.scored": 4.0,
        "inspections.average_share": 0.9 - number / 100, "appraisal.people": 10.0, "appraisal.mean": 90.25 + number,
        "appraisal.fines": 100.55, "appraisal.median": 91.0, "report.state_code": "signed",
    } | other.pop("figures", {})  # fmt: skip
    said = {code: Said(_UNITS.get(code.partition(".")[2], "个数"), code) for code in figures}
    given = {
        "file": f"{number:04d}.xlsx", "month": "2026-11", "branch": f"第{number}支行", "branch_no": f"{number:04d}",
        "book": f"book-{number}", "device": f"d{number}", "signer": "ab12 cd34", "made_at": "2026-12-01T09:00:00+08:00",
        "language": "zh", "program": "0.1.0", "seal": "known", "figures": figures, "said": said,
        "tallies": (Tally("item", "A1", "=着装", "=Dress", 2, 4.0), Tally("class", "K1", "柜面", "Counter", number),
                    Tally("cause", "C1", "等候久", "Long wait", 1)),
    } | other  # fmt: skip
    content = f"{given['file']}{given['made_at']}{figures}".encode("utf-8", "surrogatepass")
    given.setdefault("sha256", sha256(content).hexdigest())
    return Workbook(**given)
