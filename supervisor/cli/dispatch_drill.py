"""Drills at the command line: the scenes, one made from a recorded day, one played with a score, those held."""

from __future__ import annotations

import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import App, Parameter

from supervisor.cli.context import (
    OptionalOutput,
    Output,
    day_of,
    emit,
    names,
    opened,
    person_of,
    reading,
    refuse_existing,
    say,
    table,
    write_out,
)
from supervisor.cli.meetings_shared import minute_of
from supervisor.errors import BadInput, why_unread
from supervisor.language import Words, _, listed

if TYPE_CHECKING:
    from supervisor.dispatch.drills.course import Act, Course
    from supervisor.dispatch.drills.scenes import Scene
    from supervisor.dispatch.drills.score import Score
    from supervisor.incidents.playbooks import Playbook

HELD_DAYS = 365
MOST_SPEED = 3600
WHO = {
    "none": Words("不调人", "nobody moved"),
    "yours": Words("本次演练", "this drill"),
    "greedy": Words("每次只挑最省的一步", "greedy rule"),
    "ours": Words("调度建议", "this dispatcher"),
    "hindsight": Words("事后最优", "best in hindsight"),
}
SceneName = Annotated[
    str, Parameter(help="code of a scene, as `dispatch drill scenes` lists it, or a file of one's own")
]
Orders = Annotated[Path | None, Parameter(help="file of orders, counts and ticks with their times")]
Speed = Annotated[int, Parameter(help="seconds of the hall to one second, minute by minute; 0: at once")]
Policy = Annotated[str, Parameter(help="who commands instead: none, greedy or ours")]
Seed = Annotated[int, Parameter(help="number from which the customers are drawn; the same gives the same")]
Data = Annotated[Path | None, Parameter(help="folder with the recorded tickets behind a scene: played one by one")]
Record = Annotated[bool, Parameter(help="put the result on the training record")]
Who = Annotated[str, Parameter(help="staff numbers of those in the drill, parted by commas")]
Start = Annotated[str, Parameter(help="when the exercise begins, as 09:30")]
End = Annotated[str, Parameter(help="when it ends, as 11:30")]
Alarm = Annotated[str | None, Parameter(help="when the alarm is given; without it ten minutes after the start")]
Kind = Annotated[str, Parameter(help="kind of incident, whose playbook is to be ticked")]
Tickets = Annotated[Path | None, Parameter(help="file of tickets to read instead of the book")]
Name = Annotated[str, Parameter(help="what the scene is called")]


def register(dispatch: App) -> None:
    """Add `supervisor dispatch drill …`."""
    group = App(name="drill", help="drills: scenes, playing one with a score, those that were held")
    dispatch.command(group)
    _scenes(group)
    _playing(group)


