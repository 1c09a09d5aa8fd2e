"""What the fields of one span of days are read from: every reading is made once, and only when a field asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from functools import cached_property

from supervisor.access import Role
from supervisor.access.ledger import users
from supervisor.actions.ledger import Action, actions
from supervisor.appraisal.ledger import appeals, fund, month_state
from supervisor.appraisal.records import MonthScore, MonthState
from supervisor.appraisal.scoring import PersonScore
from supervisor.branch.events import BRANCH
from supervisor.branch.ledger import branch_profile, people
from supervisor.branch.records import BranchProfile
from supervisor.complaints.figures.reading import figures_of
from supervisor.complaints.figures.records import Figures
from supervisor.inspection.ledger import findings, scores
from supervisor.inspection.records import Finding, Scored
from supervisor.journal import Reader
from supervisor.overview.monthly import month_span, span_figures
from supervisor.overview.records import MonthFigures
from supervisor.roster.ledger import days
from supervisor.roster.records import DayRoster

Scores = MonthScore | Callable[[], MonthScore | None] | None


class Source:
    """A month ("2026-11"), or the year up to it when `year`; `scores` may be what is called once they are needed.
    `maker` is the subject of who makes the report. With a `span` of days (a week) it is those, whatever the month."""

    def __init__(
        self, r: Reader, month: str, scores: Scores = None, *, maker: str = "", year: bool = False,
        span: tuple[date, date] | None = None,
    ) -> None:  # fmt: skip
        self.r, self.month, self.maker = r, month, maker
        self.month_first, self.last = month_span(month) if span is None else span
        self.first = self.month_first.replace(month=1) if year else self.month_first
        self._scores = scores

    @cached_property
    def until(self) -> date:
        """The last day so far: a running month is known up to today."""
        return max(self.first, min(self.last, self.r.today))

    @cached_property
    def known(self) -> bool:
        """Whether the book was kept in this span at all: a month before its first entry, or one still to come, had
        not "no complaint"; nothing is known of it."""
        begun = self.r.history(BRANCH)[:1]
        since = self.r.local(begun[0].at_ms).date() if begun else date.min
        return self.last >= since and self.first <= self.r.today

    @cached_property
    def profile(self) -> BranchProfile:
        """The branch."""
        return branch_profile(self.r)

    @cached_property
    def names(self) -> dict[str, str]:
        """Names by subject, those who left included."""
        return {one.subject: one.name for one in people(self.r, active_only=False)}

    def name(self, subject: str) -> str:
        """A person's name; an unknown subject as it is."""
        return self.names.get(subject, subject)

    def named(self, subjects: Iterable[str]) -> str:
        """Several people in one cell."""
        return "、".join(map(self.name, subjects))

    def local(self, instant: datetime | None) -> datetime | None:
        """An instant by the branch's clock, to the second, without a zone (a workbook knows none)."""
        return None if instant is None else instant.astimezone(self.r.zone).replace(microsecond=0, tzinfo=None)

    @cached_property
    def managers(self) -> str:
        """Who manages the branch: those who log in as its manager."""
        held = [one for one in users(self.r, active_only=True) if Role.MANAGER in one.roles]
        return self.named(dict.fromkeys(one.person or one.name for one in held))

    @cached_property
    def figures(self) -> MonthFigures:
        """The month as the overview tells it."""
        return span_figures(self.r, self.first, self.last, self.month, scored=self.scored, found=self.findings)

    @cached_property
    def care(self) -> Figures:
        """Complaints in figures, those that are head office's own left out."""
        return figures_of(self.r, self.first, self.until)

    @cached_property
    def findings(self) -> list[Finding]:
        """Failed items of finished inspections."""
        return findings(self.r, self.first, self.until, {one.inspection.subject: one.score for one in self.scored})

    @cached_property
    def scored(self) -> list[Scored]:
        """Finished inspections with their scores."""
        return scores(self.r, self.first, self.until)

    @cached_property
    def actions(self) -> list[Action]:
        """Corrective actions raised."""
        return actions(self.r, self.first, self.until)

    @cached_property
    def roster(self) -> list[DayRoster]:
        """The rosters of the days so far."""
        return days(self.r, self.first, self.until)

    @cached_property
    def scores(self) -> MonthScore | None:
        """The month's appraisal; None while no rule book is in force."""
        return self._scores() if callable(self._scores) else self._scores

    @cached_property
    def people(self) -> tuple[PersonScore, ...]:
        """Everybody's score."""
        return self.scores.people if self.scores is not None else ()

    @cached_property
    def totals(self) -> list[int]:
        """The totals of those who have one, hundredths of points, the highest first."""
        return sorted((one.total_points_c for one in self.people if one.total_points_c is not None), reverse=True)

    @cached_property
    def state(self) -> MonthState:
        """Where the appraisal of the month stands."""
        return month_state(self.r, self.month)

    @cached_property
    def appeals(self) -> int:
        """Appeals against scores of the month."""
        return len(appeals(self.r, self.month))

    @cached_property
    def fund_cents(self) -> int | None:
        """What the staff fund held at the end of the month; None before its first line."""
        moves = [move for move in fund(self.r) if move.day <= self.until]
        return moves[-1].balance_cents if moves else None

    def month_before(self, months: int) -> str:
        """The month so many months before, 2026-11 less 1 as 2026-10."""
        day = self.month_first
        for _each in range(months):
            day = (day - timedelta(days=1)).replace(day=1)
        return day.isoformat()[:7]
