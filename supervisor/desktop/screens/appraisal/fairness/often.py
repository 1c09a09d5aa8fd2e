"""Pictures of who was inspected how often: against the lot, by whom, in which week, at what hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from supervisor.appraisal.fairness import Fairness
from supervisor.appraisal.fairness.kernel.coverage import Whole
from supervisor.appraisal.fairness.saying import coverage_words
from supervisor.desktop.screens.appraisal.fairness.picture import Kind, Picture, Row, signed
from supervisor.desktop.wording import weekday
from supervisor.language import _

OFTEN: dict[str, Kind] = {"never": "bad", "seldom": "warning", "usual": "accent", "often": "warning"}
MONDAY = date(2026, 11, 23)  # any


def seldom(found: Fairness) -> Picture:
    """How often everybody was inspected against the lot."""
    rows = []
    for one in found.cover.people if found.cover is not None else ():
        name, verdict = found.name(one.person), coverage_words(one)
        words = _("{name}: inspected {n} times, by lot {expected}, by {inspectors} inspectors. {verdict}").format(
            name=name, n=one.looks, expected=f"{one.expected:.1f}", inspectors=one.inspectors, verdict=verdict
        )
        rows.append(Row(
            one.person, name, words,
            (name, str(one.looks), f"{one.expected:.1f}", signed(one.z, 1), str(one.inspectors), verdict),
            (name, one.looks, one.expected, one.z, one.inspectors, verdict),
            float(one.looks), other=one.expected, kind=OFTEN[one.verdict],
        ))  # fmt: skip
    return Picture(
        "often", _("How often everybody was inspected"),
        _("Full: how often. Hollow: how often by lot, among those who were there. In another colour: beyond chance."),
        heads=((_("Person"), False), (_("Times inspected"), True), (_("By lot"), True), (_("Deviation"), True),
               (_("Inspectors"), True), (_("Result"), False)),
        rows=tuple(rows), axis=_("times inspected"), empty=_("No inspection was finished in these months."),
    )  # fmt: skip


def by_inspector(found: Fairness) -> Picture:
    """Who inspected whom."""
    cover = found.cover
    people = _shown(cover)
    order = {person: at for at, person in enumerate(found.people)}
    columns = tuple(range(len(found.inspectors)))
    values = [] if cover is None else [[float(cover.by_inspector[j, order[p]]) for j in columns] for p in people]
    names = tuple(found.name(one) for one in found.inspectors)
    return _field(found, "matrix", _("Who inspected whom"), people, names, values,
                  _("Each field: how often the inspector met the person. The darker, the more often; empty: never."),
                  lambda name, column, n: _("{name} was inspected by {inspector} {n} times").format(
                      name=name, inspector=column, n=n))  # fmt: skip


def by_week(found: Fairness) -> Picture:
    """Who was inspected in which week."""
    cover = found.cover
    people = _shown(cover)
    order = {person: at for at, person in enumerate(found.people)}
    monday = found.first - timedelta(days=found.first.weekday())
    used = [] if cover is None else [at for at in range(len(cover.weeks)) if cover.by_week[:, at].any()]
    weeks = tuple(range(used[0], used[-1] + 1)) if used else ()
    days = [monday + timedelta(days=7 * week) for week in weeks]
    values = [] if cover is None else [[float(cover.by_week[order[p], week]) for week in weeks] for p in people]
    return _field(found, "weeks", _("Who was inspected in which week"), people,
                  tuple(f"{day.month}-{day.day}" for day in days), values,
                  _("Each field: how often in the week from that Monday on. The darker, the more often; empty: never."),
                  lambda name, column, n: _("{name}, week from {day}: inspected {n} times").format(
                      name=name, day=column, n=n))  # fmt: skip


def _shown(cover: Whole | None) -> tuple[str, ...]:
    return tuple(one.person for one in cover.people) if cover is not None else ()


def _field(
    found: Fairness, key: str, title: str, people: tuple[str, ...], columns: tuple[str, ...],
    values: list[list[float]], how: str, said: Callable[[str, str, str], str],
) -> Picture:  # fmt: skip
    rows, texts = [], []
    for person, line in zip(people, values, strict=False):
        name = found.name(person)
        words = tuple(said(name, column, f"{value:.0f}") for column, value in zip(columns, line, strict=True))
        rows.append(Row(person, name, "", (name, *(f"{value:.0f}" if value else "" for value in line)), (name, *line)))
        texts.append(words)
    return Picture(
        key, title, how, heads=((_("Person"), False), *((column, True) for column in columns)),
        rows=tuple(rows) if columns else (), shape="field", columns=columns,
        values=tuple(tuple(line) for line in values), texts=tuple(texts),
        empty=_("Only who may read people's records sees this picture.") if found.own
        else _("No inspection was finished in these months."),
    )  # fmt: skip


def when(found: Fairness) -> Picture:
    """At what hour and on what day inspections were made, against the open hours."""
    cover, rows = found.cover, []
    whole = int(cover.by_hour.sum()) if cover is not None else 0
    if cover is not None and whole:
        days = [
            (weekday(MONDAY + timedelta(days=n)), int(cover.by_weekday[n]), None)
            for n in range(7)
            if cover.by_weekday[n] or n < 5
        ]
        hours = [(f"{hour:02d}:00", int(cover.by_hour[hour]), float(cover.of_hours[hour]))
                 for hour in range(24) if cover.by_hour[hour] or cover.of_hours[hour] > 0]  # fmt: skip
        for name, n, expected in (*days, *hours):
            of = 100 * n / whole
            words = _("{name}: {n} inspections, {share}% of all").format(name=name, n=n, share=f"{of:.0f}")
            due = None if expected is None else 100 * expected
            if due is not None:
                words += " · " + _("by open hours {share}%").format(share=f"{due:.0f}")
            rows.append(Row(
                name, name, words, (name, str(n), f"{of:.0f}%", "–" if due is None else f"{due:.0f}%"),
                (name, n, of, due or 0.0), of, other=due, kind="accent" if n else "quiet",
            ))  # fmt: skip
    return Picture(
        "when", _("When inspections were made"),
        _("Full: share of all inspections. Hollow: the share if every open hour were inspected alike."),
        heads=((_("When"), False), (_("Inspections"), True), (_("Share"), True), (_("By open hours"), True)),
        rows=tuple(rows), axis=_("percent of inspections"), zero=0.0,
        empty=_("Only who may read people's records sees this picture.") if found.own
        else _("No inspection was finished in these months."),
    )  # fmt: skip
