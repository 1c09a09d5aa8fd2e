"""Findings with what was decided about them, the actions that followed, and the check-lists' items counted (C7)."""

from __future__ import annotations

from datetime import date

from reports.look import ACCENT, BAD, WARNING
from reports.pages.inspections import ANSWER, COUNTED, ITEM, LIST, stands
from reports.pages.month import Month, word, yes_no
from reports.table import HEAD_ROW, Extent, Formula, Head, Typed
from supervisor.actions.ledger import Action
from supervisor.inspection.words import APPEALS, SEVERITIES, VERDICTS
from supervisor.language import Words, _

ACTION_STATES = {
    "open": Words("待整改", "Open"),
    "taken_up": Words("整改中", "Taken up"),
    "done": Words("待销号", "Done, to be closed"),
    "closed": Words("已销号", "Closed"),
    "withdrawn": Words("已撤销", "Withdrawn"),
}
OVERDUE = Words("逾期", "Overdue")  # stands for open or taken up once the date has passed (actions.deadlines.standing)
AREA, POINTS, EVIDENCE = 4, 12, 20  # columns of the findings: the section of the check-list, the points lost, its code


def write(m: Month, answers: Extent) -> Extent:
    """Sheets of items, findings and actions; returns where the findings stand."""
    _items(m, answers)
    found = _findings(m)
    _actions(m)
    return found


def _items(m: Month, answers: Extent) -> None:
    """Every item of the check-lists that were used, how often it was judged and failed: live over the answers."""
    heads = [
        Head(_("Check-list"), 20, "wrap", code="checklist"), Head(_("Check-list code"), 14, code="template"),
        Head(_("Section"), 16, "wrap", code="section"), Head(_("Item"), 9, code="item"),
        Head(_("Clause"), 8, code="clause"), Head(_("What is checked"), 52, "wrap", code="title"),
        Head(_("Judged"), 9, "count", True, code="asked"), Head(_("Failed"), 9, "count", True, code="failed"),
        Head(_("Share failed"), 10, "share", code="share"),
    ]  # fmt: skip
    asked: dict[tuple[str, str], list[int]] = {}
    seen: dict[tuple[str, str], tuple] = {}
    for each in m.material.sheets.values():
        code = each.inspection.code
        for section in each.template.sections:
            for item in section.items:
                if item.kind == "check":
                    seen[code, item.id] = (section, item)
                    asked.setdefault((code, item.id), [0, 0])
        if not stands(each):
            continue
        for given in each.answers:
            if given.verdict in ("pass", "fail") and (code, given.item) in asked:
                asked[code, given.item][0] += 1
                asked[code, given.item][1] += given.verdict == "fail"
    counts, lists, items, verdicts = (answers.cells(column) for column in (COUNTED, LIST, ITEM, ANSWER))
    rows: list[list] = []
    for (code, item_id), (judged, failed) in sorted(asked.items(), key=lambda one: one[0][0]):
        section, item = seen[code, item_id]
        line = HEAD_ROW + 2 + len(rows)
        # compared cell by cell: COUNTIFS would take item 1.1 for 1.10
        own = f'({counts}="{_("yes")}")*({lists}=$A{line})*({items}=$D{line})'
        every = f'=SUMPRODUCT({own}*({verdicts}="{VERDICTS["pass"]}"))+H{line}'
        rows.append([
            m.material.checklists[code], code, str(section.name), item_id, item.clause, str(item.words),
            Formula(every, judged), Formula(f'=SUMPRODUCT({own}*({verdicts}="{VERDICTS["fail"]}"))', failed),
            Formula(f"=IF(G{line}=0,0,H{line}/G{line})", failed / judged if judged else 0),
        ])  # fmt: skip
    note = f"{m.branch} · {m.month} · " + _("Of finished inspections that count; not applicable is not judged.")
    sheet, __ = m.table(
        _("Items of the check-lists"), heads, rows, colour=ACCENT, freeze_columns=2, note=note, code="items",
        empty=_("No inspection was made in this period."),
    )  # fmt: skip
    sheet.set_column(1, 1, 14, None, {"hidden": True})  # the code is for programs


