"""What Ctrl+K offers: commands of the desktop, and records found by the overview's search."""

from __future__ import annotations

from typing import Any

from supervisor.desktop.desk import Desk
from supervisor.desktop.screens import allowed_screens, screens
from supervisor.desktop.shell.finder import Found
from supervisor.desktop.shell.places import places
from supervisor.desktop.widgets.sounds import sounds_like
from supervisor.language import _

_SCREEN_OF_KIND = {
    "person": "appraisal",
    "inspection": "inspections",
    "action": "actions",
    "complaint": "complaints",
    "meeting": "meetings",
    "briefing": "meetings",
    "review": "meetings",
    "incident": "dispatch",
}


# Other words, in either language, that people type for a command; never shown.
_ALSO = {
    ("inspections", "new"): ("检查", "巡查", "查岗", "开始检查", "inspect", "check"),
    ("actions", "new"): ("整改", "corrective action", "action"),
    ("actions", "overdue"): ("逾期", "late", "overdue"),
    ("actions", "mine"): ("我的", "my actions", "mine"),
    ("appraisal", "mine"): ("我的", "申诉", "扣分", "my findings", "appeal"),
    ("complaints", "new"): ("投诉", "意见", "complain", "complaint"),
    ("complaints", "new_praise"): ("表扬", "好评", "praise"),
    ("complaints", "new_promise"): ("承诺", "回访", "回电", "promise", "call back"),
    ("complaints", "new_reading"): ("意见簿", "意见本", "comment book"),
    ("complaints", "export"): ("导出", "投诉登记簿", "登记簿", "excel", "export", "register"),
    ("meetings", "briefing"): ("晨会", "提纲", "briefing", "agenda"),
    ("meetings", "archive"): ("晨会", "存档", "例会", "archive", "briefing"),
    ("meetings", "new"): ("会议", "开会", "晨会", "培训", "meeting", "briefing", "training"),
    ("roster", "leave"): ("休假", "请假", "年假", "病假", "缺勤", "leave", "sick", "absence"),
    ("roster", "import"): ("排班", "导入", "excel", "roster"),
    ("roster", "test"): ("成绩", "考试", "测试", "培训", "test", "exam"),
    ("roster", "certificate"): ("证书", "上岗证", "certificate"),
    ("dispatch", "surge"): ("激增", "排队", "人多", "客流高峰", "surge", "queue", "crowd"),
    ("dispatch", "core_outage"): ("故障", "中断", "系统", "停机", "outage", "system down"),
    ("reports", "month"): ("导出", "月报", "报表", "excel", "export", "month"),
    ("settings", "verify"): ("校验", "核验", "流水", "verify", "check the journal"),
    ("settings", "people:new"): ("员工", "新员工", "人员", "staff", "new person"),
    ("settings", "hours:set"): ("营业时间", "hours"),
    ("settings", "hours:day"): ("节假日", "调休", "holiday"),
    ("settings", "book:open"): ("账本", "book"),
    ("settings", "book:new"): ("账本", "book"),
    ("settings", "book:out"): ("数据包", "笔记本", "带出", "交回", "导出", "bundle", "laptop", "export"),
    ("settings", "book:in"): ("数据包", "笔记本", "接收", "导入", "bundle", "laptop", "import"),
    ("settings", "book:receipt"): ("回执", "数据包", "receipt"),
    ("settings", "book:apart"): ("冲突", "不一致", "合并", "conflict", "contradiction"),
}
_KEYS = {("complaints", "new"): "Ctrl+Shift+N"}  # what does it from anywhere
_OPEN_KINDS = ("action", "complaint")  # what is found of these is not done with yet


