"""A rule book looked at before it is put in force: what it changes rule by rule, whom it would change, all it says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea

from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.appraisal.what_if.shifts import ShiftLine, shift_table
from supervisor.desktop.widgets.basics import RowFrame, button, column, label, pill, scrolling
from supervisor.desktop.widgets.forms import FormSheet
from supervisor.desktop.widgets.tabs import Tabs
from supervisor.desktop.wording import month_words
from supervisor.language import _

MONTHS_AHEAD = 3


@dataclass(frozen=True)
class Preview:
    """A sound rule book against the one in force: `differences` None where none is in force, `shifts` everybody's score
    of the month on show before and after, `why_not` why there are none."""

    book: Any
    differences: tuple[Any, ...] | None
    shifts: tuple[Any, ...]
    sentences: tuple[str, ...]
    why_not: str = ""


def read_preview(reader: Any, month: str, book: Any) -> Preview:
    """On the pool: what the book changes in rules and in the scores of a month."""
    from supervisor.appraisal.rulebook.differences import differences
    from supervisor.appraisal.rulebook.explain import explain_rulebook
    from supervisor.appraisal.scores import collect, scored
    from supervisor.appraisal.what_if.trying import shifts
    from supervisor.errors import BadInput

    sentences = tuple(explain_rulebook(book)[1:])
    collected = collect(reader, month, instead=book)
    if collected.rulebook is None:
        return Preview(book, None, (), sentences, _("No rule book is in force in this month: nobody can be scored."))
    found = differences(collected.rulebook, book)
    try:
        moved = shifts(scored(collected), scored(collected, instead=book))
    except BadInput as refused:
        return Preview(book, found, (), sentences, str(refused))
    return Preview(book, found, moved, sentences)


def show_preview(page: Any, found: Preview, *, path: Path | None = None) -> FormSheet:
    """Ask from the first of which month the book holds, with all that speaks for and against it; one from a file is
    checked once more as it is taken in."""
    from supervisor.appraisal import library, service

    desk, snapshot, book = page.desk, page.snapshot, found.book
    theme = desk.theme
    form = FormSheet(page, desk, _("Put in force: {name}").format(name=f"{book.name} {book.version}"))
    form.setMinimumWidth(min(theme.px(860), page.window().width() - 40))
    words = _("{components} components, {rules} rules, no fault. A month once signed keeps the book it was scored by.")
    form.body.addWidget(label(words.format(components=len(book.components), rules=len(book.rules)), wrap=True))
    count = snapshot.today.year * 12 + snapshot.today.month - 1
    months = [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(count, count + MONTHS_AHEAD + 1)]
    form.choice("month", _("From the first of"), [(m, month_words(int(m[:4]), int(m[5:]))) for m in months])
    tabs = Tabs()
    high = round(page.window().height() * 0.36)
    for key, title, part in (
        ("changes", _("Rules that change"), _changes(found)),
        ("people", _("Whom it changes"), _people(page, found, snapshot.month)),
        ("text", _("All it says"), _text(found.sentences)),
    ):
        part.setMinimumHeight(high)
        tabs.add(key, title, part)
    tabs.count("changes", len(found.differences or ()))
    tabs.count("people", sum(1 for each in found.shifts if each.changed))
    form.body.addWidget(tabs)
    form.body.addWidget(tabs.stack)
    form.parts = tabs  # type: ignore[attr-defined]

    def work(v: dict[str, Any]) -> str:
        if path is not None:
            return library.import_rulebook(desk.book, desk.actor, path, v["month"])
        return service.activate_rulebook(desk.book, desk.actor, rules=book, month=v["month"])

    form.send(_("Put in force"), work, said=_("The rule book is in force."))
    return form


def show_differences(page: Any, heading: str, found: tuple[Any, ...]) -> Sheet:
    """What one version changed against the one before it."""
    sheet = Sheet(page.window(), heading)
    sheet.setMinimumWidth(page.desk.theme.px(720))
    area = differences_list(found)
    area.setMinimumHeight(round(page.window().height() * 0.5))
    sheet.body.addWidget(area)
    done = button(_("Close"), sheet.accept, "primary")
    done.setDefault(True)
    sheet.buttons.addWidget(done)
    sheet.open()
    return sheet


def differences_list(found: tuple[Any, ...]) -> QScrollArea:
    """Each change with what it is, the words of before and those of now."""
    lines = column(spacing=0)
    for one in found:
        if one.before and one.after:
            kind = (_("reworded"), "warning")
        else:
            kind = (_("gone"), "bad") if one.before else (_("new"), "good")
        frame = RowFrame(side=0)
        texts = column(spacing=2)
        if one.before:
            texts.addWidget(label(one.before, "muted", wrap=True))
        if one.after:
            texts.addWidget(label(one.after, wrap=True))
        frame.line.addWidget(pill(*kind), 0, Qt.AlignmentFlag.AlignTop)
        frame.line.addLayout(texts, 1)
        lines.addWidget(frame)
    if not found:
        lines.addWidget(label(_("Both say the same."), "muted", wrap=True))
    lines.addStretch(1)
    return _scrolled(lines, _("Rules that change"))


def _changes(found: Preview) -> Any:
    if found.differences is None:
        return _scrolled(column(label(found.why_not, "muted", wrap=True), None), _("Rules that change"))
    return differences_list(found.differences)


def _people(page: Any, found: Preview, month: str) -> Any:
    if not found.shifts:
        return _scrolled(column(label(found.why_not, "muted", wrap=True), None), _("Whom it changes"))
    table = shift_table(page.desk.theme)
    lines = {line.person: line for line in page.snapshot.lines}
    table.put([ShiftLine(each, lines.get(each.before.person)) for each in found.shifts])
    table.view.setAccessibleName(_("Scores of {month} before and after").format(month=month))
    return table


def _text(sentences: tuple[str, ...]) -> QScrollArea:
    lines = column(spacing=0)
    for sentence in sentences:
        rule = sentence.startswith("  ")
        frame = RowFrame(side=0)
        frame.line.setContentsMargins(16 if rule else 0, 5, 0, 5)
        frame.line.addWidget(label(sentence.strip(), "" if rule else "strong", wrap=True), 1)
        lines.addWidget(frame)
    lines.addStretch(1)
    return _scrolled(lines, _("All it says"))


def _scrolled(lines: Any, name: str) -> QScrollArea:
    area = scrolling(lines)
    area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that it scrolls by the arrow keys
    area.setAccessibleName(name)
    return area
