"""Inspections, every answer, findings and the actions that followed (A12, B, C, C7)."""

from __future__ import annotations

from reports.look import ACCENT, BAD, WARNING
from reports.pages.month import Month, word
from reports.table import Formula, Head
from supervisor.actions.ledger import Action, actions
from supervisor.inspection.facts import said
from supervisor.inspection.ledger import findings, inspections, sheet
from supervisor.inspection.records import Sheet
from supervisor.language import Words, _

SOURCES = {
    "on_site": Words("现场", "On site"),
    "video": Words("录像", "Video"),
    "customer_comment": Words("客户意见", "Customer comment"),
}
VERDICTS = {"pass": Words("合格", "Pass"), "fail": Words("不合格", "Fail"), "na": Words("不适用", "Not applicable")}
SEVERITIES = {"minor": Words("一般", "Minor"), "serious": Words("严重", "Serious"), "grave": Words("重大", "Grave")}
STATES = {
    "open": Words("待整改", "Open"),
    "taken_up": Words("整改中", "Taken up"),
    "done": Words("待销号", "Done, to be closed"),
    "closed": Words("已销号", "Closed"),
    "withdrawn": Words("已撤销", "Withdrawn"),
    "begun": Words("进行中", "Running"),
    "finished": Words("已完成", "Finished"),
}
OVERDUE = Words("逾期", "Overdue")  # stands for open or taken up once the date has passed (actions.deadlines.standing)


def write(m: Month) -> None:
    """Sheets of inspections, answers, findings and actions."""
    sheets = [sheet(m.r, each.subject) for each in reversed(inspections(m.r, m.first, m.last))]
    _inspections(m, sheets)
    _answers(m, sheets)
    _findings(m, {each.inspection.subject: each for each in sheets})
    _actions(m)


def _inspections(m: Month, sheets: list[Sheet]) -> None:
    name = _("Inspections")
    heads = [
        Head(_("Record no."), 15), Head(_("Day"), 11, "day"), Head(_("Check-list"), 18, "wrap"), Head(_("Version"), 18),
        Head(_("Source"), 10), Head(_("Place"), 12), Head(_("Inspector"), 13), Head(_("Inspected"), 18, "wrap"),
        Head(_("State"), 10), Head(_("Items asked"), 8, "count", True), Head(_("Items answered"), 8, "count", True),
        Head(_("Full marks"), 10, "points"), Head(_("Marks"), 10, "points"), Head(_("Share of marks"), 9, "share"),
        Head(_("Incidents running"), 10, "count"), Head(_("Corrected by"), 15),
    ]  # fmt: skip
    numbers = {each.inspection.subject: each.inspection.number for each in sheets}
    rows = []
    for line, each in enumerate(sheets, start=4):
        one, score = each.inspection, each.score
        share = Formula(f"=IF(L{line}=0,0,M{line}/L{line})", score.score_c / score.full_c if score.full_c else 0)
        rows.append([
            one.number, one.day, str(each.template.name), f"{each.template.version} · {one.digest[:12]}",
            word(SOURCES, one.source), one.place, m.name(one.inspector), m.names(one.inspected),
            word(STATES, one.state), score.items, score.answered, score.full_c, score.score_c, share,
            len(one.incidents), numbers.get(one.revised_by, one.revised_by),
        ])  # fmt: skip
    __, extent = m.table(name, heads, rows, colour=ACCENT, freeze_columns=2)
    m.fact(_("Inspections"), f"=COUNTA({extent.cells(0)})", extent.rows, "count")


def _answers(m: Month, sheets: list[Sheet]) -> None:
    heads = [
        Head(_("Inspection"), 15), Head(_("Day"), 11, "day"), Head(_("Item"), 14), Head(_("Clause"), 8),
        Head(_("What is checked"), 52, "wrap"), Head(_("Answer"), 10), Head(_("Cases"), 8, "count"),
        Head(_("People"), 22), Head(_("Remark"), 30, "wrap"), Head(_("Photos"), 8, "count", True),
    ]  # fmt: skip
    rows = []
    for each in sheets:
        photos = {photo.item: 0 for photo in each.photos}
        for photo in each.photos:
            photos[photo.item] += 1
        for given in each.answers:
            item = each.template.item(given.item) if each.template.has(given.item) else None
            rows.append([
                each.inspection.number, each.inspection.day, given.item, item.clause if item else "",
                str(item.words) if item else "", said(item, given) if item else word(VERDICTS, given.verdict),
                given.cases if given.verdict == "fail" else None, m.names(given.persons),
                each.notes.get(given.item) or given.note, photos.get(given.item, len(given.photos)),
            ])  # fmt: skip
    m.table(_("Answers"), heads, rows, colour=ACCENT, freeze_columns=3)


