"""Pictures of how what was lost is spread: by post, by item, month by month."""

from __future__ import annotations

from supervisor.appraisal.fairness import Fairness
from supervisor.desktop.screens.appraisal.fairness.picture import Course, Picture, Row
from supervisor.desktop.wording import month_words
from supervisor.language import _, language

MOST_ITEMS = 40


def posts(found: Fairness) -> Picture:
    """How what was lost is spread within each post."""
    rows = []
    for one in found.posts:
        low, first, middle, third, high = one.five
        words = _("{name}: {n} people, middle {middle} points lost per inspection, half of them {first} to {third}, "
                  "all {low} to {high}").format(
            name=one.key, n=len(one.values), middle=f"{middle:.3f}", first=f"{first:.3f}", third=f"{third:.3f}",
            low=f"{low:.3f}", high=f"{high:.3f}",
        )  # fmt: skip
        rows.append(Row(
            one.key, one.key, words,
            (one.key, str(len(one.values)), *(f"{value:.3f}" for value in one.five)),
            (one.key, len(one.values), *one.five), box=one.five, points=tuple(value for _who, value in one.values),
        ))  # fmt: skip
    return Picture(
        "posts", _("Points lost by post"),
        _("Each small dot is a person. The box holds the middle half of them, the line in it the middle one."),
        heads=((_("Post"), False), (_("People"), True), (_("Least"), True), (_("Lower quarter"), True),
               (_("Middle"), True), (_("Upper quarter"), True), (_("Most"), True)),
        rows=tuple(rows), axis=_("points lost per inspection"), zero=0.0,
        empty=_("Only who may read people's records sees this picture.") if found.own
        else _("No inspection was finished in these months."),
    )  # fmt: skip


def items(found: Fairness) -> Picture:
    """How often each item fails, with the interval."""
    rows = []
    order = sorted(found.items, key=lambda one: -(one.total.value or 0.0))[:MOST_ITEMS]
    for one in order:
        name = found.item_names.get(one.key, one.key)
        (low, high), value = one.total.interval, 100 * (one.total.value or 0.0)
        course = {"up": _("▲ rising"), "down": _("▼ falling"), "steady": _("steady"), "few": _("too little to say")}
        words = _("{name}: {faults} faults in {chances} checks, {value} of 100 ({low} to {high}). {course}").format(
            name=name, faults=one.total.faults, chances=one.total.chances, value=f"{value:.1f}",
            low=f"{100 * low:.1f}", high=f"{100 * high:.1f}", course=course[one.direction],
        )  # fmt: skip
        monthly = tuple(100 * part.value for part in one.parts if part.value is not None and not part.small)
        rows.append(Row(
            one.key, name, words,
            (name, str(one.total.faults), str(one.total.chances), f"{value:.1f}",
             f"{100 * low:.1f}–{100 * high:.1f}", course[one.direction]),
            (name, one.total.faults, one.total.chances, value, low, one.direction),
            value, 100 * low, 100 * high, points=monthly,
            kind="bad" if one.direction == "up" else "accent", hollow=one.total.small,
        ))  # fmt: skip
    return Picture(
        "items", _("Faults by item"),
        _("The dot is the rate over all months with its 95 % interval, small dots are single months. Red: rising."),
        heads=((_("Item"), False), (_("Faults"), True), (_("Chances"), True), (_("Faults per 100"), True),
               (_("95 % interval"), True), (_("Direction"), False)),
        rows=tuple(rows), axis=_("faults per 100 checks"), zero=0.0,
        empty=_("Only who may read people's records sees this picture.") if found.own
        else _("Nothing was found in these months."),
    )  # fmt: skip


def courses(found: Fairness) -> Picture:
    """Points lost per inspection, month by month, by post and person."""
    begun = next((n for n in range(len(found.months)) if any(one.looks[n] for one in found.persons)), 0)
    months = tuple(month_words(int(month[:4]), int(month[5:])) for month in found.months[begun:])
    short = tuple(f"{int(month[5:])}月" if language() == "zh" else month[2:] for month in found.months[begun:])
    made, rows = [], []
    posts, persons = (
        sorted((each for each in group if each.mean is not None), key=lambda each: -(each.mean or 0.0))
        for group in (found.roles_course, found.persons)
    )
    named = [(each, each.key) for each in posts] + [(each, found.name(each.key)) for each in persons]
    for one, name in named:
        words = tuple(
            _("{name}, {month}: not inspected").format(name=name, month=month) if value is None
            else _("{name}, {month}: {value} points lost per inspection, {n} inspections").format(
                name=name, month=month, value=f"{value:.3f}", n=n)
            for month, value, n in zip(months, one.months[begun:], one.looks[begun:], strict=True)
        )  # fmt: skip
        values, mean = one.months[begun:], one.mean or 0.0
        made.append(Course(one.key, name, values, words))
        rows.append(Row(
            one.key, name, "", (name, f"{mean:.3f}", *("" if v is None else f"{v:.3f}" for v in values)),
            (name, mean, *(v if v is not None else -1.0 for v in values)),
        ))  # fmt: skip
    return Picture(
        "courses", _("Points lost month by month"),
        _("Points lost per inspection. Up and Down change the post or person, Left and Right the month."),
        heads=((_("Post or person"), False), (_("All months"), True), *((month, True) for month in months)),
        rows=tuple(rows), shape="lines", axis=_("points lost per inspection"), columns=short, courses=tuple(made),
        empty=_("No inspection was finished in these months."),
    )  # fmt: skip
