"""One exercise as it runs: the clock, what the manager can see, and what he does. All of it is in memory.

Everything done is an act with the second of its doing, so that the same scene, seed and acts are the same exercise
again, whether they are given at the screen or read from a file.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from math import inf
from typing import Literal

import msgspec

from supervisor.dispatch.problem.model import Problem
from supervisor.errors import BadInput, Fault
from supervisor.errors.json_words import json_fault
from supervisor.incidents.playbooks import Playbook
from supervisor.incidents.steps import StepState, steps_due
from supervisor.language import _

from .asking import forecast, problem_at
from .hall import AWAY, Hall, Order
from .scenes import BOM, Scene

ORDERS_SCHEMA = "drill-orders/1"
WHAT = ("order", "back", "count", "tick", "untick")
CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
MOST_ACTS = 2000
GRID_MINUTES = 7  # plans reckon by quarter-hours: who stands there by the middle of one counts for it
MIDNIGHT = datetime(2000, 1, 1, tzinfo=UTC)  # steps are reckoned from instants; which day it is does not matter


class Act(msgspec.Struct, frozen=True, kw_only=True):
    """Something the manager did at a second after midnight: `order` a person to a post (until a minute; 0: for good),
    send him `back` to where the roster has him, `count` who waits, `tick` a step or take the tick off."""

    second: int
    what: Literal["order", "back", "count", "tick", "untick"]
    person: str = ""
    post: str = ""
    step: str = ""
    until_minute: int = 0


class _Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    at: str
    what: str = "order"
    person: str = ""
    post: str = ""
    step: str = ""
    until: str = ""


class _Sheet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    acts: tuple[_Line, ...]
    scene: str = ""
    schema: str = ORDERS_SCHEMA


class Course:
    """An exercise from its start to its end. Raises BadInput for what cannot be ordered, in words for the manager."""

    def __init__(self, scene: Scene, seed: int, playbook: Playbook) -> None:
        self.scene, self.seed, self.playbook = scene, seed, playbook
        self.hall = Hall(scene, seed)
        self.second = scene.start_minute * 60
        self.acts: list[Act] = []
        self.ticked: dict[str, int] = {}
        self.counted: dict[str, int] | None = None
        self.counted_second = 0
        self.in_place_second = 0
        self.uncovered: dict[str, int] = {}
        self._short: dict[str, int] = {}
        self._minute = scene.start_minute
        self._people = {person.code: at for at, person in enumerate(scene.people)}
        self._posts = {post.code: at for at, post in enumerate(scene.posts)}
        self.hall.advance(float(scene.start_minute))
        self.at_alarm = self.hall.seen()

    @property
    def minute(self) -> float:
        """The hall's clock in minutes after midnight."""
        return self.second / 60

    @property
    def alarmed(self) -> bool:
        """Whether the alarm was given."""
        return self.second >= self.scene.alarm_minute * 60

    @property
    def over(self) -> bool:
        """Whether the exercise has ended."""
        return self.second >= self.scene.end_minute * 60

    def advance(self, second: int) -> None:
        """Let time pass up to a second after midnight, at most to the end."""
        until = min(second, self.scene.end_minute * 60)
        while (self._minute + 1) * 60 <= until:
            self._minute += 1
            self.hall.advance(float(self._minute))
            if self._minute == self.scene.alarm_minute:
                self.at_alarm = self.hall.seen()
            if self._minute > self.scene.alarm_minute:
                self._look_at_cover()
        if until > self.second:
            self.hall.advance(until / 60)
            self.second = until

    def waiting(self) -> dict[str, int]:
        """Who waits by post as far as the manager can know: the queue machine's figures, or what was counted last
        (empty while nobody has counted)."""
        return dict(self.counted or {}) if self.scene.blind else self.hall.waiting()

    def order(self, person: str, post: str, until_minute: int = 0) -> None:
        """Send somebody to a post now; who is at lunch goes there when he is back."""
        who = self._in_play(person)
        goal = self._posts.get(post)
        if goal is None:
            raise BadInput(_("There is no post {post}.").format(post=post or "–"))
        name, place = str(self.scene.people[who].name), str(self.scene.posts[goal].name)
        if goal not in self.hall.play.presence.skills[who]:
            raise BadInput(_("{name} may not work at {post}.").format(name=name, post=place))
        if self.hall.heading(who, self.minute) == goal:
            raise BadInput(_("{name} is at {post} already.").format(name=name, post=place))
        there = sum(self.hall.heading(other, self.minute) == goal for other in range(len(self._people)))
        if there >= self.scene.posts[goal].stations:
            raise BadInput(_("No station is free at {post}.").format(post=place))
        if until_minute and until_minute * 60 <= self.second:
            raise BadInput(_("This time is over already."))
        self._send(who, goal, until_minute)
        self.acts.append(Act(second=self.second, what="order", person=person, post=post, until_minute=until_minute))

    def back(self, person: str) -> None:
        """Send somebody back to where the roster has him."""
        who = self._in_play(person)
        home = self.home(who)
        if home == AWAY:
            raise BadInput(_("{name} is not there now.").format(name=self.scene.people[who].name))
        if self.hall.heading(who, self.minute) == home:
            raise BadInput(_("{name} is where the roster has him.").format(name=self.scene.people[who].name))
        self._send(who, home, 0)
        self.acts.append(Act(second=self.second, what="back", person=person))

    def home(self, person: int) -> int:
        """The post that the roster has somebody on now; AWAY when he is not there."""
        spells = self.hall.play.presence.spells[person]
        return next((s.queue for s in spells if s.start <= self.minute < s.end), AWAY)

    def count(self) -> dict[str, int]:
        """Count who waits, post by post."""
        self._begun()
        self.counted, self.counted_second = self.hall.waiting(), self.second
        self.acts.append(Act(second=self.second, what="count"))
        return dict(self.counted)

    def tick(self, step: str, done: bool = True) -> None:
        """Tick a step of the playbook, or take the tick off."""
        self._begun()
        if step not in {one.code for one in self.playbook.steps if not one.restart}:
            raise BadInput(_("There is no step {step}.").format(step=step or "–"))
        if done:
            self.ticked.setdefault(step, self.second)
        else:
            self.ticked.pop(step, None)
        self.acts.append(Act(second=self.second, what="tick" if done else "untick", step=step))

    def steps(self) -> list[StepState]:
        """The steps of the playbook as they stand now, without those that come after the end."""
        ticked = {code: _instant(second) for code, second in self.ticked.items()}
        begun = _instant(self.scene.alarm_minute * 60)
        states = steps_due(self.playbook, begun, None, ticked, _instant(self.second))
        return [one for one in states if not one.step.restart]

    def problem(self) -> Problem | None:
        """What the optimiser is asked now, from what the manager knows; None when nobody is there."""
        known = {code: float(n) for code, n in self.waiting().items()}
        return problem_at(self.hall, self.minute, forecast(self.hall, self.minute, self.playbook), standing=known)

    def do(self, act: Act) -> None:
        """Let time pass to an act and do it."""
        if act.second < self.second:
            raise BadInput(_("Acts follow one another in time."))
        self.advance(act.second)
        if act.what == "order":
            self.order(act.person, act.post, act.until_minute)
        elif act.what == "back":
            self.back(act.person)
        elif act.what == "count":
            self.count()
        else:
            self.tick(act.step, act.what == "tick")

    def _send(self, person: int, goal: int, until_minute: int) -> None:
        takes = self.hall.on_the_way(self.hall.stands(person, self.minute), goal)
        self.hall.order(Order(person, goal, self.minute, float(until_minute) if until_minute else inf))
        self.in_place_second = max(self.in_place_second, self.second + round(60 * takes))

    def _begun(self) -> None:
        if self.over:
            raise BadInput(_("The exercise is over."))
        if not self.alarmed:
            raise BadInput(_("Nothing has happened yet: the exercise begins with the alarm."))

    def _in_play(self, person: str) -> int:
        self._begun()
        who = self._people.get(person)
        if who is None:
            raise BadInput(_("There is nobody called {person} in this scene.").format(person=person or "–"))
        if self.hall.play.presence.spells[who][-1].end <= self.minute:
            raise BadInput(_("{name} has gone home.").format(name=self.scene.people[who].name))
        return who

    def _look_at_cover(self) -> None:
        """Posts that orders, not the roster, left with fewer than they must have, for longer than the grid of a plan:
        nobody is blamed for the minutes that the dispatcher's own quarter-hours pass over."""
        minute = float(self._minute)
        for at, post in enumerate(self.scene.posts):
            if not post.min_cover:
                continue
            people = range(len(self._people))
            stand = sum(self.hall.heading(person, minute) == at for person in people)
            planned = sum(
                any(s.start <= minute < s.end and s.queue == at for s in self.hall.play.presence.spells[person])
                for person in people
            )
            run = self._short.get(post.code, 0) + 1 if stand < min(post.min_cover, planned) else 0
            self._short[post.code] = run
            if run > GRID_MINUTES:
                more = run if run == GRID_MINUTES + 1 else 1
                self.uncovered[post.code] = self.uncovered.get(post.code, 0) + more


