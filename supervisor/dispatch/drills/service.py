"""What a person does with drills: choose a scene, make one from a day of the branch, and keep the result.

Nothing else of a drill reaches the book: neither incident nor order nor count.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import msgspec

from supervisor.access import Right, require
from supervisor.branch.ledger import names
from supervisor.errors import BadInput
from supervisor.incidents.ledger import playbook_now
from supervisor.incidents.playbooks import Playbook
from supervisor.journal import Book, Reader
from supervisor.language import Words, _
from supervisor.traffic.ledger import known_days, tickets_of
from supervisor.traffic.tickets import Tickets, resolve, split_days
from supervisor.training.ledger import drills
from supervisor.training.records import Drill, Outcome
from supervisor.training.service import record_drill

from .course import Act, acts_json
from .recorded import scene_of_day
from .scenes import Scene, digest_of, read_scene, shipped, to_json
from .score import Score

HISTORY_DAYS = 28  # days before the recorded one from which its forecast is made


def scene_named(wanted: str) -> Scene:
    """A scene of the program by its code, or of a file by its path. Raises BadInput."""
    found = shipped().get(wanted)
    return found if found is not None else scene_of_file(Path(wanted))


def scene_of_file(path: Path) -> Scene:
    """Somebody's own scene. Raises BadInput naming what does not fit."""
    try:
        data = path.read_bytes()
    except OSError:
        known = ", ".join(shipped())
        raise BadInput(
            _("There is no scene {name}; those of the program: {known}. Or name a file.").format(
                name=path.name or str(path), known=known
            )
        ) from None
    return read_scene(data, path.name)


def in_full(scene: Scene, folder: Path) -> Scene:
    """The scene customer by customer, from the recorded day behind it. Raises BadInput where it has none, or where the
    folder does not hold its file."""
    source = scene.tickets
    if source is None:
        raise BadInput(_("There is no recorded day behind this scene."))
    path = folder / source.file
    if not path.is_file():
        raise BadInput(_("The folder {folder} has no file {file}.").format(folder=folder.name, file=source.file))
    return scene_of_day(
        tickets_of_file(path), date.fromisoformat(source.day), start_minute=source.start_minute,
        alarm_minute=source.alarm_minute, end_minute=source.end_minute, like=scene,
    )  # fmt: skip


def tickets_of_file(path: Path) -> dict[date, Tickets]:
    """The days of a file of tickets."""
    from supervisor.traffic.intake import read_ticket_file

    return {day: resolve(one) for day, one in split_days(read_ticket_file(path).tickets).items()}


def scene_from_book(
    r: Reader, day: date, *, start_minute: int, end_minute: int, alarm_minute: int = -1, kind: str = "surge",
    code: str = "", name: Words | None = None,
) -> Scene:  # fmt: skip
    """A scene from the branch's own tickets of a day. Raises BadInput where there are none."""
    found = {one: tickets_of(r, one) for one in (day - timedelta(n) for n in range(HISTORY_DAYS, -1, -1))}
    tickets = {one: tickets for one, tickets in found.items() if len(tickets)}
    scene = scene_of_day(
        tickets, day, start_minute=start_minute, end_minute=end_minute, alarm_minute=alarm_minute, kind=kind,
        code=code, name=name,
    )  # fmt: skip
    called: dict[str, Words] = {one.code: one.name for one in names(r, "class")}
    posts = tuple(msgspec.structs.replace(post, name=called.get(post.name.zh, post.name)) for post in scene.posts)
    return msgspec.structs.replace(scene, posts=posts)


def recorded_days(r: Reader) -> tuple[date, date] | None:
    """The first and the last day of which the book knows anything; None where it knows nothing."""
    return known_days(r)


def playbook_of(r: Reader, scene: Scene) -> Playbook:
    """The branch's playbook for the scene's kind of incident."""
    return playbook_now(r, scene.kind)


def keep(
    book: Book,
    actor: str,
    scene: Scene,
    score: Score,
    acts: Sequence[Act],
    *,
    held: datetime,
    participants: Sequence[str] = (),
    speed: float = 0.0,
    commander: str = "",
) -> str:
    """Put the result of a drill on the training record; returns its subject. Raises Refused without the right,
    BadInput for people who are not known.

    held: when it ended; participants: who took part (the commander alone where nobody is named); speed: seconds of the
    hall to one of the clock, 0 for one that was played at once.
    """
    if score.digest != digest_of(scene):
        raise ValueError("a score of another scene")
    acted = acts_json(scene.code, tuple(acts))
    who = commander or actor
    return record_drill(
        book,
        actor,
        scene=scene.code,
        held=held,
        commander=who,
        participants=tuple(participants) or (who,),
        seconds=score.in_place_seconds,
        passed=score.passed,
        content=(to_json(scene), acted),
        outcome=Outcome(
            scene_name=scene.name,
            scene_digest=score.digest,
            acts_digest=hashlib.sha256(acted).hexdigest(),
            seed=score.seed,
            speed=speed,
            first_order_seconds=score.first_order_seconds,
            waiting_minutes=score.yours.waiting_minutes,
            no_action_minutes=score.none.waiting_minutes,
            greedy_minutes=score.greedy.waiting_minutes,
            hindsight_minutes=score.hindsight.waiting_minutes,
            lost=score.yours.lost,
            steps_missed=score.steps_missed,
            steps_late=score.steps_late,
            lesson=score.lesson,
        ),
    )


def held_drills(r: Reader, actor: str, first: date, last: date) -> list[Drill]:
    """Drills held on these days, the latest first. Raises Refused without the right to read the branch."""
    require(r, actor, Right.READ_BRANCH)
    return list(reversed(drills(r, first, last)))


def may_hold(r: Reader, actor: str) -> None:
    """Raise Refused where somebody has no right to hold drills: before the exercise, not after it."""
    require(r, actor, Right.RUN_DRILL)
