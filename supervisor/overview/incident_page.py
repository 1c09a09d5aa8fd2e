"""One page for each incident that is looked back at: the same facts and tables on screen, on paper and in a workbook.

Cells are values (texts, numbers, None), so that each of them may set figures as it does; what the page calls things is
settled here once.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec

from supervisor.branch.ledger import branch_profile, names, people, posts
from supervisor.dispatch.afterwards.reading import Afterwards, ProposalLook, afterwards
from supervisor.incidents.playbooks import OWNERS
from supervisor.incidents.steps import StepState
from supervisor.journal import Reader
from supervisor.language import Words, language
from supervisor.traffic.outlook.today import ALL
from supervisor.training.ledger import courses

from .incident_tables import (
    Table,
    lessons_table,
    look_table,
    look_words,
    moved_table,
    orders_table,
    other_table,
    steps_table,
    suspended_table,
    timeline_table,
)
from .incident_words import Names, duration, kind_words

DRILL = Words("演练", "Drill")
REAL = Words("实战", "In earnest")


class IncidentPage(msgspec.Struct, frozen=True):
    """A page: heading, what must be said at the top (`warnings`), facts by name, tables. `seen` is what it tells of."""

    title: str
    branch: str
    subtitle: str
    drill: bool
    warnings: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]
    seen: Afterwards


def incident_page(r: Reader, subject: str, *, whole: bool = False) -> IncidentPage | None:
    """The page of an incident, None where there is no such one. `whole`: every step of the playbook, not only those
    missed or late."""
    seen = afterwards(r, subject)
    if seen is None:
        return None
    found = seen.incident
    called = _names(r, seen)
    nature = str(DRILL if found.drill else REAL)
    begun = found.start.astimezone(r.zone)
    tables = [timeline_table(seen, called, r.zone), orders_table(seen, called, r.zone)]
    tables += [look_table(one, called) for one in seen.looks]
    tables += [steps_table(seen, _owner, r.zone, whole=whole), other_table(seen, called, r.zone)]
    tables += [moved_table(seen, called)]
    if seen.suspended:
        tables.append(suspended_table(seen, r.zone))
    tables.append(lessons_table(seen, called))
    return IncidentPage(
        title=f"{kind_words(found.kind)} · {found.number}",
        branch=branch_profile(r).name,
        subtitle=" · ".join((begun.strftime("%Y-%m-%d %H:%M"), nature)),
        drill=found.drill,
        warnings=tuple(str(one) for one in _warnings(seen)),
        facts=tuple((str(name), value) for name, value in _facts(r, seen, called)),
        tables=tuple(tables),
        seen=seen,
    )


def _names(r: Reader, seen: Afterwards) -> Names:
    called = {one.subject: one.name for one in people(r, active_only=False)}
    called |= {one.subject: str(one.name) for one in posts(r)}
    classes = {one.code: str(one.name) for one in names(r, "class")}
    classes[ALL] = str(Words("全部客户", "all customers"))
    steps = {step.code: str(step.text) for step in seen.playbook.steps}
    return Names(called, classes, steps, {one.code: str(one.name) for one in courses(r, active_only=False)})


def _owner(state: StepState) -> str:
    return str(OWNERS.get(state.owner, state.owner))


def _warnings(seen: Afterwards) -> list[str | Words]:
    """What whoever reads the page must know before its figures."""
    said: list[str | Words] = []
    if seen.incident.drill:
        said.append(Words("这是演练，不计入统计。", "This was a drill; it is in no statistics."))
    if seen.running:
        said.append(Words("事件尚未结束，以下数据截至现在。", "The incident still runs: figures up to now."))
    days = ("、" if language() == "zh" else ", ").join(day.isoformat() for day in seen.days_without)
    if days and not seen.incident.drill:
        words = Words(
            f"{days} 没有取号数据，实际等候和流失客户无从得知；导入当日取号记录后本页自动补上。",
            f"No tickets of {days}: how long people waited and who left is unknown. Import them.",
        )
        said.append(words)
    if not seen.proposals:
        words = Words("本次没有形成调动方案，没有预测可以对照。", "No moves were proposed: there is nothing predicted.")
        said.append(words)
    elif any(not one.kept for one in seen.looks):
        words = Words(
            "本机账簿中没有方案的测算数据，只能列出方案当时的数字，无法给出范围。",
            "This copy of the book lacks the problem of a proposal: its figures are shown without a range.",
        )
        said.append(words)
    return said


def _facts(r: Reader, seen: Afterwards, called: Names) -> list[tuple[Words, str]]:
    one, zone = seen.incident, r.zone
    dash = "–"

    def when(at: datetime) -> str:
        return at.astimezone(zone).strftime("%Y-%m-%d %H:%M")

    until = str(Words("进行中", "still running")) if seen.running else when(seen.end)
    there = sum(order.made for order in seen.orders)
    declined = sum(order.declined_seconds is not None for order in seen.orders)
    sent = Words(f"{len(seen.orders)} 项", f"{len(seen.orders)}")
    if seen.orders:
        silent = len(seen.orders) - there - declined
        more = (f"，未登记到岗 {silent} 项", f", {silent} never noted there") if silent else ("", "")
        sent = Words(
            f"{len(seen.orders)} 项，到岗 {there} 项，未执行 {declined} 项{more[0]}",
            f"{len(seen.orders)}: {there} on the post, {declined} declined{more[1]}",
        )
    lost = dash
    if seen.lost is not None:
        total = sum(each.customers for each in seen.lost)
        comma = "，" if language() == "zh" else ", "
        which = comma.join(f"{called.service(each.service_class)} {each.customers}" for each in seen.lost)
        lost = str(Words(f"{total} 人", f"{total}")) + (f"（{which}）" if which and language() == "zh" else "")
        lost += f" ({which})" if which and language() != "zh" else ""
    told = seen.told_head_office
    office = str(Words("预案无此步骤", "no such step in the playbook"))
    if told is not None and told.done is not None:
        office = when(told.done)
    elif told is not None:
        office = str(Words("没有登记", "not noted"))
    open_lessons = sum(each.state == "open" for each in seen.lessons)
    return [
        (Words("开始", "Began"), when(one.start)),
        (Words("结束", "Ended"), until),
        (Words("历时", "Lasted"), duration(60 * seen.minutes)),
        (Words("现场指挥", "Commander"), called.of(one.commander)),
        (Words("首道调动指令", "First order"), duration(seen.first_order_seconds)),
        (Words("调动指令", "Orders"), str(sent)),
        (Words("预计少等", "Waits saved, as predicted"), _saved(seen)),
        (Words("事件期间流失", "Lost until its end"), lost),
        (Words("报告总行", "Head office told"), office),
        (Words("预案步骤", "Steps of the playbook"), str(Words(
            f"共 {len(seen.steps)} 步，没有勾选 {len(seen.missed)} 步，迟做 {len(seen.late)} 步",
            f"{len(seen.steps)}: {len(seen.missed)} never ticked, {len(seen.late)} late",
        ))),
        (Words("教训", "Lessons"), str(Words(
            f"{len(seen.lessons)} 条，待培训 {open_lessons} 条", f"{len(seen.lessons)}, {open_lessons} open"
        ))),
        *(((Words("情况", "What happened"), one.note),) if one.note else ()),
        *(((Words("结果", "Outcome"), one.outcome),) if one.outcome else ()),
    ]  # fmt: skip


def _saved(seen: Afterwards) -> str:
    if not seen.looks:
        return "–"
    minutes = f"{seen.saved_minutes:.0f}"
    return str(Words(f"{minutes} 客户分钟（只计到岗的调动）", f"{minutes} customer-minutes (moves made only)"))


def document(page: IncidentPage) -> dict[str, Any]:
    """The page as plain data for `--json` (`report.incident 1`)."""
    seen = page.seen
    return {
        "incident": seen.incident, "minutes": seen.minutes, "running": seen.running, "drill": page.drill,
        "first_order_seconds": seen.first_order_seconds, "proposals": seen.proposals,
        "saved_minutes": seen.saved_minutes, "timeline": seen.timeline, "orders": seen.orders,
        "moved": [{"person": person, "minutes": minutes} for person, minutes in seen.moved],
        "looks": [_look(one) for one in seen.looks],
        "lost": seen.lost, "days_without_tickets": seen.days_without,
        "told_head_office": None if seen.told_head_office is None else seen.told_head_office.done,
        "steps": [_step(one) for one in seen.steps],
        "other": seen.other, "suspended": seen.suspended, "lessons": seen.lessons,
        "warnings": page.warnings,
    }  # fmt: skip


def _look(one: ProposalLook) -> dict[str, Any]:
    return {**msgspec.structs.asdict(one), "saved_minutes": one.saved_minutes, "said": look_words(one)}


def _step(one: StepState) -> dict[str, Any]:
    return {
        "code": one.code, "text": str(one.step.text), "owner": one.owner, "due": one.due, "done": one.done,
        "late_minutes": one.late_minutes, "state": one.state,
    }  # fmt: skip
