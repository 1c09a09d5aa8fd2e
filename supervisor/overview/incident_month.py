"""A month's incidents in figures, as the overview, the workbook, the screen and the command line tell them."""

from __future__ import annotations

from supervisor.dispatch.afterwards.page import IncidentFigures, MonthOfIncidents, month_of
from supervisor.dispatch.afterwards.reading import figures_of
from supervisor.journal import Reader
from supervisor.language import Words, language

from .incident_words import duration, kind_words
from .monthly import month_span


def incidents_of_month(r: Reader, month: str) -> tuple[MonthOfIncidents, list[IncidentFigures]]:
    """The figures of a month ("2026-11") and those of each of its incidents; drills are left out."""
    first, last = month_span(month)
    rows = figures_of(r, first, max(first, min(last, r.today)))
    return month_of(rows), rows


def month_lines(figures: MonthOfIncidents) -> list[tuple[str, str]]:
    """The month in lines of name and value; what could not be measured says so."""
    one, dash = figures, "–"
    comma = "，" if language() == "zh" else ", "
    kinds = comma.join(f"{kind_words(kind.kind)} {kind.incidents}" for kind in one.kinds)
    waits = dash
    if one.predicted is not None and one.realised is not None:
        waits = str(
            Words(
                f"预测 {one.predicted:.0f}，实际 {one.realised:.0f} 客户分钟；"
                f"{one.judged} 项中 {one.inside} 项在范围内",
                f"{one.predicted:.0f} predicted, {one.realised:.0f} realised customer-minutes; "
                f"{one.inside} of {one.judged} inside the range",
            )
        )
    lost = dash
    if one.lost is not None:
        lost = str(Words(f"{one.lost} 人", f"{one.lost}"))
        if one.lost_known < one.incidents:
            lost += str(
                Words(
                    f"（{one.incidents} 起中 {one.lost_known} 起有取号数据）",
                    f" ({one.lost_known} of {one.incidents} incidents have tickets)",
                )
            )
    return [
        (str(Words("事件", "Incidents")), str(one.incidents) + (f"（{kinds}）" if kinds and language() == "zh" else "")
         + (f" ({kinds})" if kinds and language() != "zh" else "")),
        (str(Words("历时合计", "Lasted together")), duration(60 * one.minutes)),
        (str(Words("首道指令（中位）", "First order, median")), duration(one.first_order_median_seconds)),
        (str(Words("首道指令（九成内）", "First order, nine in ten within")),
         duration(one.first_order_p90_seconds)),
        (str(Words("预计少等", "Waits saved, as predicted")),
         str(Words(f"{one.saved:.0f} 客户分钟（只计到岗的调动）",
                   f"{one.saved:.0f} customer-minutes (moves made only)"))),
        (str(Words("预测与实际", "Predicted and realised")), waits),
        (str(Words("事件期间流失", "Lost while incidents ran")), lost),
        (str(Words("预案步骤", "Steps of the playbooks")),
         str(Words(f"迟做 {one.steps_late} 步，没有勾选 {one.steps_missed} 步",
                   f"{one.steps_late} late, {one.steps_missed} never ticked"))),
        (str(Words("教训", "Lessons")),
         str(Words(f"{one.lessons} 条，待培训 {one.lessons_open} 条", f"{one.lessons}, {one.lessons_open} open"))),
    ]  # fmt: skip