def _findings(m: Month, sheets: dict[str, Sheet]) -> None:
    heads = [
        Head(_("Inspection"), 15), Head(_("Day"), 11, "day"), Head(_("Time"), 7, "time"),
        Head(_("Check-list"), 14, "wrap"),
        Head(_("Item"), 10), Head(_("Clause"), 7), Head(_("What was found"), 36, "wrap"), Head(_("Severity"), 7),
        Head(_("People"), 16, "wrap"), Head(_("Place"), 10, "wrap"), Head(_("Cases"), 6, "count", True),
        Head(_("Points lost"), 8, "points", True), Head(_("Earlier breaches"), 8, "count"),
        Head(_("Waived because"), 18, "wrap"), Head(_("Remark"), 20, "wrap"), Head(_("Evidence"), 15, "wrap"),
    ]  # fmt: skip
    rows = []
    for found in findings(m.r, m.first, m.last):
        of = sheets.get(found.inspection)
        local = m.r.local(round(found.at.timestamp() * 1000))
        words = str(of.template.item(found.item).words) if of and of.template.has(found.item) else found.item
        rows.append([
            of.inspection.number if of else found.inspection, found.day, local.hour * 60 + local.minute,
            str(of.template.name) if of else found.template, found.item, found.clause, words,
            word(SEVERITIES, found.severity), m.names(found.persons), "、".join(found.places) or found.place,
            found.cases, found.points_c, found.earlier, found.waived_reason, found.note, found.subject,
        ])  # fmt: skip
    __, extent = m.table(_("Findings"), heads, rows, colour=BAD, freeze_columns=2)
    m.fact(_("Findings"), f"=COUNTA({extent.cells(0)})", extent.rows, "count")
    m.fact(_("Points lost in inspections"), f"=SUM({extent.cells(11)})", extent.sums[11], "number")


def _actions(m: Month) -> None:
    day = min(m.last, m.r.today)  # as the month's figures count: overdue on the last day so far
    heads = [
        Head(_("Record no."), 15), Head(_("Raised on"), 11, "day"), Head(_("Action"), 44, "wrap"),
        Head(_("Severity"), 9),
        Head(_("Accountable"), 14), Head(_("Doer"), 14), Head(_("Due on"), 11, "day"), Head(_("Done on"), 11, "day"),
        Head(_("State"), 12), Head(_("Days late"), 9, "count", True), Head(_("Like places checked"), 24, "wrap"),
        Head(_("First due on"), 11, "day"), Head(_("Sent back"), 8, "count"), Head(_("Action closed on"), 11, "day"),
        Head(_("Closed by"), 13), Head(_("Opinion on closing"), 24, "wrap"),
    ]  # fmt: skip
    rows = [
        [each.number, each.raised, each.title, word(SEVERITIES, each.severity), m.name(each.owner), m.name(each.doer),
         each.due, each.finished, str(OVERDUE) if each.standing(day) == "overdue" else word(STATES, each.state),
         each.days_late(m.r.today), _likes(each), each.first_due, each.sent_back, each.closed,
         m.name(each.closed_by) if each.closed_by else "", each.opinion]
        for each in actions(m.r, m.first, m.last)
    ]  # fmt: skip
    __, extent = m.table(_("Actions"), heads, rows, colour=WARNING, freeze_columns=1)
    done = sum(1 for row in rows if row[7] is not None)
    m.fact(_("Actions raised"), f"=COUNTA({extent.cells(0)})", extent.rows, "count")
    m.fact(_("Actions done"), f"=COUNT({extent.cells(7)})", done, "count")
    late = sum(1 for row in rows if row[8] == str(OVERDUE))
    m.fact(_("Actions overdue"), f'=COUNTIF({extent.cells(8)},"{OVERDUE}")', late, "count")


def _likes(each: Action) -> str:
    """What was said of like places, and how many of those proposed were looked at."""
    looked = f"{len(each.likes) - each.likes_left}/{len(each.likes)}" if each.likes else ""
    return " · ".join(text for text in (looked, each.like_places) if text)
