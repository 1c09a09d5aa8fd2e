"""A question of "what if" and its answer: the month scored anew, and for everybody what was and what would be."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from supervisor.appraisal.records import MonthScore
from supervisor.appraisal.rulebook import RuleBook
from supervisor.appraisal.scores import Collected, scored
from supervisor.appraisal.scoring import PersonScore
from supervisor.errors import BadInput
from supervisor.language import _

Key = tuple[str, str]  # evidence, person


class Try(msgspec.Struct, frozen=True, kw_only=True):
    """What is tried: `waived` evidence does not count, `counted` evidence counts although it was waived; `weights_c` of
    components and `points_c` of rules stand instead of those of the rule book (None: points as recorded)."""

    waived: frozenset[Key] = frozenset()
    counted: frozenset[Key] = frozenset()
    weights_c: Mapping[str, int] = {}
    points_c: Mapping[str, int | None] = {}

    @property
    def empty(self) -> bool:
        """Whether nothing is tried."""
        return not (self.waived or self.counted or self.weights_c or self.points_c)


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """One person before and after."""

    before: PersonScore
    after: PersonScore

    @property
    def points_c(self) -> int:
        """By how much the total moves, in hundredths; 0 where there is none on one side."""
        if self.before.total_points_c is None or self.after.total_points_c is None:
            return 0
        return self.after.total_points_c - self.before.total_points_c

    @property
    def changed(self) -> bool:
        """Whether total, place, grade or money is another."""
        one, other = self.before, self.after
        return (one.total_points_c, one.rank, one.grade, one.money_cents) != (
            other.total_points_c, other.rank, other.grade, other.money_cents,
        )  # fmt: skip


def tried(collected: Collected, what: Try) -> MonthScore:
    """The month scored so. Raises BadInput for a component or a rule that the book does not have, for weights that come
    to nothing, and where no rule book is in force."""
    if what.counted:
        evidence = tuple(
            msgspec.structs.replace(piece, waiver="")
            if piece.waiver and (piece.subject, piece.person) in what.counted
            else piece
            for piece in collected.evidence
        )
        collected = msgspec.structs.replace(collected, evidence=evidence)
    book = collected.rulebook
    instead = None
    if book is not None and (what.weights_c or what.points_c):
        instead = changed_book(book, what.weights_c, what.points_c)
    reason = _("only tried")
    return scored(collected, instead=instead, what_if=dict.fromkeys(what.waived, reason))


def changed_book(book: RuleBook, weights_c: Mapping[str, int], points_c: Mapping[str, int | None]) -> RuleBook:
    """The book with other weights and points. Weights need not come to 100 %: each counts in proportion."""
    unknown = [code for code in weights_c if code not in {each.code for each in book.components}]
    unknown += [code for code in points_c if book.rule(code) is None]
    if unknown:
        known = ", ".join(each.code for each in (*book.components, *book.rules))
        raise BadInput(
            _("The rule book has no {codes}. It has: {known}.").format(codes=", ".join(unknown), known=known)
        )
    components = tuple(
        msgspec.structs.replace(each, weight_c=weights_c[each.code]) if each.code in weights_c else each
        for each in book.components
    )
    if any(each.weight_c < 0 for each in components) or not any(each.weight_c for each in components):
        raise BadInput(_("A weight is 0 or more, and not all are 0."))
    rules = tuple(
        msgspec.structs.replace(each, points_c=points_c[each.code]) if each.code in points_c else each
        for each in book.rules
    )
    return msgspec.structs.replace(book, components=components, rules=rules)


def shifts(before: MonthScore, after: MonthScore) -> tuple[Shift, ...]:
    """Everybody before and after, in the order of the month."""
    then = {each.person: each for each in after.people}
    return tuple(Shift(before=each, after=then[each.person]) for each in before.people if each.person in then)
