"""The forms of the week: one square (duties, lunch, absence) and leave over several days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QTime, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QTimeEdit, QWidget

from supervisor.desktop.desk import Undo
from supervisor.desktop.widgets.basics import button, column, label, row
from supervisor.desktop.widgets.forms import FormSheet, choice_box, chosen
from supervisor.desktop.wording import long_day
from supervisor.language import _

KINDS = ("leave", "sick", "training", "business", "absent", "late")
WORK, REST = "work", "rest"


def time_edit(minute: int, name: str) -> QTimeEdit:
    """A time of day from minutes after midnight."""
    made = QTimeEdit(QTime(minute // 60 % 24, minute % 60))
    made.setDisplayFormat("HH:mm")
    made.setAccessibleName(name)
    return made


def minute_of(field: QTimeEdit) -> int:
    """What stands in a time field, in minutes after midnight; 00:00 as an end is midnight to come."""
    at = field.time()
    return at.hour() * 60 + at.minute()


class Stretches(QWidget):
    """The duties of a day, one line each: post, from, to; a line without a post counts as none."""

    changed = Signal()

    def __init__(self, posts: Sequence[tuple[str, str]], duties: Sequence[Any], usual: tuple[int, int]) -> None:
        super().__init__()
        self.setObjectName("bare")
        self._options = [("", _("no post that day")), *posts]
        self._usual = usual
        self.lines: list[tuple[QComboBox, QTimeEdit, QTimeEdit]] = []
        self._body = column(spacing=6)
        self.setLayout(self._body)
        for duty in duties:
            self.add(duty.post, duty.start_minute, duty.end_minute)
        self.more = button(_("Another post on the same day"), self._another, "link")
        self._body.addWidget(self.more)

    def add(self, post: str, start: int, end: int) -> None:
        """One more line."""
        number = len(self.lines) + 1
        which = choice_box(self._options, name=_("Post {n}").format(n=number), value=post)
        first = time_edit(start, _("From, post {n}").format(n=number))
        last = time_edit(end, _("To, post {n}").format(n=number))
        line = row(which, first, label("–", "muted"), last, spacing=6)
        line.setStretch(0, 1)
        self._body.insertLayout(len(self.lines), line)
        self.lines.append((which, first, last))

    def value(self) -> list[tuple[str, int, int]]:
        """Post, first and last minute of each line with a post, by time."""
        found = [(chosen(which), minute_of(first), minute_of(last) or 1440) for which, first, last in self.lines]
        return sorted((one for one in found if one[0]), key=lambda one: one[1])

    def _another(self) -> None:
        start = minute_of(self.lines[-1][2]) if self.lines else self._usual[0]
        self.add("", min(start, self._usual[1] - 15), self._usual[1])
        self.lines[-1][0].setFocus()


class Span(QWidget):
    """A tick with a stretch of time beside it: lunch, or an absence of a part of the day."""

    def __init__(self, title: str, ticked: bool, start: int, end: int) -> None:
        super().__init__()
        self.setObjectName("bare")
        self.tick = QCheckBox(title)
        self.tick.setChecked(ticked)
        self.first, self.last = (
            time_edit(start, _("{what}: from").format(what=title)),
            time_edit(end, _("{what}: to").format(what=title)),
        )
        self.setLayout(row(self.tick, None, self.first, label("–", "muted"), self.last, spacing=6))
        self.tick.toggled.connect(self._ticked)
        self._ticked(ticked)

    def _ticked(self, on: bool) -> None:
        self.first.setEnabled(on)
        self.last.setEnabled(on)

    def value(self) -> tuple[int, int] | None:
        """First and last minute, None when not ticked."""
        return (minute_of(self.first), minute_of(self.last) or 1440) if self.tick.isChecked() else None


def ask_square(page: Any, person: str, day: date) -> FormSheet | None:
    """Edit one square; Enter saves it."""
    from supervisor.roster.week_service import set_cells
    from supervisor.roster.words import absence_name

    desk, week = page.desk, page.snapshot.week.week
    who = next((one for one in week.people if one.subject == person), None)
    if who is None:
        return None
    cell, rules, each = week.cell(person, day), week.rules, week.days[(day - week.monday).days]
    held = {duty.post for duty in cell.duties}
    posts = [
        (p.subject, f"{p.code} {p.name}")
        for p in week.posts
        if p.subject in held or not p.skill or p.skill in who.skills
    ]
    away = cell.absences[0] if cell.absences else None
    whole = away is not None and (away.start_minute, away.end_minute) == (0, 1440)
    form = FormSheet(page, desk, f"{who.name} · {long_day(day)}")
    kinds = [(WORK, _("works")), (REST, _("rest")), *((kind, absence_name(kind)) for kind in KINDS)]
    now = away.kind if away is not None else WORK if cell.duties or not each.roster.planned else REST
    what = form.choice("what", _("This day"), kinds, now)
    usual = _usual_post(week, who, posts)
    duties = cell.duties or (_Wanted(usual, *each.span),)
    stretches: Stretches = form.field("stretches", _("Posts and times"), Stretches(posts, duties, each.span))
    begins = rules.lunch_from_minute if cell.lunch is None else cell.lunch.start_minute
    ends = begins + rules.lunch_minutes if cell.lunch is None else cell.lunch.end_minute
    lunch: Span = form.field("lunch", _("Lunch"), Span(_("Lunch"), cell.lunch is not None, begins, ends))
    spans = (away.start_minute, away.end_minute) if away is not None and not whole else each.span
    part: Span = form.field(
        "part", _("Away"), Span(_("Away for a part of the day only"), away is not None and not whole, *spans)
    )
    form.text("note", _("Note"), away.note if away is not None else "")

    def fit() -> None:
        kind = chosen(what)
        absent = kind in KINDS
        works = kind == WORK or (absent and part.tick.isChecked())
        part.setEnabled(absent)
        stretches.setEnabled(works)
        lunch.setEnabled(works)

    what.currentIndexChanged.connect(lambda _place: fit())
    part.tick.toggled.connect(lambda _on: fit())
    fit()

    def work(v: dict[str, Any]) -> Any:
        return set_cells(desk.book, desk.actor, [_square(person, day, v, cell)])

    form.send(_("Save"), work, undo=lambda before: undo_of(page, before, f"{who.name} {long_day(day)}"))
    return form


class _Wanted:
    """A duty that is offered before anybody has planned one."""

    def __init__(self, post: str, start_minute: int, end_minute: int) -> None:
        self.post, self.start_minute, self.end_minute = post, start_minute, end_minute


def _usual_post(week: Any, who: Any, posts: Sequence[tuple[str, str]]) -> str:
    """Where the person stands most of this week, else a post of the own zone, else the first that can be held."""
    spent: dict[str, int] = {}
    for each in week.days:
        for duty in each.roster.duties:
            if duty.person == who.subject:
                spent[duty.post] = spent.get(duty.post, 0) + duty.end_minute - duty.start_minute
    if spent:
        return max(spent, key=lambda post: spent[post])
    able = [one.subject for one in week.posts if any(one.subject == post for post, _words in posts)]
    zone = [one.subject for one in week.posts if one.subject in able and one.zone == who.zone]
    return next(iter([*zone, *able]), "")


def _square(person: str, day: date, v: dict[str, Any], before: Any) -> Any:
    from supervisor.roster.records import WHOLE_DAY, Absence, Cell, Duty, Lunch

    if v["what"] == REST:
        return Cell(person, day)
    absences: tuple[Any, ...] = ()
    part = v["part"] if v["what"] in KINDS else None
    if v["what"] in KINDS:
        begin, end = part or WHOLE_DAY
        absences = (Absence(person, v["what"], begin, end, v["note"]), *before.absences[1:])
        if part is None:
            return Cell(person, day, (), None, absences[:1])
    duties = tuple(Duty(person, post, start, end) for post, start, end in v["stretches"])
    lunch = Lunch(person, *v["lunch"]) if v["lunch"] is not None and duties else None
    return Cell(person, day, duties, lunch, absences)


def ask_leave(page: Any, person: str, day: date) -> FormSheet:
    """Somebody is away over several days: who, why, from, to; duties stay and show as conflicts."""
    from supervisor.roster.week_service import record_leave
    from supervisor.roster.words import absence_name

    desk, week = page.desk, page.snapshot.week.week
    form = FormSheet(page, desk, _("Record leave or another absence"))
    options = [(one.subject, f"{one.name} {one.no}") for one in week.people]
    form.choice("person", _("Person"), options, person, searchable=True)
    form.choice("kind", _("Kind"), [(kind, absence_name(kind)) for kind in KINDS])
    form.day("day", _("From"), day)
    form.day("last", _("To"), day)
    form.text("note", _("Note"))
    names = {one.subject: one.name for one in week.people}

    def work(v: dict[str, Any]) -> Any:
        from supervisor.errors import BadInput

        if not v["person"]:
            raise BadInput(_("Choose a person of the list."))
        before = record_leave(desk.book, desk.actor, v["day"], v["person"], v["kind"], last=v["last"], note=v["note"])
        return v["person"], before

    def done(result: Any) -> None:
        who, before = result
        planned = sum(1 for cell in before.cells if cell.duties)
        if planned:
            words = _("{name} is still planned on {n} of these days.").format(name=names.get(who, ""), n=planned)
            desk.say("warning", words, _("They show as conflicts beside the grid: clear the duty or give it away."))

    form.send(
        _("Record"), work, done=done, said=_("The absence is recorded; cover is counted anew."),
        undo=lambda result: undo_of(page, result[1], _("absence of {name}").format(name=names.get(result[0], ""))),
    )  # fmt: skip
    return form


def undo_of(page: Any, before: Any, what: str) -> Undo | None:
    """How to take a change of squares back; None where nothing changed."""
    from supervisor.roster.week_service import put_back

    desk = page.desk
    if not before.cells:
        return None
    return Undo(what, lambda: put_back(desk.book, desk.actor, before))
