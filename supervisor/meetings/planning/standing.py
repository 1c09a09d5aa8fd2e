"""Sittings that stand and break a hard rule together: somebody sits in two, a room holds two, a post falls short of its
minimum because of both.

The planner never places two so, and no command does unknowingly; but two desktops that knew nothing of each other may
have. What spans meetings is computed on reading, therefore, and listed for a person to decide. A rule that somebody
broke knowingly when he moved a sitting is not told again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

import msgspec

from supervisor.branch.key_people import authorisers, lobby_managers, lobby_posts
from supervisor.branch.ledger import people, posts
from supervisor.journal import Reader
from supervisor.language import _
from supervisor.roster.ledger import day_roster
from supervisor.roster.records import DayRoster

from ..ledger import busy, sittings
from ..problem.model import Block, Sitting
from ..words import RULE_NAMES, clock

STANDING = ("placed", "published", "running")
FAR = date(9999, 12, 31)
OF_PEOPLE = ("no_double_booking", "not_covering_elsewhere")


class Standing(msgspec.Struct, frozen=True):
    """A sitting in the calendar, or a time taken by something outside the book (`sitting` is empty then)."""

    meeting: str
    sitting: str
    number: str
    title: str
    plan: Sitting
    broken: tuple[str, ...] = ()


class StandingClash(msgspec.Struct, frozen=True):
    """Two that break a rule together: which rule, the first person, the room or post, and from when (`block`), and all
    people who are in both."""

    one: Standing
    other: Standing
    block: Block
    people: tuple[str, ...] = ()


def standing_clashes(r: Reader, first: date, last: date = FAR) -> list[StandingClash]:
    """What breaks a hard rule together among the sittings from `first` to `last`, by day and time."""
    days: dict[date, list[Standing]] = {}
    for one in standing_on(r, first, last):
        days.setdefault(one.plan.day, []).append(one)
    found: list[StandingClash] = []
    floor: _Floor | None = None
    for day, several in sorted(days.items()):
        pairs = [pair for pair in combinations(several, 2) if overlap(pair[0].plan, pair[1].plan) and _own(pair)]
        if not pairs:
            continue
        of_day = [clash for one, other in pairs for clash in clashes_between(one, other)]
        floor = floor or _Floor(r)
        seen = {(clash.one.meeting, clash.other.meeting) for clash in of_day}
        found += of_day
        found += [
            clash
            for clash in floor.short(day_roster(r, day), [one for one in several if one.sitting])
            if (clash.one.meeting, clash.other.meeting) not in seen
        ]
    return found


def clash_title(clash: StandingClash) -> str:
    """Which two, and when."""
    return _("{one} and {other} cannot both stand on {day} at {time}").format(
        one=clash.one.title, other=clash.other.title, day=clash.one.plan.day.isoformat(), time=clock(clash.block.minute)
    )


def clash_reason(clash: StandingClash, names: Mapping[str, str]) -> str:
    """The rule and whom or what it is about; `names` by person and post."""
    about = clash.people or tuple(filter(None, (clash.block.about,)))
    rule = _("somebody sits in both") if clash.block.rule == "no_double_booking" else str(RULE_NAMES[clash.block.rule])
    who = "、".join(names.get(one, one) for one in about)
    return _("{rule} ({who})").format(rule=rule, who=who) if who else rule


def standing_on(r: Reader, first: date, last: date) -> list[Standing]:
    """Everything that takes people or a room from `first` to `last`, by time."""
    found = [
        Standing(one.meeting, one.sitting, one.number, one.title, one.plan, one.broken)
        for one in sittings(r, first, last, STANDING)
    ]
    for one in busy(r, first, last):
        found += [
            Standing(
                one.subject, "", "", one.title,
                Sitting(day=span.day, start_minute=span.start_minute, end_minute=span.end_minute, people=one.people,
                        room=one.room),
            )
            for span in one.spans
            if first <= span.day <= last
        ]  # fmt: skip
    return sorted(found, key=lambda one: (one.plan.day, one.plan.start_minute, one.meeting, one.sitting))


def overlap(one: Sitting, other: Sitting) -> bool:
    """Whether both are held at one time."""
    return one.day == other.day and one.start_minute < other.end_minute and other.start_minute < one.end_minute


def clashes_between(one: Standing, other: Standing) -> list[StandingClash]:
    """The rules about people and rooms that two break together, each once; none that either broke knowingly."""
    if not overlap(one.plan, other.plan):
        return []
    minute = max(one.plan.start_minute, other.plan.start_minute)
    covers, else_covers = ({cover.person for cover in plan.covers} for plan in (one.plan, other.plan))
    both = [person for person in one.plan.people if person in other.plan.people]
    covering = sorted(
        (covers & {*other.plan.people, *else_covers}) | (else_covers & set(one.plan.people))
    )  # fmt: skip
    found = []
    for rule, who in zip(OF_PEOPLE, (both, covering), strict=True):
        if who:
            block = Block(rule=rule, person=who[0], about=other.title, minute=minute)
            found.append(StandingClash(one, other, block, tuple(who)))
    if one.plan.room and one.plan.room == other.plan.room:
        found.append(StandingClash(one, other, Block(rule="room_free", about=one.plan.room, minute=minute)))
    return [clash for clash in found if clash.block.rule not in (*one.broken, *other.broken)]


def _own(pair: tuple[Standing, Standing]) -> bool:
    """Whether one of two is a meeting of the branch: calendars from outside may overlap as they like."""
    return any(one.sitting for one in pair)


class _Floor:
    """Who is at which post while sittings are held, as the roster and their stand-ins say."""

    def __init__(self, r: Reader) -> None:
        members, self.posts = people(r), posts(r)
        lobby = lobby_posts(r, self.posts)
        self.lobby = {one.subject for one in lobby}
        self.signing = authorisers(r, members, self.posts)
        self.leading = lobby_managers(members, lobby)

    def short(self, roster: DayRoster, several: Sequence[Standing]) -> Iterator[StandingClash]:
        """What falls short only because of several sittings at once: each rule once for the two that do it."""
        told: set[tuple[str, str, str, str]] = set()
        for minute in _moments(roster, several):
            active = [one for one in several if one.plan.start_minute <= minute < one.plan.end_minute]
            if len(active) < 2:
                continue
            alone = set().union(*(self._broken(roster, minute, [one]) for one in active))
            for rule, about in sorted(self._broken(roster, minute, active) - alone):
                one, other = self._both(roster, minute, active, (rule, about))
                mark = (rule, about, one.sitting + one.meeting, other.sitting + other.meeting)
                if mark not in told and rule not in (*one.broken, *other.broken):
                    told.add(mark)
                    yield StandingClash(one, other, Block(rule=rule, about=about, minute=minute))

    def _both(
        self, roster: DayRoster, minute: int, active: list[Standing], broken: tuple[str, str]
    ) -> tuple[Standing, Standing]:
        """The first two whose going would each mend it, else the first two there are."""
        mends = [
            one for one in active
            if broken not in self._broken(roster, minute, [other for other in active if other is not one])
        ]  # fmt: skip
        chosen = [*mends, *(one for one in active if one not in mends)]
        return chosen[0], chosen[1]

    def _broken(self, roster: DayRoster, minute: int, held: Collection[Standing]) -> set[tuple[str, str]]:
        before, after = self._there(roster, minute, ()), self._there(roster, minute, held)
        found: set[tuple[str, str]] = set()
        for post in self.posts:
            was, now = len(before.get(post.subject, ())), len(after.get(post.subject, ()))
            if now < min(post.min_cover, was):
                found.add(("minimum_cover", post.subject))
            if post.dual_control and now == 1 and was >= 2:
                found.add(("dual_control", post.subject))
        queues = {post.subject for post in self.posts if post.service_class}
        if _any(before, self.signing) and not _any(after, self.signing, but=_sent(held, queues)):
            found.add(("authoriser_present", ""))
        if _any(before, self.leading, self.lobby) and not _any(after, self.leading, self.lobby):
            found.add(("lobby_manager_present", ""))
        return found

    def _there(self, roster: DayRoster, minute: int, held: Iterable[Standing]) -> dict[str, set[str]]:
        """People by post at a minute, while these sittings are held."""
        off = {one.person for one in (*roster.absences, *roster.lunches) if one.start_minute <= minute < one.end_minute}
        at = {
            one.person: one.post
            for one in roster.duties
            if one.start_minute <= minute < one.end_minute and one.person not in off
        }
        for one in held:
            for cover in one.plan.covers:
                if cover.person in at:
                    at[cover.person] = cover.to_post
        for one in held:
            for person in one.plan.people:
                at.pop(person, None)
        found: dict[str, set[str]] = {}
        for person, post in at.items():
            found.setdefault(post, set()).add(person)
        return found


def _moments(roster: DayRoster, several: Sequence[Standing]) -> list[int]:
    """Minutes at which anything changes while a sitting is held."""
    spans = [(one.plan.start_minute, one.plan.end_minute) for one in several]
    spans += [(one.start_minute, one.end_minute) for one in (*roster.duties, *roster.absences, *roster.lunches)]
    first = min(one.plan.start_minute for one in several) if several else 0
    last = max(one.plan.end_minute for one in several) if several else 0
    return sorted({minute for span in spans for minute in span if first <= minute < last})


def _any(there: dict[str, set[str]], wanted: Collection[str], at: Collection[str] = (), but: Collection[str] = ()
         ) -> bool:  # fmt: skip
    return any(
        person in wanted and person not in but
        for post, members in there.items()
        if not at or post in at
        for person in members
    )


def _sent(held: Collection[Standing], queues: Collection[str]) -> set[str]:
    """Who was sent to a queue: he serves customers there and authorises nothing."""
    return {cover.person for one in held for cover in one.plan.covers if cover.to_post in queues}
