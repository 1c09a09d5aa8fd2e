"""Inspections: templates, logging a whole inspection from a file, lists, one inspection with its score explained."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import msgspec
from cyclopts import App, Parameter

from supervisor.cli import inspect_after as after
from supervisor.cli import inspect_finish, inspect_print, inspect_templates, inspect_work, sight
from supervisor.cli import inspect_plan as planned
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
from supervisor.cli.inspect_outcome import (
    hundred,
    lacking,
    marks,
    not_counted,
    points,
    say_lacking,
    say_outcome,
    say_score,
)  # fmt: skip
from supervisor.cli.inspect_work import people_in
from supervisor.language import _


def _found(r: Any, wanted: str) -> Any:
    """The inspection of a number, also of one given up; else the only one whose number holds what is wanted."""
    from supervisor.inspection.ledger import inspection, inspections

    exact = inspection(r, wanted) if wanted else None
    return exact or one_of(inspections(r, r.today - timedelta(days=3660), r.today), wanted, _("inspection"))


def register(app: App) -> None:
    """Add the commands of `supervisor inspect`."""
    group = App(name="inspect", help="templates, logging, lists, scores")
    app.command(group)
    inspect_templates.register(group)
    _logging(group)
    inspect_work.register(group, _found)
    inspect_finish.register(group, _found)
    _lists(group)
    after.register(group, _found, points)
    planned.register(group)
    inspect_print.register(group, _found)
    sight.register(group)


def _logging(group: App) -> None:
    @group.command
    def log(
        template: str, file: Path | None = None, *, place: str = "", source: str = "on_site", at: str | None = None,
        inspected: Annotated[str, Parameter(help="who is inspected: staff numbers parted by commas")] = "",
        others_pass: bool = False, json: bool = False,
    ) -> int:  # fmt: skip
        """Log a whole inspection from a JSON file of answers; `--others-pass` takes all items not named as in order.

        The file holds a list of {"item", "verdict": pass|fail|na, "persons": [staff numbers], "cases", "note",
        "photos": [files beside it]}.
        """
        from supervisor.access import Right, allowed
        from supervisor.inspection.ledger import inspection, sheet
        from supervisor.inspection.whole import log_inspection

        answers = answers_in(file, others_pass=others_pass)
        with opened() as app:
            with app.read() as r:
                whom = people_in(r, inspected)
            subject = log_inspection(
                app.book, app.actor, template, answers, source=source, place=place,  # type: ignore[arg-type]
                at=instant_of(app, at), inspected=whom, others_pass=others_pass, file=str(file or ""),
                pictures=pictures_beside(answers, file),
            )  # fmt: skip
            with app.read() as r:
                done = inspection(r, subject)
                assert done is not None
                given = [str(one["item"]) for one in answers if "item" in one]
                if json:
                    page = sheet(r, subject)
                    emit("inspect.logged", 1, {
                        "subject": subject, "number": done.number, "warnings": lacking(page),
                        "not_counted": not_counted(page, given),
                    })  # fmt: skip
                else:
                    say(_("Logged {number}.").format(number=done.number))
                    if allowed(r, app.actor, Right.READ_PEOPLE):
                        say_outcome(r, subject, given)
        return 0


def _lists(group: App) -> None:
    @group.command(name="list")
    def list_all(*, first: str | None = None, last: str | None = None, json: bool = False) -> int:
        """Inspections of a span of days (default the last 31).

        Who may not read people's records sees neither scores nor of whom they were.
        """
        from supervisor.inspection.ledger import templates_in_force
        from supervisor.inspection.paper.content import CORRECTED
        from supervisor.inspection.privacy import listed_for
        from supervisor.inspection.words import STATES

        with reading() as (app, r):
            end = day_of(last, r.today)
            start = day_of(first, end - timedelta(days=30))
            found = listed_for(r, app.actor, start, end)
            who = names(r)
            titles = {template.code: template.name for _version, template in templates_in_force(r, end)}
        if json:
            emit("inspect.list", 1, {"inspections": [
                {**msgspec.to_builtins(i), **marks(score)} for i, score in found
            ]})  # fmt: skip
        else:
            table(
                (_("No."), _("Day"), _("Check-list"), _("Place"), _("By"), _("State"), _("Score")),
                [
                    (i.number, i.day, titles.get(i.code, i.code), i.place, who.get(i.inspector, ""),
                     CORRECTED if i.revised_by else STATES[i.state], hundred(score))
                    for i, score in found
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
            persons = _(", ").join(who.get(p, p) for p in given.persons) if given else ""
            seen = said(item, given) if item.id in page.asked else _("not asked")
            pictures = str(len(given.photos)) if given and given.photos else ""
            rows.append((item.id, item.words, seen, persons, page.notes.get(item.id, ""), pictures))
        table((_("Item"), _("What"), _("Seen"), _("Persons"), _("Note"), _("Photos")), rows)
        say_lacking(page)
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
        say_score(page.score)
        return 0
