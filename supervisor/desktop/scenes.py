"""The states of each screen that are worth a picture: as it opens, and in the middle of its main job."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from supervisor.desktop.scenes_complaints import COMPLAINTS, SETTINGS
from supervisor.desktop.scenes_dispatch import DISPATCH
from supervisor.desktop.scenes_inspections import INSPECTIONS
from supervisor.desktop.scenes_meetings import MEETINGS

if TYPE_CHECKING:
    from supervisor.desktop.shell.window import Window

Prepare = Callable[["Window"], None]


def scenes(key: str) -> list[tuple[str, Prepare]]:
    """Pairs of a scene's name (empty for the screen as it opens) and what brings the window into it.

    A scene reads only; none writes into the book that is shown.
    """
    return [("", lambda window: window.go(key)), *_MORE.get(key, [])]


def _take_out(window: Window) -> None:
    from supervisor.desktop.screens.settings.taking_out import TakeOutSheet

    page: Any = window.pages["settings"]
    TakeOutSheet(page, page.desk).open()


def _days_to_mend(window: Window) -> None:
    page: Any = window.pages["actions"]
    page.ask_settings()


def _actions_waiting(window: Window) -> None:
    page: Any = window.pages["actions"]
    page.keep("recheck" if page.snapshot.kept("recheck") else "done")


def _actions_repeated(window: Window) -> None:
    page: Any = window.pages["actions"]
    again = max(page.snapshot.repeats, key=lambda one: page.snapshot.repeats[one].times, default="")
    page.keep("all")
    page.table.select(lambda action: action.subject == again)


def _roster_draft(window: Window) -> None:
    page: Any = window.pages["roster"]
    page.step(1)
    page.week.ask_draft("plan")


def _roster_day(window: Window) -> None:
    page: Any = window.pages["roster"]
    page.draft = None
    page.go_to(page.today)
    page.show_tab("day")


def _rota(window: Window) -> None:
    window.go("roster", "rota")


def _rota_areas(window: Window) -> None:
    page: Any = window.pages["roster"]
    page.rota.show_part("areas")


def _training(window: Window) -> None:
    window.go("roster", "training")


def _posts(window: Window) -> None:
    window.go("settings", "posts")


def _hours(window: Window) -> None:
    window.go("settings", "hours")


def _meeting_rules(window: Window) -> None:
    window.go("settings", "meetings")


def _targets(window: Window) -> None:
    page: Any = window.pages["settings"]
    page.hours.ask_targets()


def _book(window: Window) -> None:
    window.go("settings", "book")


def _search(window: Window) -> None:
    from supervisor.desktop.shell.finder import Finder

    window.search()
    for finder in window.findChildren(Finder):
        finder.field.setText("检查")


def _tab(page: str, tab: str) -> Prepare:
    def show(window: Window) -> None:
        shown: Any = window.pages[page]
        shown.tabs.show_tab(tab)

    return show


def _traffic(tab: str, **asked: str) -> Prepare:
    """A tab of the traffic screen, put together by `by` and showing the figure `measure`."""

    def show(window: Window) -> None:
        page: Any = window.pages["traffic"]
        page.tabs.show_tab(tab)
        part = page.part(tab)
        if "measure" in asked:
            part.show_measure(asked["measure"])
        if "by" in asked:
            part.group_by(asked["by"])

    return show


def _preview(window: Window) -> None:
    page: Any = window.pages["reports"]
    page.month.export.ask_preview()


def _names_for_forms(window: Window) -> None:
    page: Any = window.pages["reports"]
    page.form.ask_fields()


def _due_day(window: Window) -> None:
    page: Any = window.pages["reports"]
    page.tabs.show_tab("month")
    page.month.standing.rule.click()


_MORE: dict[str, list[tuple[str, Prepare]]] = {
    "today": [("search", _search)],
    "actions": [("waiting", _actions_waiting), ("repeated", _actions_repeated), ("days", _days_to_mend)],
    "inspections": INSPECTIONS,
    "meetings": MEETINGS,
    "dispatch": DISPATCH,
    "roster": [
        ("draft", _roster_draft),
        ("day", _roster_day),
        ("rota", _rota),
        ("rota-areas", _rota_areas),
        ("training", _training),
    ],
    "traffic": [
        ("pattern", _traffic("pattern")),
        ("pattern-wait", _traffic("pattern", measure="wait_p90")),
        ("waits", _traffic("waits")),
        ("waits-window", _traffic("waits", by="window", measure="service")),
        ("waits-day", _traffic("waits", by="day", measure="wait")),
        ("bottlenecks", _traffic("bottlenecks")),
        ("ratings", _traffic("ratings")),
        ("ratings-window", _traffic("ratings", by="window")),
        ("staffing", _traffic("staffing")),
    ],
    "complaints": COMPLAINTS,
    "appraisal": [
        *((tab, _tab("appraisal", tab)) for tab in ("review", "appeals", "late", "fund", "rules", "numbers", "own")),
        *((tab, _tab("appraisal", tab)) for tab in ("mine", "fairness")),
        ("what-if", lambda window: window.go("appraisal", "what_if")),
    ],
    "reports": [
        ("preview", _preview),
        ("others", _tab("reports", "others")),
        ("form", _tab("reports", "form")),
        ("names", _names_for_forms),
        ("check", _tab("reports", "check")),
        ("consolidate", _tab("reports", "consolidate")),
        ("history", _tab("reports", "history")),
        ("due", _due_day),
    ],
    "settings": [
        ("posts", _posts),
        ("hours", _hours),
        ("meetings", _meeting_rules),
        ("targets", _targets),
        *SETTINGS,
        ("book", _book),
        ("take-out", _take_out),
        ("log-in", lambda window: window.log_out()),
    ],  # the last of all: nobody is there after it
}
