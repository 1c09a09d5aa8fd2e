"""A month's scores at the command line: as they are, one person's line by line, and as they would be if something were
otherwise, which is never saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli.context import emit, month_of, opened, person_of, say, table
from supervisor.cli.inspect_outcome import points
from supervisor.errors import BadInput
from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.appraisal.scores import Collected
    from supervisor.appraisal.scoring import PersonScore
    from supervisor.appraisal.what_if.trying import Shift, Try
    from supervisor.journal import Reader

Waived = Annotated[
    list[str] | None, Parameter(name="--waive", negative=(), help="what would not count, EVIDENCE:STAFFNO")
]
Weights = Annotated[list[str] | None, Parameter(name="--weight", negative=(), help="another weight, COMPONENT=40")]
Worths = Annotated[list[str] | None, Parameter(name="--worth", negative=(), help="other points of a rule, RULE=-2")]


def register(group: App) -> None:
    """Add `score` to `supervisor appraisal`."""

    @group.command
    def score(
        month: str, *, person: str = "", waive: Waived = None, weight: Weights = None, worth: Worths = None,
        json: bool = False,
    ) -> int:  # fmt: skip
        """Score a month for every person, or explain one person's score line by line.

        With --waive EVIDENCE:STAFFNO, --weight COMPONENT=40 or --worth RULE=-2 (each as often as needed) everybody is
        shown before and after; nothing is saved. Weights that do not come to 100 count in proportion.
        """
        from supervisor.access import Right, require
        from supervisor.appraisal.scores import collect, score_month
        from supervisor.appraisal.service import read_score

        month = month_of(month)
        with opened() as app, app.read() as r:
            if waive or weight or worth:
                require(r, app.actor, Right.READ_PEOPLE)
                collected = collect(r, month)
                return _try(r, collected, _asked(r, waive or (), weight or (), worth or ()), person, json)
            if person:
                found = read_score(r, app.actor, month, person_of(r, person))
                people, document = [found], {"month": month}
            else:
                require(r, app.actor, Right.READ_PEOPLE)
                scored = score_month(r, month)
                people = list(scored.people)
                document = {
                    "month": month, "state": scored.state, "rulebook": scored.digest, "late": scored.late,
                    "notes": scored.notes,
                }  # fmt: skip
        _show(people, document, bool(person), json)
        return 0


def _show(people: list[PersonScore], document: dict[str, Any], alone: bool, json: bool) -> None:
    from supervisor.appraisal.explain import explain_score, score_document

    if json:
        emit("appraisal.score", 1, {**document, "people": [score_document(one) for one in people]})
        return
    if alone:
        for line in explain_score(people[0]):
            say(line)
    table(
        (_("Rank"), _("No."), _("Name"), _("Points"), _("Grade"), _("Money")),
        [
            (p.rank or "", p.no, p.name, "" if p.total_points_c is None else points(p.total_points_c), p.grade,
             f"{p.money_cents / 100:.2f}")
            for p in sorted(people, key=lambda p: (p.rank or 9999, p.no))
        ],
    )  # fmt: skip


def _asked(r: Reader, waive: list[str] | tuple, weight: list[str] | tuple, worth: list[str] | tuple) -> Try:
    """What is to be tried, from what was written. Raises BadInput."""
    from supervisor.appraisal.what_if.trying import Try

    waived = set()
    for each in waive:
        evidence, colon, no = each.rpartition(":")
        if not colon or not evidence:
            raise BadInput(_("Write what is waived as EVIDENCE:STAFFNO: {given}").format(given=each))
        waived.add((evidence, person_of(r, no)))
    worths: dict[str, int | None] = dict(_figures(worth))
    return Try(waived=frozenset(waived), weights_c=dict(_figures(weight)), points_c=worths)


def _figures(given: list[str] | tuple) -> list[tuple[str, int]]:
    found = []
    for each in given:
        code, equals, figure = each.partition("=")
        try:
            value_c = round(float(figure) * 100)
        except (ValueError, OverflowError):
            equals = ""
            value_c = 0
        if not equals or not code.strip():
            raise BadInput(_("Write it as CODE=NUMBER: {given}").format(given=each))
        found.append((code.strip(), value_c))
    return found


def _try(r: Reader, collected: Collected, what: Try, person: str, json: bool) -> int:
    from supervisor.appraisal.explain import explain_score, score_document
    from supervisor.appraisal.scores import scored
    from supervisor.appraisal.what_if.trying import shifts, tried

    before = scored(collected)
    for evidence, who in what.waived:
        own = before.of(who)
        if own is None or not any(line.evidence == evidence for line in own.lines):
            words = _("{evidence} is not in this person's score of {month}.")
            raise BadInput(words.format(evidence=evidence, month=collected.month))
    found = shifts(before, tried(collected, what))
    if person:
        wanted = person_of(r, person)
        found = tuple(each for each in found if each.before.person == wanted)
    if json:
        emit("appraisal.what_if", 1, {
            "month": collected.month, "saved": False,
            "waived": [{"evidence": evidence, "person": who} for evidence, who in sorted(what.waived)],
            "weights_c": what.weights_c, "points_c": what.points_c,
            "people": [
                {"person": s.before.person, "no": s.before.no, "name": s.before.name,
                 "before": score_document(s.before), "after": score_document(s.after)}
                for s in found
            ],
        })  # fmt: skip
        return 0
    say(_("Only tried: nothing is saved."))
    if person:
        for each in found:
            for line in explain_score(each.after):
                say(line)
    table(
        (_("No."), _("Name"), _("Points"), _("Rank"), _("Grade"), _("Money")),
        [
            (s.before.no, s.before.name, _both(s, "total_points_c"), _both(s, "rank"), _both(s, "grade"),
             _both(s, "money_cents"))
            for s in sorted(found, key=lambda s: (s.after.rank or 9999, s.before.no))
        ],
    )  # fmt: skip
    return 0


def _both(shift: Shift, field: str) -> str:
    """A value before and after; once where it stays."""
    one, other = (_value(field, getattr(score, field)) for score in (shift.before, shift.after))
    return one if one == other else f"{one} → {other}"


def _value(field: str, value: Any) -> str:
    if field == "total_points_c":
        return "" if value is None else str(points(value))
    return f"{value / 100:.2f}" if field == "money_cents" else str(value or "")
