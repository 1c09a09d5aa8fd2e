"""Sight for a person: the visits of a span under the names of classes, posts and windows, as far as he may read them.

A queue machine names a window or the staff number of who sat there. A staff number is a person: his figures are for
those who may read people's records, and for himself; for others all such windows are one line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cached_property

import msgspec
import numpy as np
from numpy.typing import NDArray

from supervisor.access import Right, allowed, may_read_person, require
from supervisor.branch.ledger import branch_profile, people, posts
from supervisor.errors import BadInput
from supervisor.journal import Reader
from supervisor.language import _
from supervisor.roster.ledger import days as roster_days
from supervisor.traffic.ledger import known_days, visits_between
from supervisor.traffic.outlook.cover import class_name, planned_staff
from supervisor.traffic.sight.bottlenecks import Bottleneck, Kind, bottlenecks, mean_quarters, seen_people
from supervisor.traffic.sight.whole import cut_short, weeks_to_now
from supervisor.traffic.targets.ledger import class_targets
from supervisor.traffic.tickets import Outcome
from supervisor.traffic.visits import Visits
from supervisor.traffic.waiting.levels import Target
from supervisor.traffic.waiting.staffing import needed_people

OTHERS = "*"  # the one line of windows whose figures are others' own
USUAL_DAYS = 56
JUDGED = 12  # bottlenecks for which needed people are worked out: those at the top of the list
JUDGED_DAYS = 6  # latest days of each whose roster is looked at
PRIOR_LEFT, PRIOR_PATIENCE = 3, 30.0  # as the forecast has it: until enough have left, half an hour

GROUPS = ("class", "post", "window", "hour", "weekday", "day", "week", "month")


class Scene(msgspec.Struct, frozen=True, eq=False, dict=True):
    """The visits of a span and what things are called. `visits`: of the class asked for; `every`: of all classes.

    targets: of the classes that have one of their own. classes: code → name, of all classes of the span; windows: the
    machine's name → what it is called, of those that may be told of; hidden: how many others are told of together.
    posts: subject → name, of those with customers; class_posts: class → subjects; on_post: (day ordinal, window) →
    subject of the post where that person was longest that day. cut: days left out because only a part of them is known.
    """

    first: date
    last: date
    known: tuple[date, date] | None
    service_class: str
    target_minutes: float
    target_share: float
    targets: dict[str, Target]
    visits: Visits
    every: Visits
    classes: dict[str, str]
    windows: dict[str, str]
    hidden: int
    posts: dict[str, str]
    class_posts: dict[str, tuple[str, ...]]
    on_post: dict[tuple[int, str], str]
    cut: tuple[date, ...] = ()

    def target_of(self, code: str) -> Target:
        """The waiting target of a class; the branch's for an empty code."""
        return self.targets.get(code) or Target(self.target_minutes, self.target_share)

    def limits(self, visits: Visits) -> NDArray[np.float64]:
        """The target in minutes of each visit's class, shape (visits,)."""
        own = np.array([self.target_of(code).minutes for code in visits.classes] or [self.target_minutes])
        return own[visits.service_class]

    def name_of_window(self, server: str) -> str:
        """What a window is called on screen."""
        if server == OTHERS:
            return _("other colleagues ({count} windows)").format(count=self.hidden)
        return self.windows.get(server, server)

    @cached_property
    def _window_at(self) -> NDArray[np.int64]:
        """Of each machine's name its group: its own place, the place of the first hidden one, -1 where it is empty."""
        servers = self.visits.servers
        hidden = [at for at, one in enumerate(servers) if one and one not in self.windows]
        place = [at if one in self.windows else hidden[0] if one else -1 for at, one in enumerate(servers)]
        return np.array(place or [-1], dtype=np.int64)

    def groups(self, by: str) -> tuple[NDArray[np.int64], Callable[[int], str]]:
        """Of each visit the group it belongs to (-1: none), and from a group to its key: code, subject, day, number.

        by: one of `GROUPS`. Weeks and months are keyed by their first day. Raises KeyError for another word.
        """
        visits = self.visits
        days = visits.day.astype(np.int64)
        if by == "class":
            return visits.service_class.astype(np.int64), lambda at: visits.classes[at]
        if by == "window":
            names = visits.servers
            group = self._window_at[visits.server] if len(visits) else np.zeros(0, np.int64)
            return group, lambda at: names[at] if names[at] in self.windows else OTHERS
        if by == "post":
            subjects = list(self.posts)
            return self._post_of(subjects), lambda at: subjects[at]
        if by == "hour":
            return visits.hour.astype(np.int64), str
        if by == "weekday":
            return visits.weekday.astype(np.int64), str
        if by == "day":
            return days, lambda at: date.fromordinal(at).isoformat()
        if by == "week":
            return days - (days - 1) % 7, lambda at: date.fromordinal(at).isoformat()
        if by == "month":
            found, at = np.unique(days, return_inverse=True)
            first = np.array([date.fromordinal(day).replace(day=1).toordinal() for day in found.tolist()] or [0])
            return first[at] if len(visits) else days, lambda one: date.fromordinal(one).isoformat()
        raise KeyError(by)

    def _post_of(self, subjects: list[str]) -> NDArray[np.int64]:
        """Who was served belongs to the post of who served him, by that day's roster; who left, to the post at which
        his class waits. Where the roster says nothing the class decides, if one post alone serves it.
        """
        visits = self.visits
        if not len(visits) or not subjects:
            return np.full(len(visits), -1, np.int64)
        place = {subject: at for at, subject in enumerate(subjects)}
        of_class = np.array(
            [place[mine[0]] if len(mine := self.class_posts.get(code, ())) == 1 else -1 for code in visits.classes]
            or [-1]
        )
        many = len(visits.servers)
        pair = visits.day.astype(np.int64) * max(many, 1) + visits.server
        found, at = np.unique(pair, return_inverse=True)
        by_roster = np.array(
            [place.get(self.on_post.get((key // many, visits.servers[key % many]), ""), -1) for key in found.tolist()]
        )[at]
        by_roster = np.where(visits.outcome == Outcome.SERVED, by_roster, -1)
        return np.where(by_roster >= 0, by_roster, of_class[visits.service_class]).astype(np.int64)


def span_of(r: Reader, first: date | None, last: date | None) -> tuple[date, date]:
    """The days asked for; without a word the last eight whole weeks with tickets, and what is known of the day that
    runs. Raises BadInput where they run back."""
    usual = weeks_to_now(r, USUAL_DAYS) if last is None else None
    end = last or (usual[1] if usual else r.today)
    start = first or (usual[0] if usual else end - timedelta(days=USUAL_DAYS - 1))
    if start > end:
        raise BadInput(_("The first day {first} comes after the last, {last}.").format(first=start, last=end))
    return start, end


def scene(
    r: Reader, actor: str, first: date, last: date, service_class: str = "",
    tell: Callable[[float], None] | None = None,
) -> Scene:  # fmt: skip
    """Read a span, without the days that are cut short, unless it holds no others. Raises Refused without READ_BRANCH;
    `tell` as for `visits_between`.
    """
    require(r, actor, Right.READ_BRANCH)
    branch = branch_profile(r)
    every, cut = _whole_days(r, first, last, tell)
    everybody = people(r, active_only=False)
    person_of = {one.no: one for one in everybody}
    all_people = allowed(r, actor, Right.READ_PEOPLE)
    windows, hidden = {}, 0
    for server in filter(None, every.servers):
        person = person_of.get(server)
        if person is None:
            windows[server] = server
        elif all_people or may_read_person(r, actor, person.subject):
            windows[server] = f"{server} {person.name}"
        else:
            hidden += 1
    here = posts(r)
    class_posts: dict[str, tuple[str, ...]] = {}
    for post in here:
        if post.service_class:
            class_posts[post.service_class] = (*class_posts.get(post.service_class, ()), post.subject)
    return Scene(
        first=first,
        last=last,
        known=known_days(r),
        service_class=service_class,
        target_minutes=branch.target_minutes,
        target_share=branch.target_share,
        targets=class_targets(r),
        visits=every.of_class(service_class),
        every=every,
        classes={code: class_name(r, code) for code in every.classes},
        windows=windows,
        hidden=hidden,
        posts={post.subject: str(post.name) for post in here if post.service_class},
        class_posts=class_posts,
        on_post=_on_post(r, first, last, {one.subject: one.no for one in everybody}, class_posts, every.servers),
        cut=cut,
    )


def _whole_days(
    r: Reader, first: date, last: date, tell: Callable[[float], None] | None
) -> tuple[Visits, tuple[date, ...]]:
    """The visits of the whole days of a span, and the days left out."""
    cut = sorted(cut_short(r, first, last))
    end = last
    while end in cut:  # the day that runs ends the span: what lies before it stays joined from one look to the next
        end -= timedelta(days=1)
    every = visits_between(r, first, end, tell) if end >= first else None
    if every is not None and (inner := [day.toordinal() for day in cut if day <= end]):
        every = replace(every.take(~np.isin(every.day, inner)), void=every.void)
    if every is None or not len(every):
        return visits_between(r, first, last, tell), ()
    return every, tuple(cut)


def _on_post(
    r: Reader, first: date, last: date, number_of: Mapping[str, str], class_posts: Mapping[str, tuple[str, ...]],
    servers: tuple[str, ...],
) -> dict[tuple[int, str], str]:  # fmt: skip
    """(day ordinal, machine's name of the window) → the post with customers where that person was longest that day."""
    numbers = set(servers)
    if not numbers & set(number_of.values()):
        return {}
    with_customers = {subject for subjects in class_posts.values() for subject in subjects}
    found: dict[tuple[int, str], str] = {}
    for day in roster_days(r, first, last):
        minutes: dict[tuple[str, str], int] = {}
        for duty in day.duties:
            number = number_of.get(duty.person, "")
            if duty.post in with_customers and number in numbers:
                key = (number, duty.post)
                minutes[key] = minutes.get(key, 0) + duty.end_minute - duty.start_minute
        for (number, post), _long in sorted(minutes.items(), key=lambda one: (one[1], one[0])):
            found[day.day.toordinal(), number] = post
    return found


def judged_bottlenecks(r: Reader, shown: Scene) -> list[Bottleneck]:
    """The bottlenecks of a scene, ranked, the first of them with the people who were short.

    Needed people: for the mean load of the hour's worst quarter-hour, by the branch's own target. There: as planned on
    the latest such days that have a roster, else the windows that really served the class then.
    """
    own = {code: target.minutes for code, target in shown.targets.items()}
    found = bottlenecks(shown.every, shown.target_minutes, may_see=shown.windows, own=own)
    if shown.service_class:
        found = [one for one in found if one.service_class == shown.service_class]
    planned: dict[tuple[date, int], dict[str, NDArray[np.float64]]] = {}
    on_roster = {day.day for day in roster_days(r, shown.first, shown.last) if day.planned}
    judged = []
    for one in found:
        if one.kind in (Kind.WAIT, Kind.LEFT) and len(judged) < JUDGED:
            judged.append(_judged(r, shown, one, on_roster, planned))
    by_place = {(one.kind, one.service_class, one.weekday, one.start_minute): one for one in judged}
    return [by_place.get((one.kind, one.service_class, one.weekday, one.start_minute), one) for one in found]


def _judged(
    r: Reader, shown: Scene, one: Bottleneck, on_roster: set[date],
    planned: dict[tuple[date, int], dict[str, NDArray[np.float64]]],
) -> Bottleneck:  # fmt: skip
    wait, service = one.figures.wait, _service_minutes(shown.every, one.service_class)
    if wait is None or service <= 0:
        return one
    patience = (wait.mean * wait.count + PRIOR_LEFT * PRIOR_PATIENCE) / (one.figures.left + PRIOR_LEFT)
    customers = mean_quarters(shown.every, one)
    target = shown.target_of(one.service_class)
    stays = float(np.clip(patience, 1.0, 240.0))
    needed = int(needed_people(customers, service, stays, target.minutes, target.share).max(initial=0))
    days = [day for day in one.days if day in on_roster][-JUDGED_DAYS:]
    lines = []
    for day in days:
        key = (day, one.start_minute)
        if key not in planned:
            planned[key] = planned_staff(r, day, one.start_minute, 4)
        if one.service_class in planned[key]:
            lines.append(float(planned[key][one.service_class].mean()))
    there = float(np.mean(lines)) if lines else seen_people(shown.every, one)
    return msgspec.structs.replace(one, needed=needed, there=there, missing=max(0, needed - round(there)))


def _service_minutes(visits: Visits, code: str) -> float:
    known = (visits.service_class == visits.classes.index(code)) & (visits.service >= 0)
    return float(visits.service[known].mean()) / 60 if known.any() else 0.0
