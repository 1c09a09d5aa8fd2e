"""The forms of the training record: a test result, a certificate, a training held, a course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from supervisor.desktop.desk import Undo
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.errors import BadInput
from supervisor.language import Words, _

DAY_START = 9 * 60


class Crowd(QWidget):
    """People to tick, with a field that narrows the list."""

    def __init__(self, options: Sequence[tuple[str, str]], height: int) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("Find a name or number"))
        self.field.setAccessibleName(_("Find a name or number"))
        self.field.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Who took part"))
        self.list.setFixedHeight(height)
        self.list.setUniformItemSizes(True)
        for subject, words in options:
            item = QListWidgetItem(words, self.list)
            item.setData(int(Qt.ItemDataRole.UserRole), subject)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, 28))
        self.field.textChanged.connect(self._narrow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.field)
        layout.addWidget(self.list)

    def value(self) -> list[str]:
        """Who is ticked."""
        items = (self.list.item(place) for place in range(self.list.count()))
        return [
            item.data(int(Qt.ItemDataRole.UserRole)) for item in items if item.checkState() == Qt.CheckState.Checked
        ]

    def _narrow(self, words: str) -> None:
        for place in range(self.list.count()):
            item = self.list.item(place)
            item.setHidden(words.strip().casefold() not in item.text().casefold())


def _ready(tab: Any) -> Any:
    """The snapshot that a form needs, None while nothing was read."""
    snapshot = tab.page.snapshot
    return snapshot.training if snapshot is not None else None


def _courses(shown: Any) -> list[tuple[str, str]]:
    return [(one.code, f"{one.name} ({one.code})") for one in shown.courses if one.active]


def ask_test(tab: Any) -> None:
    """Enter a test result; a passed one grants the certificate by itself."""
    from supervisor.training import service

    shown, desk = _ready(tab), tab.page.desk
    if shown is None:
        return
    form = FormSheet(tab, desk, _("Enter a test result"))
    form.choice("course", _("Course"), _courses(shown))
    form.choice("person", _("Person"), shown.options, searchable=True)
    form.text("points", _("Points"), hint=_("like 85 or 92.5"))
    form.day("day", _("Day"), shown.today)

    def work(v: dict[str, Any]) -> str:
        noon = datetime.combine(v["day"], time(12), desk.book.zone)
        taken = min(noon, desk.book.now()) if v["day"] == shown.today else noon
        return service.record_test(
            desk.book, desk.actor, course_code=v["course"] or "", person=v["person"] or "",
            points_c=hundredths(v["points"]), taken=taken,
        )  # fmt: skip

    def undo(subject: str) -> Undo:
        reason = _("entered by mistake")
        return Undo(_("a test result"), lambda: service.withdraw_test(desk.book, desk.actor, subject, reason))

    form.send(_("Enter"), work, said=_("The result is entered."), undo=undo, done=lambda _s: tab.show_part("results"))


def ask_certificate(tab: Any) -> None:
    """Enter a certificate brought from outside."""
    from supervisor.training import service

    shown, page = _ready(tab), tab.page
    desk = page.desk
    if shown is None:
        return
    form = FormSheet(tab, desk, _("Enter a certificate"))
    form.choice("person", _("Person"), shown.options, searchable=True)
    form.choice("course", _("Course"), _courses(shown))
    form.text("reference", _("Number of the certificate"))
    form.day("granted", _("Granted on"), shown.today)
    form.check("own_end", _("It names its own last day"))
    form.day("until", _("Valid until (otherwise as the course says)"), shown.today)

    def work(v: dict[str, Any]) -> str:
        return service.grant_certificate(
            desk.book, desk.actor, person=v["person"] or "", course_code=v["course"] or "", granted=v["granted"],
            reference=v["reference"], valid_until=v["until"] if v["own_end"] else None,
        )  # fmt: skip

    def undo(subject: str) -> Undo | None:
        if not page.may_teach:  # withdrawing asks for more than entering
            return None
        reason = _("entered by mistake")
        return Undo(_("a certificate"), lambda: service.withdraw_certificate(desk.book, desk.actor, subject, reason))

    done = lambda _s: tab.show_part("certificates")  # noqa: E731
    form.send(_("Enter"), work, said=_("The certificate is entered."), undo=undo, done=done)


def ask_session(tab: Any) -> None:
    """Enter a training that took place: what, when, how long, who led, who came."""
    from supervisor.training import service

    shown, desk = _ready(tab), tab.page.desk
    if shown is None:
        return
    form = FormSheet(tab, desk, _("Enter a training"))
    form.choice("course", _("Course"), _courses(shown))
    form.day("day", _("Day"), shown.today)
    form.minute("start", _("Started at"), DAY_START)
    form.number("minutes", _("Minutes"), 30, 5, 480)
    form.choice("trainer", _("Led by"), shown.options, searchable=True)
    form.field("people", _("Who took part"), Crowd(shown.options, desk.theme.px(150)))

    def work(v: dict[str, Any]) -> str:
        begun = datetime.combine(v["day"], time(v["start"] // 60, v["start"] % 60), desk.book.zone)
        return service.record_session(
            desk.book, desk.actor, course_code=v["course"] or "", start=begun, minutes=v["minutes"],
            trainer=v["trainer"] or "", participants=v["people"],
        )  # fmt: skip

    form.send(_("Enter"), work, said=_("The training is entered."), done=lambda _s: tab.show_part("sessions"))


def ask_course(tab: Any, course: Any = None) -> None:
    """Define a course, or change one; results of the past keep the pass mark of their day."""
    from supervisor.training import service

    shown, desk = _ready(tab), tab.page.desk
    if shown is None:
        return
    form = FormSheet(tab, desk, _("New course") if course is None else _("Change the course"))
    if course is None:
        form.text("code", _("Code"), hint=_("short, like anti-fraud"))
    form.text("zh", _("Name in Chinese"), course.name.zh if course else "")
    form.text("en", _("Name in English"), course.name.en if course else "")
    skills = [("", _("none")), *shown.skills.items()]
    form.choice("skill", _("Proves the skill"), skills, course.skill if course else "")
    form.text("full", _("Full points"), f"{course.full_points_c / 100:g}" if course else "100")
    form.text("pass", _("Pass mark"), f"{course.pass_points_c / 100:g}" if course else "60")
    form.number(
        "months", _("Certificate holds for months (0: for ever)"), course.valid_months if course else 12, 0, 120
    )
    if course is not None:
        form.check("active", _("Still given"), course.active)

    def work(v: dict[str, Any]) -> str:
        return service.define_course(
            desk.book, desk.actor, code=course.code if course else v["code"], name=Words(v["zh"], v["en"] or v["zh"]),
            skill=v["skill"] or "", full_points_c=hundredths(v["full"]), pass_points_c=hundredths(v["pass"]),
            valid_months=v["months"], active=v.get("active", True),
        )  # fmt: skip

    def undo(_subject: str) -> Undo | None:
        old: Any = course
        if old is None:  # a course that was new stays; it can be marked as no longer given
            return None
        return Undo(_("a course"), lambda: service.define_course(
            desk.book, desk.actor, code=old.code, name=old.name, skill=old.skill,
            full_points_c=old.full_points_c, pass_points_c=old.pass_points_c, valid_months=old.valid_months,
            active=old.active))  # fmt: skip

    form.send(
        _("Save"), work, said=_("The course is saved."), undo=undo,
        done=lambda _s: tab.show_part("courses"),
    )  # fmt: skip


def ask_withdraw(tab: Any, line: Any) -> None:
    """Withdraw a certificate, with the reason."""
    from supervisor.training import service

    desk = tab.page.desk
    form = FormSheet(tab, desk, _("Withdraw the certificate of {name}").format(name=line.person))
    form.text("reason", _("Reason"))
    form.send(
        _("Withdraw"), lambda v: service.withdraw_certificate(desk.book, desk.actor, line.subject, v["reason"]),
        said=_("The certificate no longer holds."),
    )  # fmt: skip


def hundredths(text: str) -> int:
    """Points as written (85, 92.5) in hundredths. Raises BadInput."""
    try:
        value = round(float(text.replace("，", ".").replace(",", ".")) * 100)
    except ValueError:
        raise BadInput(_("Write the points as a number, like 85 or 92.5.")) from None
    return value
