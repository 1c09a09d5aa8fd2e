"""New time limits of complaints: from a day on, never for cases whose customers were told the limits before."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from supervisor.access import Right, require
from supervisor.branch.faults import WrongField
from supervisor.complaints.clockwatch.ledger import present
from supervisor.complaints.kernel.deadlines import DeadlineRules, limit_ranges
from supervisor.complaints.ledger import complaints, open_complaints
from supervisor.complaints.settings import events
from supervisor.complaints.settings.words import LIMITS
from supervisor.errors import BadInput
from supervisor.journal import Book
from supervisor.language import _


class LimitsTaken(msgspec.Struct, frozen=True):
    """From which day new limits hold, and how many cases that are open keep the limits they were heard under."""

    valid_from: date
    untouched: int

    @property
    def words(self) -> str:
        """The same in a sentence."""
        words = _("The limits are saved: they hold for complaints heard from {day} on; {n} open cases keep theirs.")
        return words.format(day=self.valid_from.isoformat(), n=self.untouched)


def set_deadlines(book: Book, actor: str, rules: DeadlineRules, valid_from: date | None = None) -> LimitsTaken:
    """Set the time limits for complaints heard from a day on, the next one unless named.

    Limits never change for cases heard before: their customers were told by when they are answered. So they begin
    today only where nobody has complained today yet, and never on a day past. Raises WrongField for limits out of
    their range and for such a day, BadInput for limits that contradict one another.
    """
    with book.write(actor) as w:
        require(w, actor, Right.MANAGE_SETTINGS)
        _require_sound(rules)
        today = max(w.today, present(w).astimezone(w.zone).date())
        valid_from = valid_from or today + timedelta(days=1)
        if valid_from < today:
            raise WrongField("valid_from", _("This day is past: cases heard before keep the limits they have."))
        if valid_from == today and complaints(w, today, today):
            words = _("Complaints were heard today and keep their limits: new ones hold from {day} at the earliest.")
            raise WrongField("valid_from", words.format(day=(today + timedelta(days=1)).isoformat()))
        w.append(
            "complaint_settings:limits",
            events.DeadlinesSet(valid_from=valid_from, **msgspec.structs.asdict(rules)),
        )
        return LimitsTaken(valid_from, len(open_complaints(w)))


def _require_sound(rules: DeadlineRules) -> None:
    wrong, ranges = rules.faults(), limit_ranges()
    for name in wrong:
        if name in ranges:
            least, most = ranges[name]
            words = _("{name}: write a whole number from {least} to {most}.")
            raise WrongField(name, words.format(name=LIMITS[name], least=least, most=most))
    if wrong:
        named = ", ".join(str(LIMITS[name]) for name in wrong)
        raise BadInput(_("These limits cannot be: {limits}.").format(limits=named))