def played(scene: Scene, seed: int, playbook: Playbook, acts: tuple[Act, ...] = ()) -> Course:
    """The exercise with these acts, to its end. Raises BadInput naming the act that cannot be."""
    course = Course(scene, seed, playbook)
    for number, act in enumerate(acts, 1):
        try:
            course.do(act)
        except BadInput as fault:
            said = _("Act {n} at {time}: {why}").format(n=number, time=clock(act.second), why=fault)
            raise BadInput(said) from None
    course.advance(scene.end_minute * 60)
    return course


def read_acts(data: bytes, file: str = "", scene: Scene | None = None) -> tuple[Act, ...]:
    """Read a file of orders (`drill-orders/1`), to be played in `scene` where one is named. Raises BadInput with every
    fault."""
    data = data.removeprefix(BOM)
    try:
        sheet = msgspec.json.decode(data, type=_Sheet)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise BadInput(_("This is not a file of orders of a drill."), (json_fault(fault, data, file),)) from fault
    faults: list[Fault] = []
    found: list[Act] = []
    if sheet.schema != ORDERS_SCHEMA:
        faults.append(Fault(f"schema {sheet.schema!r}", _("Write {text}.").format(text=ORDERS_SCHEMA), file=file))
    if scene is not None and sheet.scene and sheet.scene != scene.code:
        cure = _("These orders are of another scene; the one to be played is {code}.").format(code=scene.code)
        faults.append(Fault(f"scene {sheet.scene!r}", cure, file=file))
    if len(sheet.acts) > MOST_ACTS:
        faults.append(Fault("acts", _("At most {n}.").format(n=MOST_ACTS), file=file))
    for number, line in enumerate(sheet.acts[:MOST_ACTS], 1):
        second, until = _second(line.at), _second(line.until) if line.until else 0
        if second is None or until is None:
            wrong = line.at if second is None else line.until
            faults.append(Fault(f"acts {number}: {wrong!r}", _("Write the time as 09:05:30."), file=file))
        elif line.until and until < 60:
            cure = _("Leave “until” out where the order holds for good.")
            faults.append(Fault(f"acts {number}: until {line.until!r}", cure, file=file))
        elif scene is not None and second < scene.alarm_minute * 60:
            cure = _("Orders begin with the alarm at {time}.").format(time=clock(scene.alarm_minute * 60)[:5])
            faults.append(Fault(f"acts {number}: {line.at}", cure, file=file))
        elif line.what not in WHAT:
            cure = _("Write one of: {names}.").format(names=", ".join(WHAT))
            faults.append(Fault(f"acts {number}: {line.what!r}", cure, file=file))
        else:
            found.append(
                Act(
                    second=second, what=line.what, person=line.person, post=line.post, step=line.step,  # type: ignore[arg-type]
                    until_minute=until // 60,
                )
            )  # fmt: skip
    if faults:
        raise BadInput(_("This is not a file of orders of a drill."), tuple(faults))
    return tuple(sorted(found, key=lambda act: act.second))


def acts_json(scene: str, acts: list[Act] | tuple[Act, ...]) -> bytes:
    """Acts as the file that `read_acts` reads."""
    lines = tuple(
        _Line(
            at=clock(act.second), what=act.what, person=act.person, post=act.post, step=act.step,
            until=clock(act.until_minute * 60)[:5] if act.until_minute else "",
        )
        for act in acts
    )  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(_Sheet(acts=lines, scene=scene)), indent=1) + b"\n"


def clock(second: int) -> str:
    """A second after midnight as 09:05:30."""
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}"


def _second(text: str) -> int | None:
    found = CLOCK.fullmatch(text.strip())
    if found is None:
        return None
    hours, minutes, seconds = int(found[1]), int(found[2]), int(found[3] or 0)
    return 3600 * hours + 60 * minutes + seconds if hours < 24 and minutes < 60 and seconds < 60 else None


def _instant(second: int) -> datetime:
    return MIDNIGHT + timedelta(seconds=second)
