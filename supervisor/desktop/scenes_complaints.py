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
    ("head-office", _case(lambda line, _p: bool(line.with_head_office or line.head_office))),
    ("to-sign", _case(lambda line, _p: line.state == "replied")),
    ("closed", _case(lambda line, _p: line.state == "closed")),
    ("erased", _case(lambda line, _p: line.state == "withdrawn")),
    ("record", _record()),
    ("record-settled", _record("settled")),
    ("record-more", _record("more")),
    *((tab, _tab(tab)) for tab in ("promises", "praise", "comment_book", "figures", "retention")),
    ("promise", _promise),
    ("figures-months", _figures("months")),
]
SETTINGS: list[tuple[str, Prepare]] = [
    (f"complaints-{part}", _setting(part)) for part in ("limits", "classes", "kinds")
]
