"""What the roster screen reads: the tab on show and nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

NAMED_HELPERS = 3


@dataclass(frozen=True)
class GapLine:
    """One gap of a day in words, with the cure and where on the grid it belongs (`person` may be empty)."""

    day: date
    kind: str
    words: str
    cure: str
    person: str = ""


@dataclass(frozen=True)
class WeekShown:
    """A week with its gaps in words, the squares that a draft would change, and what the draft leaves out in words."""

    week: Any
    today: date
    gaps: tuple[GapLine, ...]
    changed: frozenset[tuple[str, date]] = frozenset()
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class DayShown:
    """One day as a list."""

    day: date
    roster: Any
    people: dict[str, str]
    posts: dict[str, str]
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TrainingShown:
    """Courses, results, certificates, sessions and drills with names in words."""

    today: date
    courses: tuple[Any, ...]
    results: tuple[Any, ...]
    certificates: tuple[Any, ...]
    sessions: tuple[Any, ...]
    drills: tuple[Any, ...]
    people: dict[str, str]
    options: tuple[tuple[str, str], ...]
    skills: dict[str, str] = field(default_factory=dict)
    proposed: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Snapshot:
    """The tab that was read; the others are None."""

    tab: str
    week: WeekShown | None = None
    day: DayShown | None = None
    training: TrainingShown | None = None
    rota: Any = None  # rota_reading.RotaShown


def read_week_shown(reader: Any, day: date, draft: Any) -> WeekShown:
    """The week of a day, as it stands or as a draft would have it."""
    from supervisor.roster.gaps import stand_ins
    from supervisor.roster.records import Duty
    from supervisor.roster.week import read_week
    from supervisor.roster.wording import cure_words, gap_words

    week = read_week(reader, day, draft.cells if draft is not None else ())
    names = {one.subject: one.name for one in week.people}
    posts = {one.subject: str(one.name) for one in week.posts}
    lines: list[GapLine] = []
    for each in week.days:
        present = [one for one in week.people if one.joined <= each.day and (one.left is None or one.left >= each.day)]
        skills = {one.subject: one.skills for one in present}
        for gap in each.gaps:
            free: Sequence[str] = ()
            if gap.post:
                wanted = Duty("", gap.post, gap.start_minute, gap.end_minute)
                free = stand_ins(each.roster, wanted, skills, week.posts)[:NAMED_HELPERS]
            cure = cure_words(gap, [names[one] for one in free])
            lines.append(GapLine(each.day, gap.kind, gap_words(gap, names, posts), cure, gap.person))
    changed = frozenset((cell.person, cell.day) for cell in draft.cells) if draft is not None else frozenset()
    left = tuple(_left_out(one, names) for one in draft.left_out) if draft is not None else ()
    return WeekShown(week, reader.today, tuple(lines), changed, left)


def _left_out(one: Any, names: dict[str, str]) -> str:
    from supervisor.desktop.wording import column_day
    from supervisor.language import _

    why = {"closed": _("closed that day"), "away": _("away that day")}.get(one.why, one.why)
    return f"{column_day(one.day)} {names.get(one.person, '–')}{_(': ')}{why}"


def read_day_shown(reader: Any, day: date) -> DayShown:
    """One day's duties, absences and lunches with the names of everybody and every post."""
    from supervisor.branch.ledger import people, posts
    from supervisor.roster.ledger import day_roster

    everybody = people(reader, active_only=False)
    return DayShown(
        day,
        day_roster(reader, day),
        {one.subject: one.name for one in everybody},
        {one.subject: str(one.name) for one in posts(reader, on=day)},
        tuple((one.subject, f"{one.name} {one.no}") for one in everybody if one.left is None),
    )


def read_training_shown(reader: Any) -> TrainingShown:
    """Everything of the training record of the last two years; certificates whenever they were granted."""
    from datetime import timedelta

    from supervisor.branch.ledger import names, people
    from supervisor.training import ledger
    from supervisor.training.proposals.ledger import proposed_trainings

    everybody = people(reader, active_only=False)
    first, last = reader.today - timedelta(days=730), reader.today
    return TrainingShown(
        reader.today,
        tuple(ledger.courses(reader, active_only=False)),
        tuple(ledger.results(reader, first, last)),
        tuple(ledger.certificates(reader)),
        tuple(ledger.sessions(reader, first, last)),
        tuple(ledger.drills(reader, first, last)),
        {one.subject: one.name for one in everybody},
        tuple((one.subject, f"{one.name} {one.no}") for one in everybody if one.left is None),
        {one.code: str(one.name) for one in names(reader, "skill")},
        tuple(proposed_trainings(reader)),
    )
