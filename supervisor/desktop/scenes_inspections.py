"""The states of the inspection screen that are worth a picture: logging, what comes after it, plan, sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from supervisor.desktop.shell.window import Window

Prepare = Callable[["Window"], None]


def _open_sheet(window: Window) -> None:
    page: Any = window.pages["inspections"]
    rows = page.snapshot.rows
    worst = min((r for r in rows if r.percent_c is not None), key=lambda r: r.percent_c, default=None)
    if worst is not None:
        page.open_sheet(worst.subject)


def _open_begun(window: Window) -> None:
    page: Any = window.pages["inspections"]
    begun = next((r for r in page.snapshot.rows if r.state == "begun"), None)
    if begun is not None:
        page.open_sheet(begun.subject)


def _open_detail(window: Window) -> None:
    page: Any = window.pages["inspections"]
    opened = page.snapshot.opened
    if opened is None:
        return
    fault = next((a.item for a in opened.sheet.answers if a.verdict == "fail"), "")
    if fault and opened.sheet.inspection.state == "begun":
        page.sheet.open_detail(fault)


def _plan(part: str) -> Prepare:
    def show(window: Window) -> None:
        window.go("inspections", "plan")
        page: Any = window.pages["inspections"]
        tab = page.part("plan")
        tab.show_list(part)
        if part == "checks":
            tab.show_span("month")

    return show


def _one_by_one(window: Window) -> None:
    _open_begun(window)
    page: Any = window.pages["inspections"]
    page.sheet.show_one_by_one(True, remember=False)


def _sign(window: Window) -> None:
    from supervisor.desktop.screens.inspections.signing import FinishSheet

    page: Any = window.pages["inspections"]
    live = page.sheet.recorder.live
    if live.snapshot is not None and live.sheet.inspection.state == "begun":
        FinishSheet(page.sheet, page.desk, live, lambda: None).begin()


def _where(fits: Callable[[Any], bool], item: Callable[[Any], str] = lambda _page: "", then: str = "") -> Prepare:
    """The newest inspection whose sheet `fits`, at the item that is worth looking at, with a form over it."""

    def show(window: Window) -> None:
        from supervisor.inspection.ledger import sheet

        page: Any = window.pages["inspections"]
        with page.desk.book.read() as reader:
            sheets = [sheet(reader, subject) for subject in _newest(reader)]
        found = next((one for one in sheets if fits(one)), None)
        if found is None:
            return
        page.sheet.show_one_by_one(False, remember=False)
        page.open_sheet(found.inspection.subject)
        at = item(found)

        def go_on() -> None:
            page.shown_data.disconnect(go_on)
            if at:
                page.sheet.stand(at)
            if then:
                getattr(page.sheet, then).click()

        page.shown_data.connect(go_on)

    return show


def _newest(reader: Any) -> list[str]:
    """Subjects of the newest inspections."""
    from supervisor.inspection.ledger import newest_inspections

    return [one.subject for one in newest_inspections(reader, 40)]


def _failed(page: Any) -> str:
    return next((a.item for a in page.answers if a.verdict == "fail"), "")


def _pictured(page: Any) -> str:
    return next((photo.item for photo in page.photos), "")


def _late(page: Any) -> str:
    return next((clash.item for clash in page.clashes if clash.why == "late"), "")


def _waive(window: Window) -> None:
    page: Any = window.pages["inspections"]
    page.sheet.detail.after.ask_waive()


def _new(window: Window) -> None:
    page: Any = window.pages["inspections"]
    page.close_sheet()
    page.ask_new()


def _nothing_fits(window: Window) -> None:
    window.go("inspections", "log")
    page: Any = window.pages["inspections"]
    page.close_sheet()
    page.list.table.keep("没有这样的检查")


def _everything_again(window: Window) -> None:
    page: Any = window.pages["inspections"]
    page.list.table.keep("")


def _plan_span(span: str) -> Prepare:
    def show(window: Window) -> None:
        _plan("checks")(window)
        page: Any = window.pages["inspections"]
        page.part("plan").show_span(span)

    return show


def _plan_form(name: str) -> Prepare:
    def show(window: Window) -> None:
        from supervisor.desktop.screens.inspections import plan_forms

        page: Any = window.pages["inspections"]
        tab = page.part("plan")
        if name == "rule":
            plan_forms.ask_rule(tab)
        elif name == "draw":
            plan_forms.ask_draw(tab)
        elif name == "excuse":
            open_ones = [row for row in tab.snapshot.rows if row.line.state in ("due", "late", "missed")]
            if open_ones:
                plan_forms.ask_excuse(tab, open_ones[0])
        elif tab.snapshot.draws:
            plan_forms.show_proof(tab, tab.snapshot.draws[0])

    return show


def _sight(view: str) -> Prepare:
    def show(window: Window) -> None:
        window.go("inspections", "sight")
        page: Any = window.pages["inspections"]
        page.part("sight").ask(view=view)

    return show


def _templates(window: Window) -> None:
    page: Any = window.pages["inspections"]
    page.tabs.show_tab("templates")


INSPECTIONS: list[tuple[str, Prepare]] = [
    ("sheet", _open_sheet),
    ("open", _open_begun),
    ("detail", _open_detail),
    ("one-by-one", _one_by_one),
    ("sign", _sign),
    ("gate", _where(lambda page: page.inspection.state == "begun" and page.inspection.code == "discipline", _failed)),
    ("give-up", _where(lambda page: page.inspection.state == "begun", _failed, "give_up")),
    ("signed", _where(lambda page: len(page.signatures) > 2 and not page.inspection.revised_by, _pictured)),
    ("waive", _waive),
    ("waived", _where(lambda page: any("waived" in line.causes for line in page.score.lines), _failed)),
    ("late", _where(lambda page: bool(_late(page)), _late)),
    ("corrected", _where(lambda page: bool(page.inspection.revised_by), _failed)),
    ("correction", _where(lambda page: bool(page.inspection.revises) and page.inspection.state == "finished", _failed)),
    ("begin", _new),
    ("nothing-fits", _nothing_fits),
    ("list-again", _everything_again),
    *((f"plan-{part}", _plan(part)) for part in ("checks", "rules", "draws")),
    ("plan-proof", _plan_form("proof")),
    ("plan-week", _plan_span("week")),
    ("plan-rule", _plan_form("rule")),
    ("plan-draw", _plan_form("draw")),
    ("plan-excuse", _plan_form("excuse")),
    ("templates", _templates),
    *((f"sight-{view}", _sight(view)) for view in ("heat", "trend", "repeats", "inspectors", "follows")),
]
