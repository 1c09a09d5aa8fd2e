"""A rule book tried on examples: the scores, and where they are not what is due."""

from __future__ import annotations

import msgspec

from supervisor.appraisal.rulebook import RuleBook
from supervisor.appraisal.rulebook.validity import outside
from supervisor.appraisal.scoring import PersonScore, score_people
from supervisor.appraisal.trial.intake import Due, Examples
from supervisor.language import _


class Tried(msgspec.Struct, frozen=True):
    """The scores in the order of the people, and sentences that say what differs from what is due; `note`: that the
    book is not written for the month of the examples ("" where it is)."""

    scores: tuple[PersonScore, ...]
    differences: tuple[str, ...]
    note: str = ""


def try_book(book: RuleBook, examples: Examples) -> Tried:
    """Score the examples by the book and compare them with what they say is due."""
    scores = score_people(book, examples.members, examples.evidence, (), examples.around)
    by_no = {score.no: score for score in scores}
    said = [line for due in examples.due for line in _differs(due, by_no.get(due.no))]
    return Tried(scores, tuple(said), outside(book, examples.month))


def _differs(due: Due, score: PersonScore | None) -> list[str]:
    """Sentences; nothing comes out for somebody whom the book leaves out."""
    pairs = (
        (_("Points"), due.points_c, score and score.total_points_c, True),
        (_("Money"), due.money_cents, score and score.money_cents, True),
        (_("Rank"), due.rank, score and score.rank, False),
        (_("Grade"), due.grade or None, (score and score.grade) or None, False),
    )
    return [
        _("Row {row}, {no}: {what} {got}, due {due}").format(
            row=due.row, no=due.no, what=what, got=_said(got, scaled), due=_said(wanted, scaled)
        )
        for what, wanted, got, scaled in pairs
        if wanted is not None and wanted != got
    ]


def _said(value: int | str | None, scaled: bool) -> str:
    if value is None:
        return "—"
    return f"{value / 100:.2f}" if scaled and isinstance(value, int) else str(value)
