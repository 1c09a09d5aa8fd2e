"""Rule books on the command line: checked, explained, tried on examples, written out and put in force."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from cyclopts import App

from supervisor.cli.context import Output, emit, month_of, opened, say, table, workbook_name
from supervisor.cli.inspect_outcome import points
from supervisor.errors import BadInput
from supervisor.language import _

if TYPE_CHECKING:
    from supervisor.appraisal.scoring import PersonScore


def register(group: App) -> None:
    """Add the commands of `supervisor appraisal rules`."""
    rules = App(name="rules", help="rule books as data")
    group.command(rules)

    @rules.command
    def check(file: Path) -> int:
        """Check a rule book workbook; every mistake is named, nothing is taken in."""
        from supervisor.appraisal.rulebook.intake import read_rulebook

        book = read_rulebook(file)
        say(_("{file}: {count} rules, no mistake.").format(file=file, count=len(book.rules)))
        return 0

    @rules.command
    def explain(file: Path) -> int:
        """Say in sentences what a rule book does."""
        from supervisor.appraisal.rulebook.explain import explain_rulebook
        from supervisor.appraisal.rulebook.intake import read_rulebook

        for sentence in explain_rulebook(read_rulebook(file)):
            say(sentence)
        return 0

    @rules.command
    def export(month: str, *, output: Output, force: bool = False) -> int:
        """Write the rule book in force in a month as the workbook that a manager edits."""
        from reports import write_rulebook
        from supervisor.appraisal.ledger import rulebook

        workbook_name(output, force)
        with opened() as app, app.read() as r:
            found = rulebook(r, month_of(month))
        if found is None:
            raise BadInput(_("No rule book is in force in {month}.").format(month=month))
        write_rulebook(found, output)
        say(str(output))
        return 0

    @rules.command(name="import")
    def import_file(file: Path, *, month: str) -> int:
        """Use a rule book from the first day of a month on."""
        from supervisor.appraisal.library import import_rulebook

        with opened() as app:
            import_rulebook(app.book, app.actor, file, month_of(month))
        say(_("In force from {month}.").format(month=month))
        return 0

    bank = App(name="bank", help="the bank's own figures, with which measures are compared")
    group.command(bank)

    @bank.command(name="set")
    def set_figure(
        month: str, measure: str, value: float | None = None, *, remove: bool = False, note: str = ""
    ) -> int:
        """Record what the bank as a whole came to in a month for a measure of the rule book."""
        from supervisor.appraisal import service

        if (value is None) != remove:
            raise BadInput(_("Write the value, or --remove."))
        value_c = None if value is None else hundredths_of(value)
        with opened() as app:
            service.set_bank_figure(
                app.book, app.actor, month=month_of(month), measure=measure, value_c=value_c, note=note
            )
        say(_("Recorded."))
        return 0

    @bank.command(name="list")
    def list_figures(month: str, *, json: bool = False) -> int:
        """The bank's figures of a month."""
        from supervisor.access import Right, require
        from supervisor.appraisal.ledger import bank_figures

        with opened() as app, app.read() as r:
            require(r, app.actor, Right.READ_PEOPLE)
            found = bank_figures(r, month_of(month))
        if json:
            emit("appraisal.bank", 1, {"month": month, "figures": found})
            return 0
        table((_("Indicator"), _("Value"), _("Note")), [(one.measure, points(one.value_c), one.note) for one in found])
        return 0

    @rules.command(name="try")
    def try_examples(file: Path, examples: Path, *, person: str = "", json: bool = False) -> int:
        """Score written examples by a rule book, and say where they are not what is due; no book is needed."""
        from supervisor.appraisal.explain import explain_score, score_document
        from supervisor.appraisal.rulebook.intake import read_rulebook
        from supervisor.appraisal.trial.intake import read_examples
        from supervisor.appraisal.trial.trying import try_book

        given = read_examples(examples)
        tried = try_book(read_rulebook(file), given)
        scores = [one for one in tried.scores if person in ("", one.no)]
        if not scores:
            raise BadInput(_("{no} is none of the people.").format(no=person))
        if json:
            people = [score_document(one) for one in scores]
            told = {"month": given.month, "people": people, "differences": tried.differences, "note": tried.note}
            emit("appraisal.tried", 1, told)
        elif person:
            for line in explain_score(scores[0]):
                say(line)
        else:
            _scores(scores)
        if tried.note and not json:
            say(tried.note)
        if tried.differences:
            raise BadInput("\n".join((_("Not what is due:"), *tried.differences)))
        if given.due and not json:
            say(_("All {count} are what is due.").format(count=len(given.due)))
        return 0


def hundredths_of(value: float) -> int:
    """A figure with at most two decimals, in hundredths."""
    if not isfinite(value):
        raise BadInput(_("{text} is not a number.").format(text=value))
    exact = round(value * 100)
    if abs(value * 100 - exact) > 1e-6:
        raise BadInput(_("{text} has more than two decimals.").format(text=value))
    return exact


def _scores(scores: Sequence[PersonScore]) -> None:
    table(
        (_("No."), _("Name"), _("Points"), _("Grade"), _("Rank"), _("Money")),
        [(one.no, one.name, "" if one.total_points_c is None else points(one.total_points_c), one.grade,
          one.rank or "", f"{one.money_cents / 100:.2f}") for one in scores],
    )  # fmt: skip