def commands(desk: Desk) -> list[Found]:
    """Jobs first, then the screens, then their tabs; those that the person's rights open."""
    jobs = [
        (_("Log an inspection"), "inspections", "new"),
        (_("Raise a corrective action"), "actions", "new"),
        (_("Overdue actions"), "actions", "overdue"),
        (_("My actions"), "actions", "mine"),
        (_("My findings"), "appraisal", "mine"),
        (_("What if… (try a month's scores)"), "appraisal", "what_if"),
        (_("Record a complaint"), "complaints", "new"),
        (_("Record praise"), "complaints", "new_praise"),
        (_("Record a promise"), "complaints", "new_promise"),
        (_("Comment book read"), "complaints", "new_reading"),
        (_("Export the register of complaints…"), "complaints", "export"),
        (_("Request a meeting"), "meetings", "new"),
        (_("Briefing of today"), "meetings", "briefing"),
        (_("Briefings and reviews that were held"), "meetings", "archive"),
        (_("Record leave"), "roster", "leave"),
        (_("Take in a roster workbook"), "roster", "import"),
        (_("Enter a test result"), "roster", "test"),
        (_("Enter a certificate"), "roster", "certificate"),
        (_("Declare a surge"), "dispatch", "surge"),
        (_("Declare a system outage"), "dispatch", "core_outage"),
        (_("Export the month to Excel"), "reports", "month"),
        (_("Verify the journal"), "settings", "verify"),
        (_("Add a person"), "settings", "people:new"),
        (_("Add a post"), "settings", "posts:new"),
        (_("Set opening hours"), "settings", "hours:set"),
        (_("Set a holiday or make-up workday"), "settings", "hours:day"),
        (_("Open another book…"), "settings", "book:open"),
        (_("New book…"), "settings", "book:new"),
        (_("Take out to a laptop…"), "settings", "book:out"),
        (_("Take in a bundle…"), "settings", "book:in"),
        (_("Read a receipt…"), "settings", "book:receipt"),
        (_("Contradictions…"), "settings", "book:apart"),
    ]
    session = desk.services.session
    allowed = allowed_screens(session) if session is not None else ()
    titles = {screen.key: screen for screen in screens() if screen.key in allowed}
    found = [
        Found(
            _("Command"), text, _KEYS.get((screen, about), ""),
            lambda screen=screen, about=about: desk.go(screen, about),
            key=f"{screen}/{about}", sort="command", names=_ALSO.get((screen, about), ()),
        )
        for text, screen, about in jobs
        if screen in titles
    ]  # fmt: skip
    found += [
        Found(
            _("Screen"), s.title, s.shortcut, lambda key=s.key: desk.go(key), key=s.key, sort="screen", names=(s.key,)
        )
        for s in titles.values()
    ]
    found += [
        Found(
            _("Screen"), p.title, " · ".join(part for part in (titles[p.screen].title, p.keys) if part),
            lambda p=p: desk.go(p.screen, p.about), key=f"{p.screen}/{p.about}", sort="screen", names=p.names,
        )
        for p in places()
        if p.screen in titles
    ]  # fmt: skip
    return found


def search(reader: Any, words: str, actor: str) -> list[Any]:
    """On the pool: records that match and that the person may read; people also by the sounds of their names."""
    from supervisor.overview import search as find

    found = list(find(reader, words, actor))
    known = {hit.subject for hit in found}
    return [*(hit for hit in _by_sound(reader, words, actor) if hit.subject not in known), *found]


def _by_sound(reader: Any, words: str, actor: str) -> list[Any]:
    from supervisor.access import may_read_person
    from supervisor.branch.ledger import people
    from supervisor.overview import Hit

    wanted = words.strip().casefold()
    if len(wanted) < 2 or not (wanted.isascii() and wanted.isalpha()):
        return []
    return [
        Hit("person", p.subject, p.name, f"{p.no} {p.role}".strip(), "appraisal")
        for p in people(reader)
        if not p.name.isascii()
        and sounds_like(wanted, p.name, begins=True)
        and may_read_person(reader, actor, p.subject)
    ]


def line_of(desk: Desk, hit: Any) -> Found:
    """One record as a line of the palette."""
    kinds = {
        "person": _("Person"),
        "inspection": _("Inspection"),
        "action": _("Action"),
        "complaint": _("Complaint"),
        "meeting": _("Meeting"),
        "briefing": _("Held agenda"),
        "review": _("Held agenda"),
        "incident": _("Incident"),
    }
    kind = str(hit.subject).split(":", 1)[0]
    screen = _SCREEN_OF_KIND.get(kind, "today")
    number = hit.title if kind == "complaint" else (hit.detail.split() or [""])[0]
    return Found(
        kinds.get(kind, kind), hit.title, hit.detail, lambda: desk.go(screen, hit.subject), key=hit.subject,
        sort="person" if kind == "person" else "record", number=number, current=kind in _OPEN_KINDS,
    )  # fmt: skip
