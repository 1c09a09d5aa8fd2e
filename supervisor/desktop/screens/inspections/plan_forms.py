"""The forms of the plan: a rule, stopping one, a draw of spot checks and its proof, an excuse; printing a month."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from supervisor.desktop.desk import Undo
from supervisor.desktop.questions import Sheet
from supervisor.desktop.widgets.basics import button, label
from supervisor.desktop.widgets.field_form import CheckList, FieldForm
from supervisor.desktop.wording import clock, long_day
from supervisor.language import Words, _

DAY_END = 24 * 60
DAY_SHOWN_END = DAY_END - 1  # a clock field knows no 24:00: its last minute stands for the end of the day


def _options(words: dict[str, Words]) -> list[tuple[str, str]]:
    return [(key, str(text)) for key, text in words.items()]


def ask_rule(tab: Any, line: Any = None) -> None:
    """Add a rule, or change one from a date on."""
    from supervisor.inspection.plan.words import COUNTED, EVERY, ROLES, WEEKDAYS
    from supervisor.inspection.words import SOURCES

    shown, desk = tab.snapshot, tab.desk
    if shown is None or not shown.may_plan:
        return
    old = line.rule if line is not None else None
    form = FieldForm(tab, desk, _("Change the rule") if old else _("New rule"), width=600)
    form.halves()
    form.text("name", _("Name of the rule"), str(old.name) if old else "", _("like: lobby in order before opening"))
    own = [(old.code, line.checklist)] if line is not None and old else []  # also when it is out of use
    lists = dict([*own, *shown.templates])
    form.choice("code", _("Check-list"), list(lists.items()), old.code if old else None)
    form.choice("every", _("How often"), [o for o in _options(EVERY) if o[0] != "spot"], old.every if old else "week")
    form.number("times", _("Times in each"), old.times if old else 1, 1, 31)
    doer = (old.doer or f"role:{old.role}") if old else "role:"
    roles = [(f"role:{key}", text) for key, text in _options(ROLES)]
    form.choice("doer", _("By whom"), [*roles, *shown.inspectors], doer)
    form.choice("source", _("How it is seen"), [("", _("any way")), *_options(SOURCES)], old.source if old else "")
    places = dict([("", _("whole branch")), *shown.zones, *([(old.place, old.place)] if old and old.place else [])])
    form.choice("place", _("Place"), list(places.items()), old.place if old else "")
    whom = old.whom[0] if old and old.whom else ""
    form.choice("whom", _("Who is checked"), [("", _("everybody")), *shown.labels], whom, searchable=True)
    form.choice("counted", _("Counted days"), _options(COUNTED), old.counted if old else "working")
    form.number("grace_days", _("Days to make up for it"), old.grace_days if old else 0, 0, 30)
    form.minute("from_minute", _("From (time of day)"), old.from_minute if old else 0)
    form.minute("to_minute", _("Until (23:59: end of the day)"),
                min(old.to_minute, DAY_SHOWN_END) if old else DAY_SHOWN_END)  # fmt: skip
    form.number("from_nth", _("From the n-th day (0: the first, −1: the last)"), old.from_nth if old else 0, -31, 31)
    form.number("to_nth", _("To the n-th day (0: the last)"), old.to_nth if old else 0, -31, 31)
    form.day("valid_from", _("Counts from"), shown.today)
    form.check("spread", _("Spread the times over the period"), old.spread if old else False)
    form.halves(False)
    days = [(n, str(words)) for n, words in enumerate(WEEKDAYS, 1)]
    form.field("weekdays", _("Only on (none: any day)"), CheckList(days, old.weekdays if old else (), columns=7))

    def work(values: dict[str, Any]) -> str:
        nonlocal since
        from supervisor.inspection.plan.service import set_rule

        since = values["valid_from"]
        return set_rule(desk.book, desk.actor, rule_of(values, old))

    since = shown.today

    def undo(subject: str) -> Undo:
        import msgspec

        from supervisor.inspection.plan.service import set_rule, stop_rule

        if old is None:
            return Undo(_("a rule"), lambda: stop_rule(desk.book, desk.actor, subject, day=since))
        before = msgspec.structs.replace(old, valid_from=since)
        return Undo(_("a rule"), lambda: set_rule(desk.book, desk.actor, before))

    form.send(_("Keep the rule"), work, said=_("The rule is kept."), undo=undo, done=lambda made: _after(tab, made))


def rule_of(values: dict[str, Any], old: Any = None) -> Any:
    """The rule that stands in a form's fields; a name that was not touched keeps both its languages."""
    from supervisor.inspection.plan.rules import Rule

    doer, more = values.pop("doer"), dict(values)
    person, role = ("", doer.removeprefix("role:")) if doer.startswith("role:") else (doer, "")
    name, whom = more.pop("name"), more.pop("whom")
    others = old.whom[1:] if old is not None and whom and old.whom[:1] == (whom,) else ()
    until = more.pop("to_minute")
    return Rule(
        subject=old.subject if old is not None else "",
        name=old.name if old is not None and name == str(old.name) else Words(name),
        doer=person,
        role=role,
        whom=(whom, *others) if whom else (),
        weekdays=tuple(sorted(more.pop("weekdays"))),
        to_minute=DAY_END if until >= DAY_SHOWN_END else until,
        **more,
    )