def _scenes(group: App) -> None:
    @group.command
    def scenes(*, json: bool = False) -> int:
        """The scenes that came with the program."""
        from supervisor.dispatch.drills.scenes import digest_of, shipped

        found = list(shipped().values())
        if json:
            emit("dispatch.drill_scenes", 1, {"scenes": [
                {"code": one.code, "name": one.name, "kind": one.kind, "story": one.story, "source": one.source,
                 "start_minute": one.start_minute, "alarm_minute": one.alarm_minute, "end_minute": one.end_minute,
                 "people": len(one.people), "blind": one.blind, "tickets": one.tickets, "digest": digest_of(one)}
                for one in found
            ]})  # fmt: skip
        else:
            table(
                (_("Code"), _("Scene"), _("From"), _("To"), _("People"), _("Where the customers come from")),
                [(one.code, one.name, _clock(one.start_minute), _clock(one.end_minute), len(one.people), one.source)
                 for one in found],
            )  # fmt: skip
        return 0

    @group.command
    def show(scene: SceneName, *, output: OptionalOutput = None, force: bool = False) -> int:
        """A scene in words; `--output` takes it out as a file to be changed. A file of one's own is checked."""
        from supervisor.dispatch.drills.scenes import digest_of, to_json
        from supervisor.dispatch.drills.service import scene_named

        if output is not None:
            refuse_existing(output, force)
        found = scene_named(scene)
        if output is not None:
            write_out(output, to_json(found))
            return 0
        say(f"{found.name} · {_clock(found.start_minute)}–{_clock(found.end_minute)}")
        for text in (found.story, found.source):
            if str(text):
                say(str(text))
        table(
            (_("Post"), _("Code"), _("People"), _("Customers")),
            [
                (post.name, post.code, sum(person.spells[0].post == post.code for person in found.people),
                 sum(one.post == post.code for one in found.customers) or round(post.standing + sum(post.arrivals)))
                for post in found.posts
            ],
        )  # fmt: skip
        table(
            (_("Person"), _("Code"), _("Posts")),
            [(person.name, person.code, listed(person.skills)) for person in found.people],
        )
        say(_("Digest {text}").format(text=digest_of(found)[:12]))
        return 0

    @group.command
    def make(
        day: str, *, start: Start, end: End, output: Output, alarm: Alarm = None, kind: Kind = "surge",
        name: Name = "", file: Tickets = None, force: bool = False,
    ) -> int:  # fmt: skip
        """Make a scene from a recorded day: its customers one by one, its people as the tickets show them."""
        from supervisor.dispatch.drills import service
        from supervisor.dispatch.drills.recorded import scene_of_day
        from supervisor.dispatch.drills.scenes import to_json

        refuse_existing(output, force)
        wanted, alarm_minute = day_of(day, date.min), minute_of(alarm)
        asked: dict[str, Any] = {
            "start_minute": minute_of(start), "end_minute": minute_of(end), "kind": kind,
            "alarm_minute": -1 if alarm_minute is None else alarm_minute, "name": Words(name, name) if name else None,
        }  # fmt: skip
        if file is not None:
            scene = scene_of_day(service.tickets_of_file(file), wanted, **asked)
        else:
            with reading() as (_app, r):
                scene = service.scene_from_book(r, wanted, **asked)
        write_out(output, to_json(scene))
        return 0


def _playing(group: App) -> None:
    @group.command
    def run(
        scene: SceneName, *, orders: Orders = None, policy: Policy = "", seed: Seed = 1, speed: Speed = 0,
        data: Data = None, record: Record = False, participants: Who = "", json: bool = False,
    ) -> int:  # fmt: skip
        """Play a scene with orders from a file, or commanded by a rule, and say the score."""
        from supervisor.dispatch.drills import service
        from supervisor.dispatch.drills.course import read_acts
        from supervisor.dispatch.drills.score import POLICIES, compared, rule_acts, scored
        from supervisor.incidents.playbooks import playbook

        if policy and (policy not in POLICIES or orders is not None):
            raise BadInput(_("Name one of {names}, and no file of orders with it.").format(names=listed(POLICIES)))
        if policy and record:
            raise BadInput(_("A rule takes no part in training: only what a person ordered is put on record."))
        if not 0 <= speed <= MOST_SPEED:
            raise BadInput(_("The speed is 0 to {n}.").format(n=MOST_SPEED))
        if seed < 0:
            raise BadInput(_("A seed is 0 or more."))
        if record:
            with opened() as app, app.read() as r:
                service.may_hold(r, app.actor)
        wanted = service.scene_named(scene)
        if data is not None:
            wanted = service.in_full(wanted, data)
        steps = _own_playbook(wanted) if record else playbook(wanted.kind)
        if policy:
            acts = rule_acts(wanted, seed, steps, policy)
        else:
            acts = read_acts(_bytes_of(orders), orders.name, wanted) if orders is not None else ()
        course = _played(wanted, seed, steps, acts, 0 if json else speed)
        score = scored(course, compared(wanted, seed, steps))
        kept = _keep(wanted, score, acts, participants, speed) if record else None
        if json:
            emit("dispatch.drill", 1, {"score": score, "acts": len(acts), "drill": kept})
        else:
            show_score(score)
            if kept:
                say(_("Put on the training record."))
        return 0

    @group.command
    def held(*, first: str | None = None, last: str | None = None, json: bool = False) -> int:
        """Drills that were held, the latest first (default: the last year)."""
        from supervisor.dispatch.drills.service import held_drills

        with reading() as (app, r):
            start = day_of(first, r.today - timedelta(HELD_DAYS))
            found = held_drills(r, app.actor, start, day_of(last, r.today))
            who, zone = names(r), app.book.zone
        if json:
            emit("dispatch.drills", 1, {"drills": found})
        else:
            table(
                (_("When"), _("Scene"), _("Commander"), _("First order (s)"), _("Saved"), _("Missed"), _("Result")),
                [(f"{one.held.astimezone(zone):%Y-%m-%d %H:%M}", one.outcome.scene_name if one.outcome else one.scene,
                  who.get(one.commander, ""), *_figures(one.outcome), _("passed") if one.passed else _("not passed"))
                 for one in found],
            )  # fmt: skip
        return 0


