"""What scoring returns: lines that add up to components, components that add up to a score.

A line carries why it stands there as a code with its figures, not as a sentence: a million lines are made in seconds
and each is said in the reader's language when it is read (`reasons`).
"""

from __future__ import annotations

from datetime import date

import msgspec

from supervisor.appraisal.rulebook.model import Rule
from supervisor.appraisal.scoring.facts import Evidence
from supervisor.appraisal.scoring.reasons import Reason, said
from supervisor.language import Words


class Charge(msgspec.Struct, kw_only=True, gc=False):
    """A rule applied to a piece of evidence; `kind` is "counted" until another rule changes it. Worked on in place
    while one person is scored, and seen by nobody afterwards. `nth`: the how manieth of its kind in the period."""

    rule: Rule
    evidence: Evidence
    count: int
    points_c: int
    money_cents: int
    kind: str = "counted"
    why: tuple[Reason, ...] = ()
    nth: int = 0


class Line(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One line of an explanation. Lines of a component add up to its score; lines without a component come after
    weighting. `node` is the line of the check-list or the measure, `check` the inspection scored by itself.

    `kind`: start, counted, reminder, outranked, waived, absorbed, limit, floor, cap, measure, scaled, combined,
    consequence, award, pay, rounding; carried, carried_award (what late evidence of a signed month moved)."""

    component: str
    kind: str
    points_c: int
    money_cents: int = 0
    rule: str = ""
    rule_name: Words = Words("")
    evidence: str = ""
    item: str = ""
    day: date | None = None
    count: int = 0
    node: str = ""
    check: str = ""
    why: tuple[Reason, ...] = ()
    note: str = ""

    @property
    def reason(self) -> str:
        """Why the line stands here, in the language in force."""
        return "; ".join(filter(None, (*(said(each) for each in self.why), self.note)))


class ComponentScore(msgspec.Struct, frozen=True, kw_only=True):
    """A component of one person: `points_c` None when nothing was recorded (then it is left out of the weights).
    `weight_c` is the weight in the rule book, `share_c` what it brings to the total: the shares add up to it. One that
    is `added` has no weight: all its points come to the weighted mean; one `by_points` weighs by its full points."""

    code: str
    name: Words
    weight_c: int
    points_c: int | None
    share_c: int = 0
    why: tuple[Reason, ...] = ()
    added: bool = False
    by_points: bool = False

    @property
    def note(self) -> str:
        """What a reader must know of it, in the language in force."""
        return "; ".join(said(each) for each in self.why)


class PersonScore(msgspec.Struct, frozen=True, kw_only=True):
    """One person's month. `weighted_c` is the weighted mean of the measured components with what is added to it,
    `total_points_c` adds the lines that come after weighting; both None when no component was measured. `pieces`:
    evidence looked at; `sharing`: how many hold the same place, of `ranked` people."""

    person: str
    no: str
    name: str
    role: str
    total_points_c: int | None
    weighted_c: int | None
    money_cents: int
    components: tuple[ComponentScore, ...]
    lines: tuple[Line, ...]
    pieces: int
    rank: int | None = None
    sharing: int = 0
    ranked: int = 0
    grade: str = ""
    why: tuple[Reason, ...] = ()

    @property
    def fines_cents(self) -> int:
        """The part of the money that is fines (negative), with what late evidence of signed months changed in them;
        rewards and pay are not among it."""
        return sum(
            line.money_cents for line in self.lines
            if line.kind == "carried" or (line.money_cents < 0 and line.kind not in ("carried_award", "pay"))
        )  # fmt: skip

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader must know of the score, in the language in force."""
        return tuple(said(each) for each in self.why)
