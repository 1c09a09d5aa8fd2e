"""Lists of the branch's own work: people with their scores, inspections, findings, items failed, actions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from supervisor.actions.words import SEVERITY, STANDINGS
from supervisor.actions.words import STATES as ACTION_STATES
from supervisor.inspection.ledger import inspections, sheet, template
from supervisor.inspection.records import Finding
from supervisor.inspection.words import SEVERITIES, SOURCES
from supervisor.inspection.words import STATES as INSPECTION_STATES

from .kinds import Column
from .lists import ListSpec, Rows, col, word
from .source import Source


def _parts(s: Source) -> Sequence[Column]:
    """What each component of the rule book brings to the total, by its own name."""
    if s.scores is None:
        return ()
    return [Column(f"part_{one.code}", one.name, "points") for one in s.scores.rulebook.components]


def _people(s: Source) -> Rows:
    borne = Counter(person for one in s.findings if not one.waived for person in one.persons)
    complaints = {one.person: one.cases for one in s.care.persons}
    praised = {one.person: one.praise for one in s.care.persons}
    codes = [one.code for one in s.scores.rulebook.components] if s.scores is not None else []
    ranked = sorted(s.people, key=lambda one: (one.rank is None, one.rank or 0, one.no))
    return [
        (one.rank, one.no, one.name, one.role, one.total_points_c, one.grade or None, one.money_cents,
         -one.fines_cents, one.pieces, borne[one.person], complaints.get(one.person, 0), praised.get(one.person, 0),
         *_shares(one, codes))
        for one in ranked
    ]  # fmt: skip


def _shares(one, codes: Sequence[str]) -> list[int | None]:
    by = {part.code: part for part in one.components}
    return [by[code].share_c if code in by and by[code].points_c is not None else None for code in codes]


def _inspections(s: Source) -> Rows:
    found = []
    many = Counter(one.inspection for one in s.findings)
    for each in reversed(inspections(s.r, s.first, s.until)):
        seen = sheet(s.r, each.subject)
        share = seen.score.score_c / seen.score.full_c if seen.score.full_c else None
        found.append((
            each.number, each.day, str(seen.template.name), word(SOURCES, each.source), each.place,
            s.name(each.inspector), s.named(each.inspected), word(INSPECTION_STATES, each.state), seen.score.items,
            seen.score.answered, seen.score.full_c, seen.score.score_c, share, many[each.subject],
        ))  # fmt: skip
    return found


class _Items:
    """What the items of check-lists are called, each version read once."""

    def __init__(self, s: Source) -> None:
        self.s = s
        self.lists = {}

    def of(self, one: Finding) -> tuple[str, str]:
        """The names of the check-list and of the item."""
        if one.digest not in self.lists:
            self.lists[one.digest] = template(self.s.r, one.digest)
        of = self.lists[one.digest]
        return str(of.name), str(of.item(one.item).words) if of.has(one.item) else one.item


def _findings(s: Source) -> Rows:
    items = _Items(s)
    numbers = {one.subject: one.number for one in inspections(s.r, s.first, s.until)}
    rows = []
    for one in s.findings:
        checklist, words = items.of(one)
        at = s.local(one.at)
        assert at is not None
        rows.append((
            numbers.get(one.inspection, ""), one.day, at.hour * 60 + at.minute, checklist, one.item, one.clause, words,
            word(SEVERITIES, one.severity), s.named(one.persons), "、".join(one.places) or one.place, one.cases,
            one.points_c, one.earlier, one.waived_reason or None, one.note or None,
        ))  # fmt: skip
    return rows


def _items(s: Source) -> Rows:
    items = _Items(s)
    times: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for one in s.findings:
        if not one.waived:
            times[one.template, one.item].append(one)
    ranked = sorted(times.items(), key=lambda pair: (-len(pair[1]), -sum(one.points_c for one in pair[1]), pair[0]))
    return [
        (own[-1].item, own[-1].clause, *items.of(own[-1]), len(own), sum(one.cases for one in own),
         sum(one.points_c for one in own))
        for _key, own in ranked
    ]  # fmt: skip


def _actions(s: Source) -> Rows:
    return [
        (one.number, one.raised, one.title, word(SEVERITY, one.severity), s.name(one.owner), s.name(one.doer), one.due,
         one.finished,
         word(STANDINGS, "overdue") if one.standing(s.until) == "overdue" else word(ACTION_STATES, one.state),
         one.days_late(s.until), one.closed, s.name(one.closed_by) if one.closed_by else None, one.opinion or None)
        for one in sorted(s.actions, key=lambda one: (one.raised, one.number))
    ]  # fmt: skip


LISTS = (
    ListSpec("people", "人员", "People", (
        col("rank", "名次", "Rank", "plain"), col("no", "工号", "Staff no."), col("name", "姓名", "Name"),
        col("role", "职务", "Role"), col("total", "总分", "Total", "points"), col("grade", "等级", "Grade"),
        col("money", "奖罚金额", "Money", "money"), col("fines", "扣罚", "Fines", "money"),
        col("evidence", "证据数", "Evidence", "count"), col("findings", "问题数", "Findings", "count"),
        col("complaints", "投诉数", "Complaints", "count"), col("praise", "表扬数", "Praise", "count"),
    ), _people, _parts),
    ListSpec("inspections", "检查", "Inspections", (
        col("no", "编号", "Record no."), col("day", "日期", "Day", "day"), col("checklist", "检查表", "Check-list"),
        col("source", "方式", "Source"), col("place", "地点", "Place"), col("inspector", "检查人", "Inspector"),
        col("people", "被检查人", "Inspected"), col("state", "状态", "State"), col("items", "项数", "Items", "count"),
        col("answered", "已查项数", "Answered", "count"), col("full", "满分", "Full marks", "points"),
        col("score", "得分", "Marks", "points"), col("share", "得分率", "Share of marks", "share"),
        col("findings", "问题数", "Findings", "count"),
    ), _inspections),
    ListSpec("findings", "问题", "Findings", (
        col("inspection", "检查编号", "Inspection"), col("day", "日期", "Day", "day"),
        col("time", "时间", "Time", "time"),
        col("checklist", "检查表", "Check-list"), col("item", "项目编号", "Item"), col("clause", "条款", "Clause"),
        col("words", "内容", "What was found"), col("severity", "严重程度", "Severity"),
        col("people", "责任人", "People"), col("place", "地点", "Place"), col("cases", "次数", "Cases", "count"),
        col("points", "扣分", "Points lost", "points"),
        col("earlier", "此前次数", "Earlier breaches", "count"), col("waived_because", "免责原因", "Waived because"),
        col("note", "备注", "Remark"),
    ), _findings),
    ListSpec("items", "问题项目", "Items failed", (
        col("item", "项目编号", "Item"), col("clause", "条款", "Clause"), col("checklist", "检查表", "Check-list"),
        col("words", "内容", "What is checked"), col("times", "发现次数", "Times found", "count"),
        col("cases", "次数", "Cases", "count"), col("points", "扣分", "Points lost", "points"),
    ), _items),
    ListSpec("actions", "整改", "Actions", (
        col("no", "编号", "Record no."), col("raised_on", "提出日期", "Raised on", "day"),
        col("title", "事项", "Action"),
        col("severity", "严重程度", "Severity"), col("owner", "责任人", "Accountable"), col("doer", "经办人", "Doer"),
        col("due", "期限", "Due on", "day"), col("done_on", "完成日期", "Done on", "day"),
        col("state", "状态", "State"),
        col("days_late", "逾期天数", "Days late", "count"), col("closed_on", "销号日期", "Closed on", "day"),
        col("closed_by", "销号人", "Closed by"), col("opinion", "销号意见", "Opinion on closing"),
    ), _actions),
)  # fmt: skip
