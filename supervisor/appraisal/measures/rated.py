"""What customers pressed, by whoever served them (E8): the teller number where the queue machine writes one, else who
alone was on the window's post by the roster of that minute. What is nobody's for certain is told, never guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from supervisor.appraisal.measures.span import Span
from supervisor.appraisal.months import month_of
from supervisor.appraisal.scoring import Evidence
from supervisor.appraisal.scoring.arithmetic import rounded
from supervisor.branch.ledger import people, posts
from supervisor.branch.records import Person
from supervisor.branch.workbook import plain
from supervisor.journal import Reader
from supervisor.language import _
from supervisor.roster.cover import present
from supervisor.roster.ledger import day_roster
from supervisor.traffic.ledger import RatedWindow, day_subject, rated_windows, visits_between

LOW = 2  # of 5: pressed by somebody who was not content
Tally = dict[tuple[str, date], list[int]]  # person and day → how many pressed 1, 2, … 5


def rated(span: Span) -> Iterable[Evidence]:
    """`rating.mean` of each person and month (value: the mean of what was pressed, 1 to 5; cases: how many pressed) and
    `rating.low` of each day (cases: how many pressed 1 or 2)."""
    windows = [each for each in rated_windows(span.r, span.first, span.last)
               if each.rated and day_subject(each.day) not in span.leave_out]  # fmt: skip
    if not windows:
        return
    tally: Tally = defaultdict(lambda: [0] * 5)
    nobodys = _assign(span.r, windows, tally)
    if nobodys:
        span.notes.append(
            _("{count} ratings are nobody's: no staff number, and not one person alone at the window by the roster.")
            .format(count=nobodys)
        )  # fmt: skip
    months: dict[tuple[str, str], list[tuple[date, list[int]]]] = defaultdict(list)
    for (person, day), counts in sorted(tally.items(), key=lambda pair: (pair[0][1], pair[0][0])):
        months[person, month_of(day)].append((day, counts))
        if low := sum(counts[:LOW]):
            yield Evidence(subject=day_subject(day), person=person, source="rating", item="rating.low", day=day,
                           cases=low, act=f"{day_subject(day)} {person}")  # fmt: skip
    for (person, __), days in months.items():
        span.saw("rating", person)
        pressed = [sum(column) for column in zip(*(counts for __, counts in days), strict=True)]
        stars = sum(star * count for star, count in enumerate(pressed, start=1))
        yield Evidence(subject=day_subject(days[-1][0]), person=person, source="rating", item="rating.mean",
                       day=days[-1][0], cases=sum(pressed), value_c=rounded(Fraction(stars * 100, sum(pressed))),
                       note=_("{count} customers pressed.").format(count=sum(pressed)))  # fmt: skip


def _assign(r: Reader, windows: list[RatedWindow], tally: Tally) -> int:
    """Give each rating to whoever served; returns how many are nobody's."""
    by_no: dict[str, list[Person]] = defaultdict(list)
    for one in people(r, active_only=False):
        by_no[one.no.lstrip("0")].append(one)
    nobodys, seats = 0, defaultdict(set)
    for each in windows:
        here = [one for one in by_no.get(each.server.strip().lstrip("0"), ())
                if one.joined <= each.day and (one.left is None or one.left >= each.day)]  # fmt: skip
        if len(here) == 1:
            own = tally[here[0].subject, each.day]
            own[:] = [a + b for a, b in zip(own, each.ratings, strict=True)]
        elif here:
            nobodys += each.rated
        else:
            seats[each.day].add(each.server)
    for day, names in seats.items():
        nobodys += _by_roster(r, day, names, tally)
    return nobodys


def _by_roster(r: Reader, day: date, names: set[str], tally: Tally) -> int:
    """The ratings of windows that are posts: each at its minute to the one person on that post."""
    post_of = {plain(word): post.subject for post in posts(r, on=day)
               for word in (post.code, post.name.zh, post.name.en) if word}  # fmt: skip
    roster, nobodys = day_roster(r, day), 0
    visits = visits_between(r, day, day)
    for place in (visits.rating > 0).nonzero()[0].tolist():
        server = visits.servers[visits.server[place]]
        if server not in names:
            continue
        minute = int(visits.arrived[place] + max(int(visits.wait[place]), 0)) // 60
        there = present(roster.duties, roster.absences, roster.lunches, minute)
        sitting = set(there.get(post_of.get(plain(server), ""), ()))
        if len(sitting) == 1:
            tally[sitting.pop(), day][int(visits.rating[place]) - 1] += 1
        else:
            nobodys += 1
    return nobodys