def _after(tab: Any, subject: str) -> None:
    tab.open_about(subject)
    tab.again()


def take_up(tab: Any) -> None:
    """Set the usual rules that are not there yet, from today on."""
    from supervisor.inspection.plan.defaults import take_up_usual

    desk = tab.desk

    def done(subjects: list[str]) -> None:
        words = _("{n} rules were taken up.") if subjects else _("All usual rules are there already.")
        desk.say("good" if subjects else "info", words.format(n=len(subjects)))

    def undo(subjects: list[str]) -> Undo | None:
        from supervisor.inspection.plan.service import stop_rule

        def stop() -> None:
            with desk.book.batch():
                for subject in subjects:
                    stop_rule(desk.book, desk.actor, subject)

        return Undo(_("the usual rules"), stop) if subjects else None

    desk.command(tab, lambda: take_up_usual(desk.book, desk.actor), undo=undo, done=done)


def ask_stop(tab: Any, line: Any) -> None:
    """Stop a rule from a day on."""
    desk = tab.desk
    form = FieldForm(tab, desk, _("Stop the rule “{name}”").format(name=line.name))
    form.note(_("What it asked for and was missed before stays in the record."))
    form.day("day", _("Stopped from"), tab.snapshot.today)
    form.text("reason", _("Reason"))

    def work(values: dict[str, Any]) -> Any:
        from supervisor.inspection.plan.service import stop_rule

        stop_rule(desk.book, desk.actor, line.subject, **values)
        return values["day"]

    def undo(day: Any) -> Undo:
        import msgspec

        from supervisor.inspection.plan.service import set_rule

        again = msgspec.structs.replace(line.rule, valid_from=day)  # set from that day on, it is owed again
        return Undo(_("stopping a rule"), lambda: set_rule(desk.book, desk.actor, again))

    form.send(_("Stop the rule"), work, said=_("The rule is stopped."), undo=undo)


def ask_excuse(tab: Any, line: Any) -> None:
    """Excuse a check that was not made."""
    desk = tab.desk
    form = FieldForm(tab, desk, _("Excuse “{name}” of {when}").format(name=line.name, when=line.when))
    form.note(_("It is left out of the share of checks made; who excused it and why stays in the record."))
    form.text("reason", _("Reason"), line.remark if line.line.incidents else "")

    def work(values: dict[str, Any]) -> None:
        from supervisor.inspection.plan.service import excuse

        excuse(desk.book, desk.actor, line.subject, reason=values["reason"])

    def undo(_result: Any) -> Undo:
        from supervisor.inspection.plan.service import withdraw_excuse

        return Undo(_("the excuse"), lambda: withdraw_excuse(desk.book, desk.actor, line.subject))

    form.send(_("Excuse"), work, said=_("The check does not count as missed."), undo=undo)


