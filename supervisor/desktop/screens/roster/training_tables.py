"""The lists of the tab of training: certificates, test results, courses, trainings and drills, each line in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from supervisor.desktop.theme import Theme
from supervisor.desktop.widgets.models import Column
from supervisor.desktop.widgets.table import DataTable, EmptyState
from supervisor.desktop.wording import moment
from supervisor.language import _

SOON_DAYS = 30


@dataclass(frozen=True)
class CertificateLine:
    """A certificate in words; `left` days to go, None for ever; `renewed` when a later one of the course exists."""

    subject: str
    person_subject: str
    person: str
    course: str
    reference: str
    granted: date
    until: date | None
    left: int | None
    renewed: bool

    @property
    def state(self) -> str:
        """How it stands, in words."""
        if self.renewed:
            return _("renewed")
        if self.left is None:
            return _("for ever")
        if self.left < 0:
            return _("ran out {n} days ago").format(n=-self.left)
        return _("{n} days left").format(n=self.left)

    @property
    def status(self) -> str:
        """The status that its state is shown in."""
        if self.renewed:
            return "quiet"
        if self.left is None or self.left > SOON_DAYS:
            return "good"
        return "bad" if self.left < 0 else "warning"


@dataclass(frozen=True)
class ResultLine:
    """A test in words; points in hundredths."""

    subject: str
    person: str
    course: str
    day: date
    points_c: int
    full_points_c: int
    passed: bool


@dataclass(frozen=True)
class SessionLine:
    """A training or a drill that took place."""

    subject: str
    kind: str
    what: str
    start: Any
    length: str
    leader: str
    people: str
    passed: bool | None


class CourseLine:
    """A course with its codes in words."""

    def __init__(self, course: Any, skills: dict[str, str]) -> None:
        self.course = course
        self.subject, self.code, self.name = course.subject, course.code, str(course.name)
        self.skill = skills.get(course.skill, course.skill) or "–"
        self.valid_months, self.active = course.valid_months, course.active
        self.pass_points_c, self.full_points_c = course.pass_points_c, course.full_points_c


def scene_words(scene: str, outcome: Any = None) -> str:
    """What was drilled; `outcome` names the scene of one that was played."""
    from supervisor.incidents.kinds import KINDS

    if outcome is not None and str(outcome.scene_name):
        return str(outcome.scene_name)
    kind = KINDS.get(scene)
    return str(kind.name) if kind is not None else scene


def certificates_table(theme: Theme) -> DataTable:
    """Certificates, those that run out first at the top."""
    return DataTable(
        theme,
        [
            Column("person", _("Person"), lambda c: c.person, width=110, strong=True),
            Column("course", _("Course"), lambda c: c.course, width=-1),
            Column("reference", _("Number"), lambda c: c.reference or "–", width=140, spare=True),
            Column("granted", _("Granted"), lambda c: c.granted.isoformat(), lambda c: c.granted, width=110),
            Column("until", _("Valid until"), lambda c: c.until.isoformat() if c.until else "–",
                   lambda c: c.until or date.max, width=110),
            Column("state", _("State"), lambda c: c.state,
                   lambda c: 10**6 if c.renewed else c.left if c.left is not None else 10**5,
                   status=lambda c: c.status, width=150),
        ],
        name=_("Certificates"),
        empty=EmptyState(_("No certificate yet. Passing the test of a course grants one where certificates run out; "
                           "others are entered here.")),
        sort_by="state",
    )  # fmt: skip


def results_table(theme: Theme) -> DataTable:
    """Test results, the latest first."""
    return DataTable(
        theme,
        [
            Column("day", _("Day"), lambda t: t.day.isoformat(), lambda t: t.day, width=110),
            Column("person", _("Person"), lambda t: t.person, width=110, strong=True),
            Column("course", _("Course"), lambda t: t.course, width=-1),
            Column("points", _("Points"), lambda t: f"{t.points_c / 100:g} / {t.full_points_c / 100:g}",
                   lambda t: t.points_c / t.full_points_c, True, width=120),
            Column("passed", _("Result"), lambda t: _("passed") if t.passed else _("not passed"),
                   status=lambda t: "good" if t.passed else "bad", width=110),
        ],
        name=_("Test results"),
        empty=EmptyState(_("No test in the last two years. Enter the first result.")),
        sort_by="day", descending=True,
    )  # fmt: skip


def courses_table(theme: Theme) -> DataTable:
    """What is taught."""
    return DataTable(
        theme,
        [
            Column("code", _("Code"), lambda c: c.code, width=110),
            Column("name", _("Course"), lambda c: c.name, width=-1, strong=True),
            Column("skill", _("Proves the skill"), lambda c: c.skill, width=150, spare=True),
            Column("pass", _("Pass mark"), lambda c: f"{c.pass_points_c / 100:g} / {c.full_points_c / 100:g}",
                   lambda c: c.pass_points_c, True, width=110),
            Column("valid", _("Certificate holds"),
                   lambda c: _("{n} months").format(n=c.valid_months) if c.valid_months else _("for ever"),
                   lambda c: c.valid_months or 10**4, width=130),
            Column("state", _("State"), lambda c: _("being given") if c.active else _("no longer given"),
                   status=lambda c: "good" if c.active else "quiet", width=120),
        ],
        name=_("Courses"),
        empty=EmptyState(_("No course yet. Define the first: its code, its name and the pass mark.")),
        sort_by="code",
    )  # fmt: skip


def sessions_table(theme: Theme, zone: Any) -> DataTable:
    """Trainings and drills that took place."""
    return DataTable(
        theme,
        [
            Column("start", _("Time"), lambda s: f"{s.start.astimezone(zone).year}-{moment(s.start, zone)}",
                   lambda s: s.start, width=140),
            Column("kind", _("Kind"), lambda s: s.kind, width=80),
            Column("what", _("What about"), lambda s: s.what, width=170, strong=True),
            Column("length", _("How long"), lambda s: s.length, width=120, spare=True),
            Column("leader", _("Led by"), lambda s: s.leader, width=90),
            Column("people", _("Who took part"), lambda s: s.people, width=-1),
            Column("passed", _("Result"), _passed, status=_passed_status, width=110),
        ],
        name=_("Trainings and drills held"),
        empty=EmptyState(_("No training and no drill in the last two years.")),
        sort_by="start", descending=True,
    )  # fmt: skip


def _passed(line: SessionLine) -> str:
    return "" if line.passed is None else _("passed") if line.passed else _("not passed")


def _passed_status(line: SessionLine) -> str | None:
    return None if line.passed is None else "good" if line.passed else "bad"
