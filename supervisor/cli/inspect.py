"""Inspections: templates, logging a whole inspection from a file, lists, one inspection with its score explained."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
from cyclopts import App

from supervisor.cli import inspect_after as after
from supervisor.cli import inspect_plan as planned
from supervisor.cli import inspect_print, inspect_templates, sight
from supervisor.cli.answers_file import answers_in, pictures_beside
from supervisor.cli.context import (
    day_of,
    emit,
    instant_of,
    names,
    one_of,
    opened,
    reading,
    say,
    table,
)  # fmt: skip
from supervisor.language import _


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


def _found(r: Any, wanted: str) -> Any:
    from supervisor.inspection.ledger import inspections

    return one_of(inspections(r, r.today - timedelta(days=3660), r.today), wanted, _("inspection"))


def register(app: App) -> None:
    """Add the commands of `supervisor inspect`."""
    group = App(name="inspect", help="templates, logging, lists, scores")
    app.command(group)
    inspect_templates.register(group)
    _logging(group)
    _lists(group)
    after.register(group, _found, points)
    planned.register(group)
    inspect_print.register(group, _found)
    sight.register(group)


def _logging(group: App) -> None:
    @group.command
    def log(
        template: str, file: Path | None = None, *, place: str = "", source: str = "on_site", at: str | None = None,
        others_pass: bool = False, json: bool = False,
    ) -> int:  # fmt: skip
        """Log a whole inspection from a JSON file of answers; `--others-pass` takes all items not named as in order.

        The file holds a list of {"item", "verdict": pass|fail|na, "persons": [staff numbers], "cases", "note",
        "photos": [files beside it]}.
        """
        from supervisor.access import Right, allowed
        from supervisor.inspection.ledger import inspection
        from supervisor.inspection.whole import log_inspection

        answers = answers_in(file, others_pass=others_pass)
        with opened() as app:
            subject = log_inspection(
                app.book, app.actor, template, answers, source=source, place=place,  # type: ignore[arg-type]
                at=instant_of(app, at), others_pass=others_pass, file=str(file or ""),
                pictures=pictures_beside(answers, file),
            )  # fmt: skip
            with app.read() as r:
                done = inspection(r, subject)
                assert done is not None
                if json:
                    emit("inspect.logged", 1, {"subject": subject, "number": done.number})
                else:
                    say(_("Logged {number}.").format(number=done.number))
                    if allowed(r, app.actor, Right.READ_PEOPLE):
                        _outcome(r, subject)
        return 0


def _outcome(r: Any, subject: str) -> None:
    """What a logged inspection came to: the score, each failed item with why it cost what it cost, what follows."""
    from supervisor.actions.ledger import actions_from
    from supervisor.inspection.ledger import findings_of, sheet
    from supervisor.inspection.scoring.explain import explain

    page, who = sheet(r, subject), names(r)
    raised = findings_of(r, subject)
    lines = {line.item: line for line in page.score.lines}
    _say_score(page.score)
    if raised and not any(line.lost_c for line in page.score.lines):
        if all("reminder" in line.causes for line in page.score.lines):
            say(_("Nothing was taken off: the first time is a reminder, the next time costs points."))
        else:
            say(_("Nothing was taken off; the reasons stand with each finding."))
    if not raised:
        say(_("No finding: everything was in order."))
        return
    table(
        (_("Item"), _("What"), _("Persons"), _("Points"), _("Why")),
        [
            (f.item, page.template.item(f.item).words, "、".join(who.get(p, p) for p in f.persons), points(-f.points_c),
             explain(lines[f.item], page.template) if f.item in lines else "")
            for f in raised
        ],
    )  # fmt: skip
    actions = actions_from(r, [f.subject for f in raised])
    if actions:
        item_of = {f.subject: f.item for f in raised}
        table(
            (_("Action"), _("Item"), _("Owner"), _("Doer"), _("Due")),
            [(a.number, item_of[a.source], who.get(a.owner, a.owner), who.get(a.doer, a.doer), a.due) for a in actions],
        )


def _say_score(score: Any) -> None:
    say(_("Score {points} of {full}, out of 100: {percent}").format(
        points=points(score.score_c), full=points(score.full_c), percent=hundred(score)
    ))  # fmt: skip


def _lists(group: App) -> None:
    @group.command(name="list")
    def list_all(*, first: str | None = None, last: str | None = None, json: bool = False) -> int:
        """Inspections of a span of days (default the last 31)."""
        from supervisor.inspection.ledger import inspections, templates_in_force
        from supervisor.inspection.ledger import scores as scored
        from supervisor.inspection.words import STATES

        with reading() as (_app, r):
            end = day_of(last, r.today)
            start = day_of(first, end - timedelta(days=30))
            found = inspections(r, start, end)
            who = names(r)
            titles = {template.code: template.name for _version, template in templates_in_force(r, end)}
            scores = {one.inspection.subject: one.score for one in scored(r, start, end)}
        if json:
            emit("inspect.list", 1, {"inspections": [
                {**msgspec.to_builtins(i), **marks(scores.get(i.subject))}
                for i in found
            ]})  # fmt: skip
        else:
            table(
                (_("No."), _("Day"), _("Check-list"), _("Place"), _("By"), _("State"), _("Score")),
                [
                    (i.number, i.day, titles.get(i.code, i.code), i.place, who.get(i.inspector, ""), STATES[i.state],
                     hundred(scores.get(i.subject)))
                    for i in found
                ],
            )  # fmt: skip
        return 0

    @group.command
    def show(wanted: str, *, json: bool = False) -> int:
        """One inspection: every answer."""
        from supervisor.inspection.facts import said
        from supervisor.inspection.ledger import sheet

        with reading(people=True) as (_app, r):
            page = sheet(r, _found(r, wanted).subject)
            who = names(r)
        if json:
            emit("inspect.show", 1, {
                "inspection": page.inspection, "answers": page.answers, "notes": dict(page.notes),
                "photos": page.photos, "signatures": page.signatures, **marks(page.score),
            })  # fmt: skip
            return 0
        say(f"{page.inspection.number}  {page.template.name}  {page.inspection.day}  {hundred(page.score)}")
        rows = []
        for item in page.template.items():
            given = page.answer(item.id)
            persons = "、".join(who.get(p, p) for p in given.persons) if given else ""
            rows.append((item.id, item.words, said(item, given), persons, given.note if given else ""))
        table((_("Item"), _("What"), _("Seen"), _("Persons"), _("Note")), rows)
        return 0

    @group.command
    def score(wanted: str, *, json: bool = False) -> int:
        """One inspection: why the score is what it is, point by point."""
        from supervisor.inspection.ledger import sheet
        from supervisor.inspection.scoring.explain import explain, summary

        with reading(people=True) as (_app, r):
            page = sheet(r, _found(r, wanted).subject)
            who = names(r)
        if json:
            emit("inspect.score", 1, {
                "number": page.inspection.number, "points": page.score.score_c / 100, "lines": page.score.lines,
                "sections": page.score.sections, "full_c": page.score.full_c, "forfeited_c": page.score.forfeited_c,
                "forfeited_by": page.score.forfeited_by, "bonus_c": page.score.bonus_c,
                "unbounded_c": page.score.unbounded_c, "bound": page.score.bound, "score_c": page.score.score_c,
            })  # fmt: skip
            return 0
        lines = {line.item: line for line in page.score.lines}
        for words, amount in summary(page.score, page.template):
            if words in (_("Score"), _("Out of 100")):
                continue
            line = lines.get(words)
            named = words if line is None else f"{words} {page.template.item(words).words}"
            say(f"{named}  {amount}" + (f"  {explain(line, page.template, who)}" if line is not None else ""))
        _say_score(page.score)
        return 0
