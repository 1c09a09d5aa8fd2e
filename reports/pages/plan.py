"""Planned checks of the month: what was due, what was made in time or late, what was missed and why (A12, C5)."""

from __future__ import annotations

from reports.look import ACCENT
from reports.pages.month import Month
from reports.table import Head
from supervisor.incidents.kinds import KINDS
from supervisor.inspection.plan.match import figures
from supervisor.inspection.plan.reading import due_between, plan
from supervisor.inspection.plan.words import EVERY, STATES, time_words, who_words
from supervisor.inspection.words import SOURCES
from supervisor.language import _


def write(m: Month) -> None:
    """The sheet of planned checks whose last day lies in the month, coming spot checks left out."""
    heads = [
        Head(_("From"), 11, "day", code="first"), Head(_("To"), 11, "day", code="last"),
        Head(_("Time of day"), 13, code="time"), Head(_("Check"), 30, "wrap", code="check"),
        Head(_("How often"), 13, code="every"), Head(_("Source"), 15, code="source"),
        Head(_("Who is checked"), 18, "wrap", code="whom"), Head(_("By whom"), 23, code="by"),
        Head(_("State"), 12, code="state"), Head(_("Record no."), 15, code="number"),
        Head(_("Made on"), 11, "day", code="made"),
        Head(_("Incidents running"), 18, "wrap", code="incidents"),
        Head(_("Days closed"), 8, "count", True, code="closed"),
        Head(_("Excuse"), 24, "wrap", code="excuse"),
    ]  # fmt: skip
    lines = [line for line in plan(m.r, "", m.first, m.last) if m.first <= line.occurrence.last <= m.last]
    rows = []
    for line in lines:
        one, made = line.occurrence, line.standing.made
        kinds = dict.fromkeys(str(KINDS[i.kind].name) if i.kind in KINDS else i.kind for i in line.incidents)
        rows.append([
            one.first, one.last, time_words(one.from_minute, one.to_minute), str(one.name), str(EVERY[one.every]),
            str(SOURCES[one.source]) if one.source in SOURCES else one.source, m.names(one.whom),
            m.name(made.by) if made is not None else who_words(one.by, one.role, m.people), str(STATES[line.state]),
            made.number if made is not None else "", made.day if made is not None else None, "、".join(kinds),
            len(line.closed), line.standing.excuse,
        ])  # fmt: skip
    __, extent = m.table(_("Planned checks"), heads, rows, colour=ACCENT, freeze_columns=4, code="planned_checks")
    counts = figures(due_between(lines, m.first, m.last))
    if counts.coverage is not None:
        states = extent.cells(8)

        def count(state: str) -> str:
            return f'COUNTIF({states},"{STATES[state]}")'

        made_ = f"{count('done')}+{count('late')}"
        share = f"=({made_})/({made_}+{count('missed')}+{count('overdue')})"
        m.fact("checks.made_share", _("Planned checks made"), share, counts.coverage, "share")
        m.fact(
            "checks.missed",
            _("Planned checks missed"),
            f"={count('missed')}+{count('overdue')}",
            counts.missed,
            "count",
        )
