"""How an incident that is looked back at is told: kinds of lines, states of orders and steps, verdicts, durations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo

from supervisor.dispatch.afterwards.page import Line, OrderStory
from supervisor.incidents.kinds import KINDS
from supervisor.language import Words, language

LINES: dict[str, Words] = {
    "declared": Words("宣布事件", "Declared"),
    "corrected": Words("更正登记", "Corrected"),
    "commander": Words("移交指挥", "Command handed over"),
    "noted": Words("情况记录", "Remark"),
    "ended": Words("事件结束", "Ended"),
    "reopened": Words("重新启动", "Reopened"),
    "counted": Words("清点等候人数", "Waiting customers counted"),
    "proposed": Words("形成调动方案", "Moves proposed"),
    "replanned": Words("重新测算", "Planned again"),
    "ordered": Words("下达调动", "Order sent"),
    "heard": Words("应答收到", "Order heard"),
    "declined": Words("无法执行", "Order declined"),
    "done": Words("到岗", "On the post"),
    "return_ordered": Words("通知返岗", "Told to return"),
    "returned": Words("返回原岗", "Back on the own post"),
    "withdrawn": Words("撤回调动", "Order taken back"),
    "asked_again": Words("可再次调动", "May be asked again"),
    "order_settled": Words("核定应答", "Answer settled"),
    "step": Words("完成预案步骤", "Step of the playbook done"),
    "step_back": Words("撤销步骤勾选", "Tick of a step taken back"),
    "suspended": Words("暂停工作", "Suspended"),
    "resumed": Words("恢复工作", "Resumed"),
    "lesson": Words("记录教训", "Lesson noted"),
}
ORDERS: dict[str, Words] = {
    "ordered": Words("已下达，未见回应", "Sent, not answered"),
    "heard": Words("已收到，未登记到岗", "Heard, not noted on the post"),
    "declined": Words("未执行", "Declined"),
    "done": Words("已到岗", "On the post"),
    "returned": Words("已返回", "Returned"),
}
STEPS: dict[str, Words] = {
    "done": Words("按时完成", "Done in time"),
    "done_late": Words("迟了{n}分钟", "{n} min late"),
    "late": Words("没有勾选", "Never ticked"),
    "due": Words("现在应做", "Due now"),
    "waiting": Words("未到时间", "Not due yet"),
}
VERDICTS: dict[str, Words] = {
    "inside": Words("在范围内", "Inside the range"),
    "above": Words("高于范围", "Above the range"),
    "below": Words("低于范围", "Below the range"),
    "": Words("不作判断", "No verdict"),
}
SUSPENSIONS: dict[str, Words] = {
    "": Words("待补", "Still to be caught up"),
    "placed": Words("已重新安排", "Placed again"),
    "caught_up": Words("已补做", "Caught up"),
    "given_up": Words("不再补做", "Given up"),
    "taken_back": Words("未暂停", "Not suspended after all"),
}
LESSONS: dict[str, Words] = {
    "open": Words("待培训", "Training still to be held"),
    "held": Words("已培训", "Training held"),
    "dropped": Words("不需培训", "No training needed"),
}
TOLD = Words(
    "如全部到岗，预计等候 {before} → {after} 客户分钟，调动{n}人",
    "all made, waiting {before} → {after} customer-minutes expected, {n} moves",
)
AGAIN = Words("保留{kept}项、新增{new}项、撤下{dropped}项", "{kept} kept, {new} new, {dropped} dropped")
NOBODY = Words("无人等候", "nobody waits")
LATE = Words("迟{n}分钟", "{n} min late")
AFTER = Words("下达后{text}", "{text} after the order")


def kind_words(kind: str) -> str:
    """A kind of incident in the language in force."""
    return str(KINDS[kind].name) if kind in KINDS else kind


def duration(seconds: float | None) -> str:
    """Seconds as people say them: 45秒, 3分20秒, 1小时05分; a dash for None."""
    if seconds is None:
        return "–"
    whole = round(seconds)
    zh = language() == "zh"
    if whole < 60:
        return f"{whole}秒" if zh else f"{whole} s"
    if whole < 3600:
        minutes, rest = divmod(whole, 60)
        if zh:
            return f"{minutes}分{rest:02d}秒" if rest else f"{minutes}分钟"
        return f"{minutes} min {rest:02d} s" if rest else f"{minutes} min"
    hours, minutes = divmod(round(whole / 60), 60)
    return f"{hours}小时{minutes:02d}分" if zh else f"{hours} h {minutes:02d} min"


def stamp(at: datetime, zone: tzinfo, start: datetime) -> str:
    """An instant to the second, with its day where that is not the day on which the incident began."""
    local = at.astimezone(zone)
    same = local.date() == start.astimezone(zone).date()
    return local.strftime("%H:%M:%S" if same else "%m-%d %H:%M:%S")


def order_state(one: OrderStory) -> str:
    """How an order ended, with the reason where it was declined."""
    words = str(ORDERS.get(one.state, one.state))
    return f"{words}{'：' if language() == 'zh' else ': '}{one.reason}" if one.reason else words


class Names:
    """What a page calls people, posts, classes, steps and courses."""

    def __init__(
        self,
        people: Mapping[str, str],
        classes: Mapping[str, str],
        steps: Mapping[str, str],
        courses: Mapping[str, str],
    ) -> None:
        self._people, self._classes, self._steps, self._courses = people, classes, steps, courses

    def of(self, subject: str) -> str:
        """A person or a post; a dash for nobody."""
        return self._people.get(subject, subject) if subject else "–"

    def service(self, code: str) -> str:
        """A class of service."""
        return self._classes.get(code, code)

    def step(self, code: str) -> str:
        """A step of the playbook by its code, which it may know no longer."""
        return self._steps.get(code, code)

    def course(self, code: str) -> str:
        """A course by its code; a dash for none."""
        return self._courses.get(code, code) if code else "–"


def line_words(line: Line, names: Names) -> str:
    """What a line of the timeline says beside its kind."""
    comma = "，" if language() == "zh" else ", "
    text = line.text
    if line.what == "counted":
        every = [f"{names.service(code)} {many}" for code, many in line.counts.items() if many]
        return comma.join(every) or str(NOBODY)
    if line.what == "proposed":
        before, after, moves = (*line.minutes, 0.0, 0.0, 0.0)[:3]
        return f"{text} · " + str(TOLD).format(before=f"{before:.0f}", after=f"{after:.0f}", n=int(moves))
    if line.what == "replanned":
        said = str(AGAIN).format(**{key: line.counts.get(key, 0) for key in ("kept", "new", "dropped")})
        return f"{text} · {said}" if text else said
    if line.what in (
        "ordered",
        "heard",
        "declined",
        "done",
        "return_ordered",
        "returned",
        "withdrawn",
        "asked_again",
        "order_settled",
    ):
        who = names.of(line.about)
        who = f"{who} → {names.of(line.post)}" if line.what in ("ordered", "return_ordered") and line.post else who
        since = str(AFTER).format(text=duration(line.seconds)) if line.seconds is not None else ""
        told = "" if line.what == "ordered" else text
        return comma.join(part for part in (who, told, since if line.what != "returned" else "") if part)
    if line.what in ("step", "step_back"):
        late = line.minutes and line.minutes[0] >= 1 and line.what == "step"
        more = (text, str(LATE).format(n=int(line.minutes[0])) if late else "")
        return comma.join(part for part in (names.step(line.about), *more) if part)
    if line.what == "resumed":
        return comma.join(part for part in (str(SUSPENSIONS.get(line.post, line.post)), text) if part)
    if line.what in ("declared", "corrected"):
        return comma.join(part for part in (kind_words(line.about), text) if part)
    if line.what == "commander":
        return comma.join(part for part in (names.of(line.about), text) if part)
    return text
