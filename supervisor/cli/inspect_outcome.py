"""What an inspection came to, as the command line tells it: the score, what it lacks, each failed item with its reason,
what follows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from supervisor.cli.context import names, say, table
from supervisor.language import _, listed


def points(points_c: int) -> str:
    """Hundredths of a point as 96.5."""
    return f"{points_c / 100:g}"


def hundred(score: Any) -> str:
    """A score out of 100, the figure by which inspections compare; empty where nothing applied."""
    return "" if score is None or score.percent_c is None else points(score.percent_c)


def marks(score: Any) -> dict[str, float | None]:
    """Points reached, points that could be reached, and the score out of 100."""
    if score is None:
        return {"score": None, "full": None, "percent": None}
    percent = None if score.percent_c is None else score.percent_c / 100
    return {"score": score.score_c / 100, "full": score.full_c / 100, "percent": percent}


def say_score(score: Any) -> None:
    """The score on one line."""
    say(_("Score {points} of {full}, out of 100: {percent}").format(
        points=points(score.score_c), full=points(score.full_c), percent=hundred(score)
    ))  # fmt: skip


def lacking(page: Any) -> list[dict[str, str]]:
    """What was missing and accepted when it was finished, as data."""
    found = [warning.partition(":") for warning in page.inspection.warnings]
    return [{"item": item, "what": what} for item, _colon, what in found]


def not_counted(page: Any, given: Iterable[str]) -> list[str]:
    """Of the items `given` an answer those for which it does not count: not asked, or passed over after a gate."""
    over = {line.item for line in page.score.lines if "skipped" in line.causes}
    return [item for item in dict.fromkeys(given) if item not in page.asked or item in over]


def say_lacking(page: Any) -> None:
    """What was missing and accepted, a line each."""
    from supervisor.inspection.completeness import Gap
    from supervisor.inspection.finishing import lack

    for one in lacking(page):
        item = page.template.item(one["item"])
        gap = Gap(item.id, one["what"], "warn", item.constraint_words)  # type: ignore[arg-type]
        say(_("{item}: missing and accepted by the inspector ({what})").format(
            item=f"{item.id} {item.words}", what=lack(gap)
        ))  # fmt: skip


def say_outcome(r: Any, subject: str, given: Iterable[str] = ()) -> None:
    """What a finished inspection came to; `given` are the items that a file answered."""
    from supervisor.inspection.ledger import findings_of, sheet
    from supervisor.inspection.scoring.explain import explain, summary

    page, who = sheet(r, subject), names(r)
    raised = findings_of(r, subject)
    lines = {line.item: line for line in page.score.lines}
    say_score(page.score)
    say_lacking(page)
    idle = not_counted(page, given)
    if idle:
        say(_("Answered, but not asked or passed over, and so not counted: {items}").format(items=listed(idle)))
    for words, amount in summary(page.score, page.template)[1:-1]:
        if words not in lines and words not in (_("Score"), _("Out of 100")):
            say(f"{words}  {amount}")  # what a gate forfeits, what floor and cap of the whole do
    if raised and not page.score.lost_c:
        if all("reminder" in line.causes for line in page.score.lines):
            say(_("Nothing was taken off: the first time is a reminder, the next time costs points."))
        else:
            say(_("Nothing was taken off; the reasons stand with each finding."))
    if not raised:
        say(_("No finding.") if lines else _("No finding: everything was in order."))
    found = {f.item: f for f in raised}
    if lines:
        table(
            (_("Item"), _("What"), _("Persons"), _("Points"), _("Why")),
            [
                (line.item, page.template.item(line.item).words, _persons(page, line.item, who),
                 points(-found[line.item].points_c if line.item in found else -line.lost_c),
                 explain(line, page.template))
                for line in page.score.lines
            ],
        )  # fmt: skip
    _say_actions(r, raised, who)


def _persons(page: Any, item: str, who: dict[str, str]) -> str:
    given = page.answer(item)
    return str(_(", ")).join(who.get(p) or p for p in given.persons) if given else ""


def _say_actions(r: Any, raised: list[Any], who: dict[str, str]) -> None:
    from supervisor.actions.ledger import actions_from

    actions = actions_from(r, [f.subject for f in raised])
    if actions:
        item_of = {f.subject: f.item for f in raised}
        table(
            (_("Action"), _("Item"), _("Owner"), _("Doer"), _("Due")),
            [(a.number, item_of[a.source], who.get(a.owner, a.owner), who.get(a.doer, a.doer), a.due) for a in actions],
        )
