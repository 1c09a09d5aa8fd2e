"""What stands behind a line of a score: the rule in a sentence, the evidence as it was recorded, and the entries of the
journal it was made from."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt

from supervisor.desktop.questions import Sheet
from supervisor.desktop.screens.appraisal.explaining.entries import entry_words
from supervisor.desktop.screens.inspections.photos import PhotoStrip
from supervisor.desktop.widgets.basics import RowFrame, button, column, label, put_facts, scrolling
from supervisor.desktop.wording import money, short_day, signed_points
from supervisor.language import _


def show_event(page: Any, name: str, title: str, line: Any, person: str = "") -> None:
    """Read what is behind a line in the background, then show it over the window; `person` whose line it is."""
    from supervisor.appraisal.behind.reading import read_behind

    snapshot = page.snapshot
    book = snapshot.scored.rulebook
    whose = person or next((p.person for p in snapshot.scored.people if p.name == name), "")
    page.desk.load(
        page,
        lambda reader: read_behind(reader, page.desk.actor, snapshot.month, whose, line, book),
        lambda found: open_sheet(page, name, title, line, found, whose),
    )


def open_sheet(page: Any, name: str, title: str, line: Any, found: Any, person: str) -> Sheet:
    """The rule and what it took; the evidence with its photos; the entries; and a way to the screen it came from."""
    theme = page.desk.theme
    sheet = Sheet(page.window(), f"{name} · {title}")
    sheet.setMinimumWidth(theme.px(620))
    told = found.told
    inside = column(spacing=4)
    facts = column(spacing=0)
    put_facts(facts, [(_("Rule"), found.rule or str(line.rule_name)), *_took(line, found), *told.facts], theme.px(104))
    photos = PhotoStrip(page.desk)  # above all, so that they are seen without scrolling
    inside.addWidget(photos)
    inside.addLayout(facts)
    _put_pieces(inside, page, name, found.pieces, person)
    if found.entries or not found.pieces:
        inside.addWidget(label(_("Event in the journal"), "small"))
    _put_entries(inside, page, found.entries)
    if not found.entries and not told.facts and not found.pieces:
        inside.addWidget(label(_("No single event: it follows from the lines above it."), "muted", wrap=True))
    inside.addStretch(1)
    area = scrolling(inside)
    photos.put([(digest, "") for digest in told.photos], False)  # once it has a place: a window of its own till then
    area.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that it scrolls by the arrow keys
    area.setAccessibleName(_("What is behind it"))
    area.setMinimumHeight(min(theme.px(440), round(page.window().height() * 0.62)))
    sheet.body.addWidget(area, 1)
    if told.screen:

        def go() -> None:
            sheet.accept()
            page.desk.go(told.screen, told.about)

        sheet.buttons.addWidget(button(_("Open where it was recorded"), go))
    done = button(_("Close"), sheet.accept, "primary")
    done.setDefault(True)
    sheet.buttons.addWidget(done)
    sheet.open()
    done.setFocus()
    return sheet


def _took(line: Any, found: Any) -> list[tuple[str, str]]:
    day = short_day(line.day) if line.day is not None else ""
    amount = [day, signed_points(line.points_c), money(line.money_cents) if line.money_cents else "", line.reason]
    return [
        (_("Points"), " · ".join(part for part in amount if part)),
        (_("Rule book"), found.book),
    ]


def _put_pieces(inside: Any, page: Any, name: str, pieces: Any, person: str) -> None:
    """The records a figure was put together from, each with what stands behind it."""
    if pieces:
        inside.addWidget(label(_("Put together from {n} records").format(n=len(pieces)), "small"))
    for place, piece in enumerate(pieces):
        one = piece.line
        title = page.snapshot.items.get(one.item, "") or one.note or str(one.rule_name)
        day = short_day(one.day) if one.day is not None else ""
        frame = RowFrame(last=place == len(pieces) - 1, side=0)
        said = (day, title, one.note if one.note != title else "")
        frame.line.addWidget(label(" · ".join(filter(None, said)), wrap=True), 1)
        if piece.value_c is not None:
            frame.line.addWidget(label(f"{piece.value_c / 100:g}"))
        words = _("What is behind {what}").format(what=f"{day} {title}")
        show = partial(show_event, page, name, title, one, person)
        frame.line.addWidget(button("›", show, "link", name=words))
        inside.addWidget(frame)


def _put_entries(inside: Any, page: Any, entries: Any) -> None:
    for place, entry in enumerate(entries):
        who = page.snapshot.names.get(entry.by, "") or _("the program")
        about = [f"{entry.at:%Y-%m-%d %H:%M}", who, _("device {code}").format(code=entry.device)]
        if entry.written.date() != entry.at.date():
            about.append(_("written down {at}").format(at=f"{entry.written:%Y-%m-%d %H:%M}"))
        frame = RowFrame(last=place == len(entries) - 1, side=0)
        what, details = label(entry_words(entry.kind), wrap=True), label(" · ".join(about), "small", wrap=True)
        texts = column(what, details, spacing=0)
        frame.line.addLayout(texts, 1)
        inside.addWidget(frame)
