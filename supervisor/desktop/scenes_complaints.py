"""The states of the complaints screen, and of its settings, that are worth a picture; none writes into the book."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QScrollArea

if TYPE_CHECKING:
    from supervisor.desktop.shell.window import Window

Prepare = Callable[["Window"], None]


def _page(window: Window) -> Any:
    page: Any = window.pages["complaints"]
    page.tabs.show_tab("cases")
    return page


def _register(change: Callable[[Any], object]) -> Prepare:
    """The register, narrowed in some way."""

    def show(window: Window) -> None:
        cases = _page(window).cases
        cases.words.clear()
        cases.bar.let_go()
        if cases.bar.more.isChecked():
            cases.bar.more.click()
        change(cases)

    return show


def _filters(cases: Any) -> None:
    cases.bar.more.click()
    box = cases.bar.boxes["channel"]
    box.setCurrentIndex(box.findData("phone"))
    box.activated.emit(box.currentIndex())


def _case(wanted: Callable[[Any, Any], bool]) -> Prepare:
    """The first case of which this holds, open beside the whole register; else the screen stays as it is."""

    def show(window: Window) -> None:
        _register(str)(window)
        page = _page(window)
        found = next((line for line in page.cases.rows if wanted(line, page)), None)
        if found is not None:
            page.open_number(found.subject)

    return show


def _below(window: Window) -> None:
    """The lower half of the card: cases of the same customer, files, what happened."""
    for area in _page(window).cases.card.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


def _record(*switches: str) -> Prepare:
    """The form of a complaint, with what is rarer where that is wanted."""

    def show(window: Window) -> None:
        from supervisor.desktop.screens.complaints.record_form import RecordForm
        from supervisor.desktop.screens.complaints.record_values import read_known

        page = _page(window)
        with page.desk.services.read() as reader:
            known = read_known(reader, page.desk.actor)
        form: Any = RecordForm(page, page.desk, known, "")
        form.open_with(page.show_new)
        if "settled" in switches:
            form.settled.setChecked(True)
            form.at_fault.setChecked(True)
        if "more" in switches:
            form.other_time.setChecked(True)
            form.is_group.setChecked(True)
            form.toggle_more()

    return show


def _form(ask: Callable[[Any, str], object]) -> Prepare:
    """The form of a step of the case that is open."""
    return lambda window: _ask(_page(window), ask)


def _ask(page: Any, ask: Callable[[Any, str], object]) -> None:
    if page.open_case:
        ask(page, page.open_case)


def _step(step: str) -> Prepare:
    """The form of a step, over whatever case is open: what it asks, not whether it may be taken."""

    def ask(page: Any, subject: str) -> None:
        from supervisor.desktop.screens.complaints.steps import forms

        forms()[step](page, subject)

    return _form(ask)


def _export(window: Window) -> None:
    from supervisor.desktop.screens.complaints.export_form import ExportSheet

    sheet: Any = ExportSheet(_page(window))
    sheet.opened.setChecked(True)
    sheet.open()


def _clock(window: Window) -> None:
    """As if the clock had been set back; the next reading says that it was not."""
    page = _page(window)
    page.clock.put(
        "本机时钟曾被拨回：账本已见 2026-11-23 18:00，时钟显示 2026-11-22 18:00。时限不因此延长。", may_confirm=True
    )


def _clock_form(window: Window) -> None:
    from supervisor.desktop.screens.complaints.clock_notice import ask_clock

    _page(window).clock.put("", may_confirm=True)
    ask_clock(_page(window))


def _comment_book(window: Window) -> None:
    from supervisor.desktop.screens.complaints.comment_book import ask_read

    page = _page(window)
    page.tabs.show_tab("comment_book")
    ask_read(page)


def _praise(window: Window) -> None:
    from supervisor.desktop.screens.complaints.praise import ask_praise

    page = _page(window)
    page.tabs.show_tab("praise")
    ask_praise(page)


def _handle(page: Any, subject: str) -> None:
    from supervisor.desktop.screens.complaints.answer_forms import ask_handle

    ask_handle(page, subject)


def _join(page: Any, subject: str) -> None:
    from supervisor.desktop.screens.complaints.links_card import ask_join

    ask_join(page, subject)


def _promise(window: Window) -> None:
    from supervisor.desktop.screens.complaints.promise_forms import ask_promise
    from supervisor.desktop.widgets.forms import FormSheet

    page = _page(window)
    page.tabs.show_tab("promises")
    ask_promise(page)
    for sheet in window.findChildren(FormSheet):
        box: Any = sheet._fields.get("service")
        if sheet.isVisible() and box is not None:
            box.setCurrentIndex(1)


def _tab(tab: str) -> Prepare:
    return lambda window: _page(window).tabs.show_tab(tab)


def _figures(view: str) -> Prepare:
    def show(window: Window) -> None:
        page = _page(window)
        page.tabs.show_tab("figures")
        page.figures.choose(view=view)

    return show


def _setting(part: str) -> Prepare:
    return lambda window: window.go("settings", f"complaints:{part}")


STEPS = (
    "close", "reply", "head_office_decides", "first_feedback", "resume", "hand_over", "ask_review", "settle",
    "tell_manager", "agree_reply_time", "change_group", "find_complex", "extend", "pause", "ask_escalation", "escalate",
    "decline_escalation", "link", "withdraw", "erase",
)  # fmt: skip
COMPLAINTS: list[tuple[str, Prepare]] = [
    ("open", _register(lambda cases: cases.bar.stand("open"))),
    ("filters", _register(_filters)),
    ("empty", _register(lambda cases: cases.words.setText("zzz"))),
    ("paused", _case(lambda line, _p: bool(line.live and line.paused_reason))),
    ("paused-handle", _form(_handle)),
    ("group", _case(lambda line, _p: line.group_size > 0)),
    ("repeat", _case(lambda line, page: line.subject in page.repeats)),
    ("repeat-below", _below),
    ("joined", _case(lambda line, _p: line.state == "joined")),
    ("joining", _form(_join)),
    *((f"step-{step}", _step(step)) for step in STEPS),
    ("head-office", _case(lambda line, _p: bool(line.with_head_office or line.head_office))),
    ("to-sign", _case(lambda line, _p: line.state == "replied")),
    ("closed", _case(lambda line, _p: line.state == "closed")),
    ("erased", _case(lambda line, _p: line.state == "withdrawn")),
    ("record", _record()),
    ("record-settled", _record("settled")),
    ("record-more", _record("more")),
    *((tab, _tab(tab)) for tab in ("promises", "praise", "comment_book", "figures", "retention")),
    ("promise", _promise),
    ("comment-form", _comment_book),
    ("praise-form", _praise),
    ("export", _export),
    ("clock", _clock),
    ("clock-form", _clock_form),
    ("figures-months", _figures("months")),
]
SETTINGS: list[tuple[str, Prepare]] = [
    (f"complaints-{part}", _setting(part)) for part in ("limits", "classes", "kinds")
]