def _findings(m: Month) -> Extent:
    heads = [
        Head(_("Inspection"), 15, code="inspection"), Head(_("Day"), 11, "day", code="day"),
        Head(_("Time"), 7, "time", code="time"), Head(_("Check-list"), 21, "wrap", code="checklist"),
        Head(_("Section"), 12, "wrap", code="section"), Head(_("Item"), 9, code="item"),
        Head(_("Clause"), 7, code="clause"), Head(_("What was found"), 34, "wrap", code="title"),
        Head(_("Severity"), 9, code="severity"), Head(_("People"), 15, "wrap", code="people"),
        Head(_("Place"), 10, "wrap", code="place"), Head(_("Cases"), 6, "count", True, code="cases"),
        Head(_("Points lost"), 8, "points", True, code="points"),
        Head(_("Earlier breaches"), 8, "count", code="earlier"), Head(_("Remark"), 18, "wrap", code="remark"),
        Head(_("Waived because"), 16, "wrap", code="waived"), Head(_("Appeal"), 9, "wrap", code="appeal"),
        Head(_("Action"), 15, code="action"), Head(_("Action due on"), 11, "day", code="due"),
        Head(_("State of the action"), 10, "wrap", code="action_state"),
        Head(_("Evidence"), 20, code="evidence"),
        Head(_("Head office's remark"), 16, "wrap", code="office_remark"),
    ]  # fmt: skip
    followed = {each.source: each for each in m.material.actions}
    day = min(m.last, m.r.today)
    rows = []
    asked: dict[str, dict[str, str]] = {}
    for found, section in zip(m.material.findings, m.material.sections, strict=True):
        of = m.material.sheets.get(found.inspection)
        local = m.r.local(round(found.at.timestamp() * 1000))
        if found.digest not in asked:
            asked[found.digest] = {item.id: str(item.words) for item in of.template.items()} if of else {}
        words = asked[found.digest].get(found.item, found.item)
        action = followed.get(found.subject)
        appeal = word(APPEALS, found.appeal_state) if found.appeal_state else ""
        rows.append([
            of.inspection.number if of else found.inspection, found.day, local.hour * 60 + local.minute,
            m.material.checklists.get(found.template, found.template), section, found.item, found.clause, words,
            word(SEVERITIES, found.severity), m.names(found.persons), "、".join(found.places) or found.place,
            found.cases, found.points_c, found.earlier, found.note, found.waived_reason, appeal,
            action.number if action else "", action.due if action else None, standing(action, day) if action else "",
            found.subject, None,
        ])  # fmt: skip
    sheet, extent = m.table(
        _("Findings"), heads, rows, colour=BAD, freeze_columns=2, code="findings",
        open_columns={len(heads) - 1: Typed()},
        empty=_("Nothing was found wrong in this period."),
    )  # fmt: skip
    sheet.set_column(EVIDENCE, EVIDENCE, 20, None, {"hidden": True})  # by it programs find the lines of the appraisal
    m.fact("findings.count", _("Findings"), f"=COUNTA({extent.cells(0)})", extent.rows, "count")
    m.fact(
        "inspections.points_lost",
        _("Points lost in inspections"),
        f"=SUM({extent.cells(POINTS)})",
        extent.sums[POINTS],
        "number",
    )
    return extent


def standing(each: Action, day: date) -> str:
    """The state of an action on a day in words."""
    return str(OVERDUE) if each.standing(day) == "overdue" else word(ACTION_STATES, each.state)


def _actions(m: Month) -> None:
    day = min(m.last, m.r.today)  # as the month's figures count: overdue on the last day so far
    heads = [
        Head(_("Record no."), 15, code="number"), Head(_("Raised on"), 11, "day", code="raised"),
        Head(_("Action"), 40, "wrap", code="title"), Head(_("Severity"), 9, code="severity"),
        Head(_("Accountable"), 13, code="owner"), Head(_("Doer"), 13, code="doer"),
        Head(_("First due on"), 11, "day", code="first_due"), Head(_("Due on"), 11, "day", code="due"),
        Head(_("Done on"), 11, "day", code="done"), Head(_("State"), 12, "wrap", code="state"),
        Head(_("Days late"), 8, "count", True, code="late"), Head(_("Photos after"), 7, "count", True, code="photos"),
        Head(_("Re-inspection passed"), 9, code="recheck"), Head(_("Sent back"), 8, "count", code="sent_back"),
        Head(_("Like places checked"), 9, code="likes"), Head(_("Action closed on"), 11, "day", code="closed"),
        Head(_("Closed by"), 13, code="closed_by"), Head(_("Opinion on closing"), 24, "wrap", code="opinion"),
    ]  # fmt: skip
    rows = [
        [each.number, each.raised, each.title, word(SEVERITIES, each.severity), m.name(each.owner), m.name(each.doer),
         each.first_due, each.due, each.finished, standing(each, day), each.days_late(m.r.today),
         len(each.after) or None, yes_no(each.recheck_passed) if each.needs_recheck else "", each.sent_back or None,
         _likes(each), each.closed, m.name(each.closed_by) if each.closed_by else "", each.opinion]
        for each in m.material.actions
    ]  # fmt: skip
    __, extent = m.table(
        _("Actions"), heads, rows, colour=WARNING, freeze_columns=1, code="actions",
        empty=_("No corrective action was raised in this period."),
    )  # fmt: skip
    done = sum(1 for row in rows if row[8] is not None)
    m.fact("actions.raised", _("Actions raised"), f"=COUNTA({extent.cells(0)})", extent.rows, "count")
    m.fact("actions.done", _("Actions done"), f"=COUNT({extent.cells(8)})", done, "count")
    late = sum(1 for row in rows if row[9] == str(OVERDUE))
    overdue = f'=COUNTIF({extent.cells(9)},"{OVERDUE}")'
    m.fact("actions.overdue", _("Actions overdue"), overdue, late, "count")


def _likes(each: Action) -> str:
    """What was said of like places, and how many of those proposed were looked at."""
    return f"{len(each.likes) - each.likes_left}/{len(each.likes)}" if each.likes else ""
