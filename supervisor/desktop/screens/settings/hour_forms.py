"""Forms about the branch, its weekly hours and single dates."""

from __future__ import annotations

from datetime import date
from typing import Any

from supervisor.branch.faults import WrongField
from supervisor.desktop.desk import Undo
from supervisor.desktop.screens.settings.words import EVERY_DAY, day_words, hours_words, weekday_words
from supervisor.desktop.widgets.field_form import CheckList, FieldForm
from supervisor.language import _


def ask_profile(owner: Any) -> FieldForm:
    """Name, number, waiting target, paydays and pension days; undo puts back what stood there."""
    from supervisor.branch import service

    desk, old = owner.desk, owner.page.snapshot.profile
    form = FieldForm(owner, desk, _("The branch"))
    form.halves()
    form.text("name", _("Name of the branch"), old.name if old else "")
    form.text("number", _("Branch number (may stay empty)"), old.number if old else "")
    form.text("target_minutes", _("Waiting target, minutes"), f"{old.target_minutes:g}" if old else "10")
    form.text("target_share", _("for how many customers, %"), f"{old.target_share * 100:g}" if old else "80")
    form.halves(False)
    form.text("days", _("Paydays (days of the month on which wages arrive)"),
              ", ".join(map(str, old.paydays)) if old else "", _("like 10, 15"))  # fmt: skip
    form.text("pension_days", _("Pension days (days of the month on which pensions arrive)"),
              ", ".join(map(str, old.pension_days)) if old else "", _("like 10, 15"))  # fmt: skip

    def put(
        name: str, number: str, minutes: float, share: float, days: tuple[int, ...], pension_days: tuple[int, ...]
    ) -> None:
        given: dict[str, Any] = {"name": name, "number": number, "target_minutes": minutes, "target_share": share}
        with desk.book.batch():  # all of it or nothing
            if old is None:
                service.found_branch(desk.book, desk.actor, **given)
            else:
                service.change_profile(desk.book, desk.actor, **given)
            service.set_paydays(desk.book, desk.actor, days)
            service.set_pension_days(desk.book, desk.actor, pension_days)

    def work(given: dict[str, Any]) -> None:
        days, pension_days = (_days_of_month(field, given[field]) for field in ("days", "pension_days"))
        minutes = _number("target_minutes", given["target_minutes"])
        share = _number("target_share", given["target_share"].rstrip("%％")) / 100
        put(given["name"], given["number"], minutes, share, days, pension_days)

    def undo(_result: Any) -> Undo | None:
        if old is None:
            return None
        back = (old.name, old.number, old.target_minutes, old.target_share, old.paydays, old.pension_days)
        return Undo(_("changing the branch"), lambda: put(*back))

    form.send(_("Save"), work, said=_("The branch is saved."), undo=undo)
    return form


def _days_of_month(field: str, text: str) -> tuple[int, ...]:
    days: list[int] = []
    for part in text.replace("，", ",").replace("、", ",").split(","):
        if part.strip() and not part.strip().isdecimal():
            raise WrongField(field, _("{value} is no day of the month").format(value=part.strip()))
        days += [int(part)] if part.strip() else []
    return tuple(days)