def show_score(score: Score) -> None:
    """The score in words."""
    passed = _("passed") if score.passed else _("not passed")
    say(_("Drill: {name}, seed {seed}: {result}").format(name=score.name, seed=score.seed, result=passed))
    rows = [(str(words), getattr(score, name)) for name, words in WHO.items()]
    table(
        (_("Who orders"), _("Waiting (min)"), _("Lost"), _("Orders")),
        [(words, f"{one.waiting_minutes:.0f}", one.lost, one.orders) for words, one in rows],
    )
    for text in score.good:
        say(f"+ {text}")
    for text in score.late:
        say(f"- {text}")
    say(_("Lesson: {text}").format(text=score.lesson))


def _played(scene: Scene, seed: int, steps: Playbook, acts: tuple[Act, ...], speed: float) -> Course:
    """The exercise to its end; with a speed the clock is kept and each minute of the hall is told."""
    from supervisor.dispatch.drills.course import Course, played

    if not speed:
        return played(scene, seed, steps, acts)
    slow = Course(scene, seed, steps)
    rest = list(acts)
    for minute in range(scene.start_minute, scene.end_minute + 1):
        while rest and rest[0].second <= minute * 60:
            slow.do(rest.pop(0))
        slow.advance(minute * 60)
        waiting = " · ".join(
            f"{post.name} {slow.waiting().get(post.code, '?')}"
            for post in scene.posts
            if post.arrivals or post.standing
        )
        mark = f"  ▲ {scene.story}" if minute == scene.alarm_minute else ""
        say(f"{_clock(minute)}  {waiting}{mark}")
        if minute < scene.end_minute:
            time.sleep(60 / speed)
    return played(scene, seed, steps, acts)


def _own_playbook(scene: Scene) -> Playbook:
    from supervisor.dispatch.drills.service import playbook_of

    with opened() as app, app.read() as r:
        return playbook_of(r, scene)


def _keep(scene: Scene, score: Score, acts: tuple[Act, ...], participants: str, speed: float) -> str:
    from supervisor.dispatch.drills.service import keep

    with opened() as app:
        with app.read() as r:
            who = [person_of(r, one.strip()) for one in participants.split(",") if one.strip()]
        return keep(
            app.book, app.actor, scene, score, acts, held=app.book.now(), participants=who, speed=speed
        )  # fmt: skip


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(_("{file} cannot be read: {why}").format(file=path.name, why=why_unread(error))) from None


def _figures(outcome: Any) -> tuple[str, str, str]:
    if outcome is None:
        return "", "", ""
    share = outcome.saved_share
    first = outcome.first_order_seconds
    return (
        "–" if first is None else str(first),
        "–" if share is None else f"{100 * share:.0f}%",
        "–" if outcome.steps_missed is None else str(outcome.steps_missed),
    )


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"
