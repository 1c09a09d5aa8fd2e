"""One check-list beside the list: its items in both languages with their rules in words, and its versions."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QStackedWidget

from supervisor.desktop.desk import Desk
from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.inspections.templates_reading import Line
from supervisor.desktop.widgets.basics import Card, RowFrame, button, clear, column, label, pill, row, scrolling
from supervisor.desktop.widgets.choices import choice_button
from supervisor.inspection.words import STANDINGS
from supervisor.language import Words, _, language


class TemplateCard(Card):
    """`put` a check-list; two views, items and versions. `wanted` is told which version is to go out to Excel."""

    wanted = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._line: Line | None = None
        self.title = label("", "heading", wrap=True)
        self.about = label("", "muted", wrap=True)
        self.note = label("", "", wrap=True)
        group = QButtonGroup(self)
        self.show_items = choice_button(_("What is asked"), lambda: self.stack.setCurrentIndex(0), group)
        self.show_versions = choice_button(_("Versions"), lambda: self.stack.setCurrentIndex(1), group)
        self.show_items.setChecked(True)
        self._items, self._versions = column(spacing=0), column(spacing=0)
        self.stack = QStackedWidget()
        self.items = scrolling(self._items)
        self.items.setAccessibleName(_("Items of the check-list"))
        self.stack.addWidget(self.items)
        self.stack.addWidget(scrolling(self._versions))
        self.add(self.title)
        self.add(self.about)
        self.add(self.note)
        views = row(self.show_items, self.show_versions, spacing=6)
        views.addStretch(1)
        self.add(views)
        self.add(self.stack, 1)

    def put(self, line: Line | None) -> None:
        """Show a check-list, or what would stand here."""
        if line is not None and self._line is not None and line == self._line:
            return
        self._line = line
        clear(self._items)
        clear(self._versions)
        for part in (self.about, self.show_items, self.show_versions):
            part.setVisible(line is not None)
        self.note.setVisible(line is not None and bool(str(line.template.note)))
        if line is None:
            self.title.setText(_("Choose a check-list to read it."))
            return
        template = line.template
        self.title.setText(both(template.name))
        self.about.setText(" · ".join(_facts(line)))
        self.note.setText(str(template.note))
        for section in template.sections:
            self._section(section, template)
        for one in template.thresholds:
            words = _("more than {count} in a month: {what}").format(count=one.more_than, what=one.consequence)
            self._items.addWidget(label(f"{one.item} · {words}" if one.item else words, "muted", wrap=True))
        self._items.addStretch(1)
        standing = next((one for one in line.versions if one.state == "in_force"), None)
        for place, one in enumerate(line.versions):
            before = line.versions[place + 1] if place + 1 < len(line.versions) else None
            self._version(one, before, standing if standing not in (one, before) else None)
        self._versions.addStretch(1)

    def take_focus(self) -> None:
        """The keyboard scrolls the items."""
        self.show_items.click()
        self.items.setFocus()

    def _section(self, section: Any, template: Any) -> None:
        from supervisor.inspection.scoring.rule_words import condition_words, rule_words

        heading = both(section.name)
        if section.relevant:
            condition = condition_words(section.relevant, template)
            heading += " · " + _("asked only when {condition}").format(condition=condition)
        said = label(heading, "strong", wrap=True)
        said.setContentsMargins(0, 12, 0, 4)
        self._items.addWidget(said)
        for item in section.items:
            frame = RowFrame(side=0)
            number = label(item.id, "muted")
            number.setFixedWidth(self._desk.theme.px(64))
            texts = column(label(str(item.words), wrap=True), spacing=1)
            other = _other(item.words)
            if other:
                texts.addWidget(label(other, "muted", wrap=True))
            texts.addWidget(label(rule_words(item, template), "small", wrap=True))
            frame.line.addWidget(number)
            frame.line.addLayout(texts, 1)
            frame.setAccessibleName(f"{item.id} {item.words}")
            self._items.addWidget(frame)

    def _version(self, one: Any, before: Any | None, standing: Any | None) -> None:
        """A version: against the one before it, against the one in force where that is another, out to Excel."""
        frame = RowFrame(side=0)
        facts = [
            _("from {day} on").format(day=one.version.valid_from.isoformat()),
            _("{count} items").format(count=len(one.template.items())),
            _("{points} points").format(points=_plain(one.template.base_c)),
            _("used {count} times").format(count=one.used),
        ]
        texts = column(label(_("Version {label}").format(label=one.template.version), "strong"), spacing=1)
        texts.addWidget(label(" · ".join(facts), wrap=True))
        if one.reason:
            texts.addWidget(label(one.reason, "muted", wrap=True))
        texts.addWidget(label(_("Fingerprint {digest}").format(digest=one.version.digest[:16]), "small"))
        frame.line.addLayout(texts, 1)
        status = {"in_force": "good", "coming": "info"}.get(one.state, "quiet")
        frame.line.addWidget(pill(str(STANDINGS[one.state]), status))
        doors = column(spacing=2)
        if before is not None:
            doors.addWidget(button(_("What changed ›"), lambda: self.show_changes(before, one), "small"))
        if standing is not None:
            known = _("Against the one in force ›")
            doors.addWidget(button(known, lambda: self.show_changes(*in_order(one, standing)), "small"))
        doors.addWidget(button(_("Save for Excel…"), lambda: self.wanted.emit(one.template), "small"))
        frame.line.addLayout(doors)
        self._versions.addWidget(frame)

    def show_changes(self, older: Any, newer: Any) -> Sheet:
        """What changed between two versions."""
        from supervisor.inspection.xlsform.diff import differences

        heading = _("{name}: from version {older} to {newer}").format(
            name=newer.template.name, older=older.template.version, newer=newer.template.version
        )
        sheet = Sheet(self.window(), heading)
        sheet.setMinimumWidth(self._desk.theme.px(720))
        sheet.body.addWidget(changes_list(differences(older.template, newer.template), self._desk))
        done = button(_("Close"), sheet.accept, "primary")
        done.setDefault(True)
        sheet.buttons.addWidget(done)
        sheet.open()
        return sheet


def in_order(one: Any, other: Any) -> tuple[Any, Any]:
    """Two versions, the one that came into force first before the other."""
    first, second = sorted((one, other), key=lambda each: (each.version.valid_from, each.version.order))
    return first, second


def both(words: Words) -> str:
    """A name in the language in force and, where it differs, in the other."""
    return " · ".join(one for one in (str(words), _other(words)) if one)


def _plain(hundredths: int) -> str:
    return f"{hundredths / 100:g}"


def _other(words: Words) -> str:
    other = words.en if language() == "zh" else words.zh
    return other if other != str(words) else ""


def changes_list(changes: Any, desk: Desk) -> Any:
    """Differences as lines that scroll."""
    from supervisor.inspection.xlsform.diff import in_words

    lines = column(spacing=0)
    for one in changes:
        frame = RowFrame(side=0)
        frame.line.addWidget(label(in_words(one), wrap=True), 1)
        lines.addWidget(frame)
    if not changes:
        lines.addWidget(label(_("They say the same."), "muted"))
    lines.addStretch(1)
    area = scrolling(lines)
    area.setMinimumHeight(desk.theme.px(min(360, 60 + 40 * len(changes))))
    area.setAccessibleName(_("What changes"))
    return area


def _facts(line: Line) -> list[str]:
    template = line.template
    found = [
        template.code,
        _("version {label} from {day} on").format(
            label=template.version, day=line.standing.version.valid_from.isoformat()
        ),
        _("{count} items").format(count=len(template.items())),
        _("{points} points").format(points=_plain(template.base_c)),
        _("used {count} times").format(count=line.used),
        _("a breach is remembered for {days} days").format(days=template.repeat_days),
    ]
    if template.cap_c:
        found.append(_("up to {points} with bonus").format(points=_plain(template.cap_c)))
    return found
