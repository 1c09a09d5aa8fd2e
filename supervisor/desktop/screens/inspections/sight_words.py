"""What the views of sight say in words: their lines, what stands behind them, how to read them, why one is empty."""

from __future__ import annotations

from supervisor.desktop.screens.inspections.sight_reading import Snapshot
from supervisor.desktop.screens.inspections.sight_tables import Named
from supervisor.language import _


def lines_of(snapshot: Snapshot) -> list[Named]:
    """The lines of the table of a view."""
    view, words = snapshot.wish.view, snapshot.words
    if view == "trend":
        return [Named(line.key, words.of(snapshot.wish.axis, line.key), line) for line in snapshot.trends]
    if view == "repeats":
        return [
            Named(f"{one.key} {one.who} {one.last}", words.of("item", one.key), one,
                  words.of("person" if one.is_person else "place", one.who))
            for one in snapshot.repeats
        ]  # fmt: skip
    if view == "follows":
        return [
            Named(f"{one.month} {one.template} {one.person} {one.item} {one.more_than}", one.name, one,
                  f"{one.item} {one.checked}" if one.item else _("all items"))
            for one in snapshot.follows
        ]  # fmt: skip
    return [Named(one.person, words.of("person", one.person), one) for one in snapshot.inspectors]


def cut_words(many: int, shown: int) -> str:
    """That a list of findings shows the newest only; empty where it shows all."""
    return _("the newest {shown} of {many} findings").format(shown=shown, many=many) if many > shown else ""


def follows_words(line: Named) -> str:
    """A consequence in one sentence."""
    return _("{name}, {item}: {count} times, more than {most} in {month}. {what}").format(
        name=line.name, item=line.more, count=line.it.cases, most=line.it.more_than, month=line.it.month,
        what=line.it.consequence,
    )  # fmt: skip


def said_words(snapshot: Snapshot) -> str:
    """What stands behind the picture."""
    parts = [
        _("{first} to {last}: {count} inspections, {found} findings that count").format(
            first=snapshot.first, last=snapshot.last, count=snapshot.inspections, found=snapshot.findings
        )
    ]
    if snapshot.waived:
        parts.append(_("{count} waived, shown apart").format(count=snapshot.waived))
    if snapshot.own:
        parts.append(_("only what concerns yourself"))
    return " · ".join(parts)


def empty_words(snapshot: Snapshot) -> str:
    """Why there is nothing to show, and what to do; empty where there is something."""
    if snapshot.barred:
        return _("Comparing inspectors is for those who may read everybody's records.")
    if not snapshot.inspections:
        return _("No inspection was finished in this period. Choose a longer one, or fewer filters.")
    if snapshot.wish.view == "repeats" and not snapshot.repeats:
        return _("No fault came again within the remembered days.")
    if snapshot.wish.view == "follows" and not snapshot.follows:
        return _("Nobody had more cases in a month than the check-lists allow.")
    if snapshot.wish.view in ("heat", "trend") and not snapshot.findings and not snapshot.waived:
        return _("Nothing was found in this period: {count} inspections, all in order.").format(
            count=snapshot.inspections
        )
    return ""


def legend_words(snapshot: Snapshot) -> str:
    """How a picture is to be read."""
    view = snapshot.wish.view
    if view == "heat":
        text = _(
            "faults/checks · deeper: more often · “·” looked at, in order · blank: not looked at · * others waived"
        )
        left = snapshot.heat.left_out
        more = _("{count} further rows with fewer faults are left out").format(count=left) if left else ""
        return " · ".join(filter(None, (text, more, _("arrows move, Enter goes to the findings"))))
    if view == "trend":
        return _(
            "Faults per hundred checks with the 95 % interval; hollow point: fewer than 10 checks; dashed: the mean."
        )
    if view == "repeats":
        return _("Each point is once found; filled: within the remembered days, the next time continues the chain.")
    if view == "follows":
        return _(
            "Whole months, all places and sources. One act counts once, what was waived not at all; each inspection is "
            "judged by the version of the check-list it was begun with."
        )
    return _(
        "Faults per hundred checks, more (right) or fewer (left) than the others on the same items, places, people and "
        "months. A line that crosses zero is within chance: it says nothing against anybody."
    )
