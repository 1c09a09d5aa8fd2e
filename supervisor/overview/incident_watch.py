"""What incidents ask of people at this minute: a surge to be declared, late steps, a restart not finished."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec

from supervisor.dispatch.floor.surge import Signal, surge_signal
from supervisor.dispatch.ledger import orders, steps_done
from supervisor.dispatch.playbooks import OWNERS, playbook_of
from supervisor.incidents.kinds import KINDS
from supervisor.incidents.ledger import Incident, running, running_between
from supervisor.incidents.steps import StepState, late_steps, steps_due
from supervisor.journal import Reader
from supervisor.meetings.ledger import in_meeting

RESTART_HOURS = 24  # after that the restart is no longer asked for here: the page of the incident says what was missed
MISTAKE = timedelta(minutes=5)  # ended sooner, with nothing done: it was declared by mistake


class LateStep(msgspec.Struct, frozen=True):
    """A step that is late, of which incident (number and kind's name), and its owner's name."""

    incident: str
    number: str
    kind: str
    owner: str
    state: StepState


class Restart(msgspec.Struct, frozen=True):
    """An incident that is over, with the steps of its restart; some are still open."""

    incident: Incident
    kind: str
    states: tuple[StepState, ...]


class Watch(msgspec.Struct, frozen=True):
    """All of it: `signal` None while nothing speaks for a surge; `late` the longest first."""

    signal: Signal | None
    late: tuple[LateStep, ...]
    restarts: tuple[Restart, ...]


def watch(r: Reader, now: datetime) -> Watch:
    """What incidents ask for at an instant."""
    late: list[LateStep] = []
    restarts: list[Restart] = []
    for one in running(r, now, drills=True):
        late += _late(one, step_states(r, one, now))
    for one in running_between(r, now - timedelta(hours=RESTART_HOURS), now):
        if one.end is None or one.end > now or not _begun(r, one):
            continue
        states = tuple(state for state in step_states(r, one, now) if state.step.restart)
        if any(state.done is None for state in states):
            restarts.append(Restart(one, kind_name(one.kind), states))
            late += _late(one, list(states))
    late.sort(key=lambda one: -one.state.late_minutes)
    busy = in_meeting(r, now.astimezone(r.zone).date())
    return Watch(surge_signal(r, now, in_meeting=busy), tuple(late), tuple(restarts))


def step_states(r: Reader, one: Incident, now: datetime) -> list[StepState]:
    """Each step of the playbook that an incident began with, at an instant."""
    ticked: Mapping[str, datetime] = {code: r.local(done.at_ms) for code, done in steps_done(r, one.subject).items()}
    return steps_due(playbook_of(r, one), one.start, one.end, ticked, now)


def owner_name(owner: str) -> str:
    """A role by its name; what a branch wrote itself as it stands."""
    return str(OWNERS.get(owner, owner))


def kind_name(kind: str) -> str:
    """A kind of incident in the language in force."""
    return str(KINDS[kind].name) if kind in KINDS else kind


def _late(one: Incident, states: list[StepState]) -> list[LateStep]:
    return [
        LateStep(one.subject, one.number, kind_name(one.kind), owner_name(state.owner), state)
        for state in late_steps(states)
    ]


def _begun(r: Reader, one: Incident) -> bool:
    """Whether there is anything to restart: not in one that was taken back at once."""
    assert one.end is not None
    return one.end - one.start > MISTAKE or bool(steps_done(r, one.subject)) or bool(orders(r, one.subject))
