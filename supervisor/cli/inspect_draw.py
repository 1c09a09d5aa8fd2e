"""Spot checks on the command line: drawn at random, listed with their redraws, proved."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli.context import day_of, emit, names, opened, reading, say, table
from supervisor.language import _

From = Annotated[str | None, Parameter(name=["--from"], help="first day, as 2026-11-16")]
To = Annotated[str | None, Parameter(name=["--to"], help="last day, as 2026-11-20")]
Codes = Annotated[tuple[str, ...], Parameter(negative="", help="check-lists to draw from (appearance, discipline)")]
Json = Annotated[bool, Parameter(help="one JSON document on stdout")]


def register(plan: App) -> None:
    """Add drawing and proving to `supervisor inspect plan`."""

    @plan.command
    def draw(
        *, first: From = None, last: To = None,
        wanted: Annotated[int, Parameter(name=["--count"], help="how many checks to draw")] = 3,
        code: Codes = (),
        seed: Annotated[str, Parameter(
            help="any text, which decides with the chance of the moment; left out, one is made and stated")] = "",
        reason: Annotated[str, Parameter(help="why days drawn before are drawn again")] = "",
        json: Json = False,
    ) -> int:  # fmt: skip
        """Draw spot checks at random but fairly over people, places and hours (default: the rest of this week)."""
        from supervisor.inspection.plan.reading import seen_draws
        from supervisor.inspection.plan.spots import draw_checks

        with opened() as app:
            with app.read() as r:
                start = day_of(first, r.today)
                end = day_of(last, start + timedelta(days=6 - start.weekday()))
            done = draw_checks(
                app.book, app.actor, start, end, wanted=wanted, codes=code, seed=seed, reason=reason
            )  # fmt: skip
            with app.read() as r:
                shown = next(one for one in seen_draws(r, app.actor, start, end) if one.subject == done.subject)
                who = names(r)
        if json:
            emit("inspect.plan_draw", 1, _drawn(shown))
            return 0
        say(_("Drawn {number}: {n} checks from {first} to {last}, seed {seed}, method {method}").format(
            number=done.number, n=len(done.checks), first=done.first, last=done.last, seed=done.seed,
            method=done.method,
        ))  # fmt: skip
        table(
            (_("Day"), _("Time"), _("Who"), _("Where"), _("Check-list"), _("By whom")),
            [(c.day, f"{c.minute // 60:02d}:{c.minute % 60:02d}", who.get(c.person, ""), c.place, c.code,
              who.get(c.inspector, "")) for c in shown.checks],
        )  # fmt: skip
        if len(shown.checks) < len(done.checks):
            say(_("Checks of yourself are not shown to you."))
        return 0

    @plan.command
    def draws(*, first: From = None, last: To = None, json: Json = False) -> int:
        """The draws of spot checks, redraws with their reasons (default: the last 92 days and those to come)."""
        from supervisor.inspection.plan.reading import seen_draws

        with reading() as (app, r):
            start = day_of(first, r.today - timedelta(days=92))
            found = seen_draws(r, app.actor, start, day_of(last, r.today + timedelta(days=400)))
            who = names(r)
        if json:
            emit("inspect.plan_draws", 1, {"draws": [_drawn(one) for one in found]})
            return 0
        table(
            (_("Number"), _("Drawn"), _("By"), _("From"), _("To"), _("Seed"), _("Why again")),
            [(d.number, f"{d.at.astimezone(app.book.zone):%Y-%m-%d %H:%M}", who.get(d.by, ""), d.first, d.last, d.seed,
              d.reason) for d in found],
            empty=_("No spot check was drawn yet."),
        )  # fmt: skip
        return 0

    @plan.command(name="prove")
    def prove_draw(
        number: Annotated[str, Parameter(help="number of the draw, as CC-A1-0001")], *, json: Json = False
    ) -> int:
        """Draw again from the kept seed and inputs and compare: that nobody chose who was checked (exit 4 if not)."""
        from supervisor.inspection.plan.spots import prove

        with reading() as (_app, r):
            proof = prove(r, number)
        one = proof.draw
        if json:
            emit("inspect.plan_proof", 1, {
                "number": one.number, "holds": proof.holds, "seed": one.seed, "chance": one.chance, "head": one.head,
                "method": one.method, "inputs": one.inputs, "checks": len(one.checks), "people": proof.people,
                "quarters": proof.quarters, "peaks": proof.peaks,
            })  # fmt: skip
        else:
            words = (
                _("{number} holds: seed {seed} and {people} people with {quarters} quarter-hours on post give the "
                  "same {n} checks (method {method}).")
                if proof.holds else _("{number} DOES NOT HOLD: seed {seed} gives other checks than those kept.")
            )  # fmt: skip
            say(words.format(number=one.number, seed=one.seed, people=proof.people, quarters=proof.quarters,
                             n=len(one.checks), method=one.method))  # fmt: skip
        return 0 if proof.holds else 4


def _drawn(one: Any) -> dict[str, Any]:
    return {
        "number": one.number, "subject": one.subject, "seed": one.seed, "chance": one.chance, "head": one.head,
        "over": one.over, "method": one.method, "first": one.first,
        "last": one.last, "at": one.at, "by": one.by, "inputs": one.inputs, "reason": one.reason,
        "drawn": one.drawn, "checks": one.checks,
    }  # fmt: skip
