"""Complaints (masked: no name, no number, no text of a customer leaves the branch), their limits, praise (D1–D9)."""

from __future__ import annotations

from reports.look import BAD, GOOD
from reports.pages.month import Month, word, yes_no
from reports.table import HEAD_ROW, Extent, Formula, Head
from supervisor.complaints.kernel.course import JOINED
from supervisor.complaints.ledger import case_clocks, counted_days, deadline_rules, tree
from supervisor.complaints.promises.ledger import praise
from supervisor.complaints.words import CHANNELS, CLOCK_STATES, CLOCKS, PRAISE_SOURCES, STATES
from supervisor.language import _

CLASS, CAUSE, STATE = 3, 4, 9  # columns of the complaints


def write(m: Month) -> Extent:
    """Sheets of complaints, of their limits and of praise; returns where the complaints stand."""
    cases = _complaints(m)
    _limits(m)
    _praise(m)
    return cases


def _complaints(m: Month) -> Extent:
    classes = {node.code: node.name for node in tree(m.r, "class")}
    causes = {node.code: node.name for node in tree(m.r, "cause")}
    roots = {node.code: node.name for node in tree(m.r, "root")}
    heads = [
        Head(_("Record no."), 15, code="number"), Head(_("Received at"), 15, "instant", code="received"),
        Head(_("Channel"), 15, "wrap", code="channel"), Head(_("Kind of business"), 13, "wrap", code="class"),
        Head(_("Cause"), 15, "wrap", code="cause"), Head(_("Root cause"), 15, "wrap", code="root"),
        Head(_("Person concerned"), 13, "wrap", code="person"), Head(_("First taker"), 13, "wrap", code="taker"),
        Head(_("In hand of"), 13, "wrap", code="owner"), Head(_("State"), 9, "wrap", code="state"),
        Head(_("Bank at fault"), 8, code="at_fault"), Head(_("First feedback"), 15, "instant", code="feedback"),
        Head(_("Replied on"), 15, "instant", code="replied"), Head(_("Closed on"), 15, "instant", code="closed"),
        Head(_("Days open"), 9, "minutes", code="days"), Head(_("On the spot"), 8, code="on_the_spot"),
        Head(_("Customer agrees"), 8, code="agrees"), Head(_("Signed by"), 13, "wrap", code="signed_by"),
    ]  # fmt: skip
    rows = []
    for line, case in enumerate(m.material.complaints, start=HEAD_ROW + 2):
        until = case.ended or m.r.now
        days: float | Formula = round((until - case.received).total_seconds() / 86400, 1)
        received, ended = m.local(case.received), m.local(case.ended)
        if ended is not None and received is not None:  # over: its days are those between two cells
            days = Formula(f"=N{line}-B{line}", (ended - received).total_seconds() / 86400)
        rows.append([
            case.number, received, word(CHANNELS, case.channel), word(classes, case.class_code),
            word(causes, case.cause_code), word(roots, case.root_code), m.name(case.person), m.name(case.first_taker),
            m.name(case.owner), word(STATES, case.state), yes_no(case.at_fault), m.local(case.first_feedback),
            m.local(case.replied), ended, days, yes_no(case.on_the_spot), yes_no(case.accepted), m.name(case.signed_by),
        ])  # fmt: skip
    note = f"{m.branch} · {m.month} · " + _(
        "Customers' names, numbers and words stay sealed in the branch. A case joined to an earlier one counts there."
    )
    __, extent = m.table(
        _("Complaints"), heads, rows, colour=BAD, note=note, freeze_columns=1, code="complaints",
        empty=_("Nobody complained in this period."),
    )  # fmt: skip
    joined = f'COUNTIF({extent.cells(STATE)},"{STATES[JOINED]}")'  # counted with the case they were joined to
    many = sum(case.state != JOINED for case in m.material.complaints)
    m.fact("complaints.count", _("Complaints"), f"=COUNTA({extent.cells(0)})-{joined}", many, "count")
    still = sum(case.ended is None for case in m.material.complaints)
    ended = f"=COUNTA({extent.cells(0)})-COUNT({extent.cells(13)})"
    m.fact("complaints.open", _("Complaints still open"), ended, still, "count")
    return extent


def _limits(m: Month) -> None:
    """Every clock of every case: until when, when it was met, and what it came to."""
    heads = [
        Head(_("Record no."), 15, code="number"), Head(_("Received at"), 16, "instant", code="received"),
        Head(_("Limit"), 20, code="limit"), Head(_("Runs out"), 16, "instant", code="due"),
        Head(_("Met at"), 16, "instant", code="met"), Head(_("Result"), 14, code="state"),
        Head(_("Hours left over"), 12, "minutes", code="hours"), Head(_("Person concerned"), 16, code="person"),
        Head(_("In hand of"), 16, code="owner"),
    ]  # fmt: skip
    counted, rules = counted_days(m.r), {}
    rows: list[list] = []
    for case in m.material.complaints:
        if case.day not in rules:
            rules[case.day] = deadline_rules(m.r, case.day)
        for clock in case_clocks(m.r, case, rules[case.day], counted):
            line = HEAD_ROW + 2 + len(rows)
            due, met = m.local(clock.due), m.local(clock.met)
            left = None
            if due is not None and met is not None:
                left = Formula(f"=(D{line}-E{line})*24", (due - met).total_seconds() / 3600)
            rows.append([
                case.number, m.local(case.received), word(CLOCKS, clock.kind), due, met,
                word(CLOCK_STATES, clock.state(m.r.now)), left, m.name(case.person), m.name(case.owner),
            ])  # fmt: skip
    note = f"{m.branch} · {m.month} · " + _("As they stood when this workbook was made.")
    m.table(
        _("Limits of complaints"), heads, rows, colour=BAD, note=note, freeze_columns=1, code="limits",
        empty=_("Nobody complained in this period."),
    )  # fmt: skip


def _praise(m: Month) -> None:
    heads = [
        Head(_("Record no."), 15, code="number"), Head(_("Day"), 12, "day", code="day"),
        Head(_("Source"), 16, code="source"), Head(_("People"), 60, "wrap", code="people"),
    ]  # fmt: skip
    rows = [
        [each.number, each.day, word(PRAISE_SOURCES, each.source), m.names(each.persons)]
        for each in praise(m.r, m.first, m.last)
    ]
    empty = _("Nobody was praised in this period.")
    __, extent = m.table(_("Praise"), heads, rows, colour=GOOD, code="praise", empty=empty)
    m.fact("praise.count", _("Praise"), f"=COUNTA({extent.cells(0)})", extent.rows, "count")
