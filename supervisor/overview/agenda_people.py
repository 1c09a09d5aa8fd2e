"""Of the briefing: who is on which post today, and what training and drills are due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from supervisor.branch.ledger import posts
from supervisor.journal import Reader
from supervisor.language import _, language
from supervisor.roster.cover import without
from supervisor.roster.ledger import absences, duties
from supervisor.training.ledger import course, drills, expiring

from .records import Point, Section
from .wording import span

CERTIFICATE_DAYS = 14
DRILL_DAYS = 92
"""A drill each quarter (A11): after so many days without one the next is due."""


def posts_section(r: Reader, day: date, names: Mapping[str, str]) -> Section:
    """Every post with those who stand on it today and from when to when; leave is taken off, lunch is not."""
    away: dict[str, list[tuple[int, int]]] = {}
    for one in absences(r, day):
        away.setdefault(one.person, []).append((one.start_minute, one.end_minute))
    there: dict[str, list[tuple[int, int, str]]] = {}
    for duty in duties(r, day):
        for start, end in without((duty.start_minute, duty.end_minute), away.get(duty.person, ())):
            if duty.person in names:
                there.setdefault(duty.post, []).append((start, end, names[duty.person]))
    points = []
    for post in posts(r, on=day):
        turns = sorted(there.get(post.subject, ()))
        if turns:
            points.append(Point(f"{post.name}{_colon()}{_who(turns)}", "", post.subject))
    title, empty = _("Who is on which post"), _("Nobody has planned this day.")
    return Section("posts", title, tuple(points), empty)


def training_section(r: Reader, day: date, names: Mapping[str, str]) -> Section:
    """Certificates that run out within a fortnight, and the drill that is due once a quarter has gone by without one.

    A branch that never entered a drill is told so, too.
    """
    points = []
    for one in expiring(r, day, CERTIFICATE_DAYS):
        if one.person in names and one.valid_until is not None:
            known = course(r, one.course)
            words = _("expired on {day}") if one.valid_until < day else _("valid until {day}")
            text = _("{name}: certificate {course} to be renewed").format(
                name=names[one.person], course=str(known.name) if known else one.course
            )
            points.append(Point(text, words.format(day=one.valid_until), one.subject))
    lately = drills(r, day - timedelta(days=DRILL_DAYS), day)
    if not lately:
        words = _("none in the last {n} days").format(n=DRILL_DAYS)
        points.append(Point(_("A drill of a surge or an outage is due."), words, key="drill"))
    return Section("training", _("Training and drills due"), tuple(points), _("Nothing is due."))


def _who(turns: list[tuple[int, int, str]]) -> str:
    """Those who stand there for as long together, then the others; each time is said once."""
    mark, gap = ("、", "；") if language() == "zh" else (", ", "; ")
    spans: dict[str, list[str]] = {}
    for start, end, name in sorted(turns):
        spans.setdefault(name, []).append(span(start, end))
    alike: dict[tuple[str, ...], list[str]] = {}
    for name, when in spans.items():
        alike.setdefault(tuple(when), []).append(name)
    groups = sorted(alike.items(), key=lambda group: -len(group[1]))
    return gap.join(f"{mark.join(names)} {mark.join(when)}" for when, names in groups)


def _colon() -> str:
    return "：" if language() == "zh" else ": "
