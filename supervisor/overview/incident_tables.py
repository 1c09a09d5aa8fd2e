"""The tables of the page of an incident: timeline, orders, predicted against realised, steps, who moved, lessons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import tzinfo

import msgspec

from supervisor.dispatch.afterwards.page import Line
from supervisor.dispatch.afterwards.reading import Afterwards, ProposalLook
from supervisor.dispatch.afterwards.waits import ClassCompared
from supervisor.incidents.steps import StepState
from supervisor.language import Words

from .incident_words import (
    LESSONS,
    LINES,
    STEPS,
    SUSPENSIONS,
    VERDICTS,
    Names,
    line_words,
    order_state,
    stamp,
)
from .wording import clock, span

Cell = str | float | int | None
UNITS = Words(
    "“不调动”“按方案”“按实际调动”都是预测，单位：客户分钟；流失数到该时段结束为止。",
    " “Without moves”, “as proposed” and “as made” are predicted; customer-minutes. Lost: until that stretch ends.",
)
VERDICT, STATE, WHAT = Words("判断", "Verdict"), Words("情况", "State"), Words("事项", "What")


class Column(msgspec.Struct, frozen=True):
    """A column: its head, its kind (text, wrap, count, minutes), its width in Latin characters, and whether the status
    of a row is shown in it."""

    head: str
    kind: str = "text"
    width: float = 12
    marked: bool = False


class Table(msgspec.Struct, frozen=True):
    """A table with a heading; `name` is short enough for a sheet, `note` stands under the heading, `empty` in the place
    of the rows. `status` of each row: good, warning, bad or empty."""

    key: str
    name: str
    note: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    empty: str
    status: tuple[str, ...] = ()


def shortened(table: Table, most: int) -> Table:
    """The first rows of a table that is longer than a sheet or a screen bears, and where the rest is."""
    rest = len(table.rows) - most
    if rest <= 0:
        return table
    words = str(
        Words(f"只列前 {most} 行，其余 {rest} 行见工作簿。", f"The first {most} rows; {rest} more are in the workbook.")
    )
    note = " ".join(part for part in (table.note, words) if part)
    return msgspec.structs.replace(table, rows=table.rows[:most], status=table.status[:most], note=note)


def _columns(*parts: tuple[Words, str, float]) -> tuple[Column, ...]:
    marked = (str(VERDICT), str(STATE), str(WHAT))
    return tuple(Column(str(words), kind, width, str(words) in marked) for words, kind, width in parts)


def timeline_table(seen: Afterwards, names: Names, zone: tzinfo) -> Table:
    """Everything that happened, in order of time."""
    return Table(
        "timeline", str(Words("时间线", "Timeline")), "", _line_columns(),
        _lines(seen.timeline, seen, names, zone), "", tuple(_line_status(one) for one in seen.timeline),
    )  # fmt: skip


def _line_columns() -> tuple[Column, ...]:
    return _columns(
        (Words("时刻", "Time"), "text", 16), (WHAT, "text", 26),
        (Words("内容", "Words"), "wrap", 62), (Words("登记人", "Noted by"), "text", 14),
    )  # fmt: skip


def _lines(lines: Sequence[Line], seen: Afterwards, names: Names, zone: tzinfo) -> tuple[tuple[Cell, ...], ...]:
    return tuple(
        (stamp(one.at, zone, seen.incident.start), str(LINES.get(one.what, one.what)), line_words(one, names),
         names.of(one.person))
        for one in lines
    )  # fmt: skip


def _line_status(one: Line) -> str:
    if one.what == "declined" or (one.what == "step" and one.minutes and one.minutes[0] >= 1):
        return "warning"
    return ""


def orders_table(seen: Afterwards, names: Names, zone: tzinfo) -> Table:
    """Each order: who was told, after how many seconds he had heard it and was on the post, and when he was back."""
    rows: list[tuple[Cell, ...]] = []
    for one in seen.orders:
        source = names.of(one.move.from_post)
        goal = f"{source} → {names.of(one.move.to_post)}"
        back = stamp(one.returned, zone, seen.incident.start) if one.returned is not None else "–"
        own = str(Words("自行调动", "own move")) if one.own else one.proposal
        rows.append((
            stamp(one.sent, zone, seen.incident.start), names.of(one.person), goal, one.heard_seconds,
            one.on_post_seconds, back, one.move.minutes_saved, order_state(one), own,
        ))  # fmt: skip
    columns = _columns(
        (Words("下达", "Sent"), "text", 16), (Words("人员", "Person"), "text", 11),
        (Words("从 → 到", "From → to"), "wrap", 30), (Words("应答（秒）", "Heard, s"), "count", 10),
        (Words("到岗（秒）", "On the post, s"), "count", 10), (Words("返回", "Back"), "text", 16),
        (Words("方案预计少等", "To save, as proposed"), "minutes", 14),
        (STATE, "wrap", 26), (Words("方案", "Proposal"), "text", 16),
    )  # fmt: skip
    empty = str(Words("没有下达调动指令。", "No order was sent."))
    status = tuple("warning" if one.declined_seconds is not None else "" for one in seen.orders)
    return Table("orders", str(Words("调动指令", "Orders")), "", columns, tuple(rows), empty, status)


def look_words(one: ProposalLook) -> str:
    """How far a proposal can be held against the tickets, in a sentence."""
    horizon = f"{one.day.isoformat()} {span(one.from_minute, one.until_minute)}"
    reached = clock(one.tickets_until) if one.tickets_until is not None else ""
    said = {
        "none": Words("当日没有取号数据，只列方案的预测。", "No tickets of that day: only what was predicted."),
        "ahead": Words("这段时间还没有过完，暂不比较。", "This stretch is not over yet: nothing is compared."),
        "part": Words(
            f"取号数据只到 {reached}，实际数字不全，不作判断。", f"Tickets reach {reached} only: no verdict is given."
        ),
        "whole": Words("实际数字取自当日取号记录。", "Realised figures are from the tickets of the day."),
    }[one.ground]
    stopped = Words(
        "部分业务中断，客户改办其他业务或离开，取号记录的业务类别与预测不对应，受影响的不作判断。",
        "Some business was stopped and its customers turned elsewhere: classes touched by that get no verdict.",
    )
    moves = Words(
        f"方案 {one.moves} 人，到岗 {one.made} 人，到岗的调动预计少等 {one.saved_minutes:.0f} 客户分钟。",
        f"{one.moves} moves proposed, {one.made} made, which were to save {one.saved_minutes:.0f} customer-minutes.",
    )
    later = Words(
        "其间后一方案的人员也到了岗，实际等候含其作用，本方案不作判断。",
        "Moves of a later proposal were made meanwhile: no verdict on this one.",
    )
    blank = "" if str(moves).endswith("。") else " "
    more = [str(words) for words, wanted in ((later, one.followed), (stopped, one.total.diverted)) if wanted]
    return blank.join((f"{horizon}  {moves}", str(said), *more))


def look_table(one: ProposalLook, names: Names) -> Table:
    """One proposal: waiting by class as predicted without and with the moves, as made with its range, as it came."""
    columns = _columns(
        (Words("业务", "Class"), "text", 16), (Words("预计客户", "Customers expected"), "minutes", 10),
        (Words("实际客户", "Customers came"), "count", 10), (Words("不调动", "Without moves"), "minutes", 12),
        (Words("按方案", "As proposed"), "minutes", 12),
        (Words("按实际调动", "As made"), "minutes", 12), (Words("预测范围", "Range"), "text", 16),
        (Words("实际等候", "Realised"), "minutes", 12), (VERDICT, "text", 18),
        (Words("时段预计流失", "Lost by then, expected"), "minutes", 12),
        (Words("时段实际流失", "Lost by then"), "count", 12), (Words("等候不明", "Wait unknown"), "count", 10),
    )  # fmt: skip
    every = [*one.classes, one.total] if len(one.classes) > 1 else list(one.classes)
    rows = tuple(_look_row(row, names) for row in every)
    words = Words(f"预测与实际 {one.proposal}", f"Predicted and realised {one.proposal}")
    note = look_words(one) + str(UNITS)
    empty = str(Words("方案没有列出等候。", "The proposal has no waits."))
    signs = {"inside": "good", "above": "bad", "below": "warning"}
    return Table("look", str(words), note, columns, rows, empty, tuple(signs.get(row.verdict, "") for row in every))


def _look_row(row: ClassCompared, names: Names) -> tuple[Cell, ...]:
    name = names.service(row.service_class) if row.service_class else str(Words("合计", "Together"))
    known = row.low_minutes is not None and row.high_minutes is not None
    verdict = str(VERDICTS[row.verdict]) if row.realised_minutes is not None else "–"
    return (
        name, row.expected_customers, row.customers, row.without_minutes, row.proposed_minutes, row.made_minutes,
        f"{row.low_minutes:.0f}–{row.high_minutes:.0f}" if known else "–", row.realised_minutes, verdict,
        row.expected_lost, row.lost, row.unknown or None,
    )  # fmt: skip


def steps_table(seen: Afterwards, owner: Callable[[StepState], str], zone: tzinfo, *, whole: bool) -> Table:
    """Steps of the playbook that were missed or late; every step where the `whole` is asked for."""
    shown = seen.steps if whole else (*seen.missed, *seen.late)
    rows: list[tuple[Cell, ...]] = []
    for one in shown:
        due = stamp(one.due, zone, seen.incident.start) if one.due is not None else "–"
        done = stamp(one.done, zone, seen.incident.start) if one.done is not None else "–"
        state = str(STEPS[one.state]).format(n=one.late_minutes)
        rows.append(
            (str(one.step.text), owner(one), due, done, one.late_minutes if one.state == "done_late" else None, state)
        )
    columns = _columns(
        (Words("步骤", "Step"), "wrap", 56), (Words("负责人", "Owner"), "text", 16),
        (Words("应在", "Due"), "text", 16), (Words("完成于", "Done"), "text", 16),
        (Words("晚几分钟", "Late, min"), "count", 10), (STATE, "text", 14),
    )  # fmt: skip
    name = Words("预案步骤", "Playbook") if whole else Words("预案遗漏与迟做", "Missed and late steps")
    empty = Words("每一步都按时完成。", "Every step was done in time.")
    if not seen.steps:
        empty = Words("此类事件没有预案步骤。", "This kind of incident has no steps.")
    status = tuple({"late": "bad", "done_late": "warning"}.get(one.state, "") for one in shown)
    return Table("steps", str(name), "", columns, tuple(rows), str(empty), status)


def other_table(seen: Afterwards, names: Names, zone: tzinfo) -> Table:
    """What was done that is in no step: candidates for the playbook."""
    note = Words("值得写进预案的，请在“应急预案”中补充。", "What is worth keeping belongs into the playbook.")
    empty = Words("没有预案之外的做法。", "Nothing was done beside the playbook.")
    return Table(
        "other", str(Words("预案之外的做法", "Beside the playbook")), str(note) if seen.other else "", _line_columns(),
        _lines(seen.other, seen, names, zone), str(empty),
    )  # fmt: skip


def moved_table(seen: Afterwards, names: Names) -> Table:
    """Who was on another post, and for how long."""
    columns = _columns(
        (Words("人员", "Person"), "text", 16), (Words("调动时长（分钟）", "Moved for, min"), "minutes", 16)
    )
    rows = tuple((names.of(person), minutes) for person, minutes in seen.moved)
    empty = Words("没有人被调动。", "Nobody was moved.")
    note = Words(
        "从登记到岗起，到返回、到期或当日关门为止。",
        "From when he was noted on the post until he returned, his order ended or the branch closed.",
    )
    name = str(Words("人员调动时长", "Who was moved"))
    return Table("moved", name, str(note) if rows else "", columns, rows, str(empty))


def suspended_table(seen: Afterwards, zone: tzinfo) -> Table:
    """What stopped for the incident, and what became of it."""
    columns = _columns(
        (Words("暂停的工作", "Suspended"), "wrap", 40), (Words("暂停于", "Since"), "text", 16),
        (Words("剩余（分钟）", "Left, min"), "minutes", 12), (STATE, "wrap", 40),
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for one in seen.suspended:
        rest = one.text.removeprefix(one.title).strip(" ·")
        now = " · ".join(part for part in (str(SUSPENSIONS.get(one.where, one.where)), rest) if part)
        rows.append(
            (one.title or one.about, stamp(one.since, zone, seen.incident.start), one.left_minutes or None, now)
        )
    status = tuple("" if one.where else "warning" for one in seen.suspended)
    name = str(Words("暂停的会议与工作", "Suspended work"))
    return Table("suspended", name, "", columns, tuple(rows), "", status)


def lessons_table(seen: Afterwards, names: Names) -> Table:
    """Lessons and whether they were taught."""
    columns = _columns(
        (Words("教训", "Lesson"), "wrap", 56), (Words("课程", "Course"), "text", 18),
        (STATE, "text", 16), (Words("说明", "Remark"), "wrap", 26),
    )  # fmt: skip
    rows = tuple((one.text, names.course(one.course), str(LESSONS[one.state]), one.reason) for one in seen.lessons)
    empty = Words("还没有记录教训。", "No lesson was noted yet.")
    status = tuple("warning" if one.state == "open" else "good" for one in seen.lessons)
    return Table("lessons", str(Words("教训与培训", "Lessons")), "", columns, rows, str(empty), status)