def ask_draw(tab: Any) -> None:
    """Draw spot checks; the seed stands in the form before anything is drawn."""
    shown, desk = tab.snapshot, tab.desk
    if shown is None or not shown.may_plan:
        return
    monday = shown.today - timedelta(days=shown.today.weekday())
    drawn = any(one.line.occurrence.spot for one in shown.rows) and tab.first <= shown.today <= tab.last
    first = monday + timedelta(days=7) if drawn or shown.today.weekday() >= 4 else shown.today
    form = FieldForm(tab, desk, _("Draw spot checks"), width=560)
    form.note(_("Who is checked when, where and by whom is drawn by chance, fairly over people, places and hours. "
                "Nobody inspects himself; nobody away by the roster is drawn."))  # fmt: skip
    form.halves()
    form.day("first", _("From"), first)
    form.day("last", _("To"), first + timedelta(days=6 - first.weekday()))
    form.number("wanted", _("How many checks"), 4, 1, 200)
    form.text("seed", _("Seed (any text; with the chance of the moment it decides)"), secrets.token_hex(4))
    form.halves(False)
    usual = [code for code, _name in shown.templates if code in ("appearance", "discipline")]
    form.field("codes", _("Check-lists"), CheckList(shown.templates, usual, columns=2))
    form.text("reason", _("Why these days are drawn again (only then)"))

    def work(values: dict[str, Any]) -> Any:
        from supervisor.inspection.plan.spots import draw_checks

        wanted = values.pop("codes")
        codes = [code for code, _name in shown.templates if code in wanted]
        return draw_checks(desk.book, desk.actor, codes=codes, **values)

    def done(made: Any) -> None:
        tab.show_list("draws")
        tab.open_about(made.subject)
        tab.again()
        show_proof(tab, made)

    form.send(_("Draw"), work, done=done)


def show_proof(tab: Any, line: Any) -> None:
    """Draw again from what is kept, and show the draw with the checks that this person may see."""

    def reading(reader: Any) -> tuple[Any, Any, dict[str, str]]:
        from supervisor.branch.ledger import names
        from supervisor.inspection.plan.reading import seen_draws
        from supervisor.inspection.plan.spots import prove

        zones = {zone.code: str(zone.name) for zone in names(reader, "zone")}
        seen = next(one for one in seen_draws(reader, tab.desk.actor) if one.subject == line.subject)
        return prove(reader, line.subject), seen, zones

    tab.desk.load(tab, reading, lambda found: ProofSheet(tab, *found).open())


class ProofSheet(Sheet):
    """A draw: its seed and method, whether drawing again gives the same, and its checks."""

    def __init__(self, tab: Any, proof: Any, seen: Any, zones: dict[str, str]) -> None:
        super().__init__(tab.window(), _("Draw {number}").format(number=seen.number))
        self.setMinimumWidth(tab.desk.theme.px(760))
        self.holds = proof.holds
        words = (
            _("✓ Proved: the kept seed and inputs give exactly these checks again.") if proof.holds
            else _("▲ Not proved: the kept seed and inputs give other checks.")
        )  # fmt: skip
        self.body.addWidget(label(words, "good" if proof.holds else "bad"))
        facts = [
            _("Seed {seed} · chance {chance} · method {method} · days {first} to {last}").format(
                seed=seen.seed, chance=seen.chance or "–", method=seen.method, first=seen.first, last=seen.last),
            _("Drawn from {people} people with {quarters} quarter-hours on post; {peaks} quarter-hours are peaks.")
            .format(people=proof.people, quarters=proof.quarters, peaks=proof.peaks),
        ]  # fmt: skip
        if seen.reason:
            facts.append(_("Drawn again because: {reason}").format(reason=seen.reason))
        for fact in facts:
            self.body.addWidget(label(fact, "small"))
        self.lines = list(_check_lines(tab, seen, zones))
        for text in self.lines:
            self.body.addWidget(label(text))
        if len(seen.checks) < seen.drawn:
            hidden = _("{n} checks to come are not shown to you.").format(n=seen.drawn - len(seen.checks))
            self.body.addWidget(label(hidden, "muted"))
        close = button(_("Close"), self.accept, "primary")
        close.setDefault(True)
        self.buttons.addWidget(close)


def _check_lines(tab: Any, seen: Any, zones: dict[str, str]) -> Iterable[str]:
    people, lists = tab.snapshot.people, dict(tab.snapshot.templates)
    for check in seen.checks:
        yield _("{day} {time}  {person} · {place} · {list} · by {inspector}").format(
            day=long_day(check.day), time=clock(check.minute), person=people.get(check.person, "–"),
            place=zones.get(check.place, check.place) or "–", list=lists.get(check.code, check.code),
            inspector=people.get(check.inspector, "–"),
        ) + (f" · {_('at a peak')}" if check.peak else "")  # fmt: skip


def print_month(tab: Any) -> None:
    """Print the month on show for the wall; spot checks are not on it."""
    from supervisor.desktop.printing import print_html

    month = tab.first if tab.snapshot is None else tab.snapshot.first

    def reading(reader: Any) -> str:
        from supervisor.inspection.plan.paper import month_page

        return month_page(reader, month.isoformat()[:7])

    tab.desk.load(tab, reading, lambda html: print_html(tab, html, _("Plan of inspections"), landscape=True))