def _number(field: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise WrongField(field, _("{value} is no such number").format(value=text or _("(empty)"))) from None


def ask_hours(owner: Any, line: Any) -> FieldForm:
    """Hours of some weekdays from a day on; undo puts back the hours that held then."""
    from supervisor.branch import service
    from supervisor.branch.records import Opening

    desk, known = owner.desk, owner.page.snapshot
    new = all(one.since is None for one in known.week)
    ticked = {line.weekday} if line is not None else set(range(1, 6)) if new else set()
    form = FieldForm(owner, desk, _("Opening hours"), width=560)
    days = CheckList([(day, weekday_words(day)) for day in EVERY_DAY], ticked, columns=4)
    form.field("weekdays", _("On these days"), days)
    closed = form.check(
        "closed", _("doors closed"), line is not None and line.opening is None and line.since is not None
    )
    opens, closes = hours_words(line.opening if line is not None else None)
    form.halves()
    start = form.minute("opening", _("Doors open at"), opens)
    end = form.minute("close", _("Doors close at"), closes)
    since_when = [("always", _("as far back as the book goes")), ("day", _("from this day on:"))]
    form.choice("since", _("In force"), since_when,
                "always" if new or (line is not None and line.since is None) else "day")  # fmt: skip
    begins = form.day("valid_from", _("First day"), known.today)
    form.halves(False)
    since: Any = form._fields["since"]

    def fit() -> None:
        begins.setEnabled(since.currentData() == "day")
        for field in (start, end):
            field.setEnabled(not closed.isChecked())

    since.currentIndexChanged.connect(lambda _place: fit())
    closed.toggled.connect(lambda _on: fit())
    fit()
    before: dict[int, Any] = {}
    first: list[date] = []

    def work(given: dict[str, Any]) -> None:
        if not given["weekdays"]:
            raise WrongField("weekdays", _("Tick at least one day."))
        begin = date.min if given["since"] == "always" else given["valid_from"]
        opening = None if given["closed"] else Opening(given["opening"], given["close"])
        with desk.book.read() as reader:
            before.update(_held(reader, given["weekdays"], begin))
        first[:] = [begin]
        service.set_hours(desk.book, desk.actor, sorted(given["weekdays"]), opening, valid_from=begin)

    def put_back() -> None:
        with desk.book.batch():
            for weekday, opening in before.items():
                service.set_hours(desk.book, desk.actor, [weekday], opening, valid_from=first[0])

    form.send(_("Save"), work, said=_("The hours are saved."), undo=lambda _r: Undo(_("opening hours"), put_back))
    return form


def _held(reader: Any, weekdays: set[int], day: date) -> dict[int, Any]:
    """The opening of each weekday that was in force on a day before anything was changed."""
    from supervisor.branch.ledger import weekly_hours

    held: dict[int, Any] = dict.fromkeys(weekdays)
    for one in weekly_hours(reader):  # in order of their dates
        if one.weekday in held and one.valid_from <= day:
            held[one.weekday] = one.opening
    return held


def ask_day(owner: Any, line: Any) -> FieldForm:
    """Say what one date is here, against week and nation; undo puts back what was said of it before."""
    from supervisor.branch import service
    from supervisor.branch.records import Opening

    desk, known = owner.desk, owner.page.snapshot
    own = line.own if line is not None else None
    form = FieldForm(owner, desk, _("A day of its own"))
    form.day("day", _("Date"), line.day if line is not None else known.today)
    working = own.working if own is not None else line.kind == "holiday" if line is not None else False
    form.choice(
        "working", _("On this day the branch is"), [(False, _("doors closed")), (True, _("doors open"))], working
    )
    usual = form.check("usual", _("with the usual hours of that weekday"), own is None or own.opening is None)
    opens, closes = hours_words(own.opening if own is not None else None)
    form.halves()
    start = form.minute("opening", _("Doors open at"), opens)
    end = form.minute("close", _("Doors close at"), closes)
    form.halves(False)
    form.text(
        "note", _("Occasion"), own.note if own is not None else "", _("like Spring Festival, power cut, stocktaking")
    )
    chosen: Any = form._fields["working"]

    def fit() -> None:
        usual.setEnabled(bool(chosen.currentData()))
        for field in (start, end):
            field.setEnabled(bool(chosen.currentData()) and not usual.isChecked())

    chosen.currentIndexChanged.connect(lambda _place: fit())
    usual.toggled.connect(lambda _on: fit())
    fit()
    before: list[Any] = []

    def work(given: dict[str, Any]) -> date:
        from supervisor.branch.ledger import overrides

        with desk.book.read() as reader:
            before[:] = overrides(reader, given["day"], given["day"])
        own_hours = given["working"] and not given["usual"]
        service.set_override(
            desk.book, desk.actor, given["day"], working=bool(given["working"]), note=given["note"],
            opening=Opening(given["opening"], given["close"]) if own_hours else None,
        )  # fmt: skip
        return given["day"]

    def undo(day: date) -> Undo:
        return Undo(_("a day of its own"), lambda: _put_back(desk, day, before[0] if before else None))

    form.send(_("Save"), work, said=_("The day is set."), undo=undo)
    return form


def withdraw(owner: Any, line: Any) -> None:
    """Let a date follow week and nation again; undo says once more what was said of it."""
    from supervisor.branch import service

    desk = owner.desk
    desk.command(
        owner, lambda: service.withdraw_override(desk.book, desk.actor, line.day),
        said=_("{day} follows the usual rules again.").format(day=day_words(line.day)),
        undo=lambda _r: Undo(_("a day of its own"), lambda: _put_back(desk, line.day, line.own)),
    )  # fmt: skip


def _put_back(desk: Any, day: date, own: Any) -> None:
    from supervisor.branch import service

    if own is None:
        service.withdraw_override(desk.book, desk.actor, day)
    else:
        service.set_override(desk.book, desk.actor, day, working=own.working, opening=own.opening, note=own.note)
