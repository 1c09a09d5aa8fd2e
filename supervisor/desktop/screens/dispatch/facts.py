"""Who is where on the floor at this minute, as the board shows it: posts by zone, and everybody who is elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

QUARTERS_AHEAD = 16  # of the forecast strip
QUARTERS_TRIED = 8  # over which a move is tried: as long as a plan reckons, so that its minutes can be compared
GONE = ("off", "leave", "sick", "absent", "late", "business")
"""Kinds of being away in which nobody can be called."""


@dataclass(frozen=True)
class PersonTile:
    """One person: where (`post` empty: on none), since which minute, when the break begins and ends (0: none entered),
    until when in a meeting or away, and the post an order sends him to (`ordered`, from a minute on)."""

    subject: str
    name: str
    skills: tuple[str, ...]
    post: str
    since: int = 0
    break_from: int = 0
    break_to: int = 0
    break_latest: int = 0  # by when a break has to be over; 0 where the shift asks for none
    meeting_until: int = 0
    away: str = ""
    away_until: int = 0
    ordered: str = ""
    ordered_from: int = 0
    pin: str = ""  # "stay", or the subject of the post on which he must stand


@dataclass(frozen=True)
class PostTile:
    """One post with who stands there, and whether it serves a queue."""

    subject: str
    name: str
    min_cover: int
    people: tuple[PersonTile, ...]
    stations: int = 1
    dual: bool = False
    queue: bool = True

    @property
    def persons(self) -> tuple[str, ...]:
        """Names of who stands there."""
        return tuple(one.name for one in self.people)


@dataclass(frozen=True)
class ZoneTile:
    """A zone of the branch with its posts; of kind `elsewhere` the posts are a meeting, a break, training, standby."""

    name: str
    posts: tuple[PostTile, ...]
    kind: str = "post"


@dataclass(frozen=True)
class ClassFact:
    """One class: who waits, how that is known (counted, tickets, expected), who comes in each quarter-hour ahead."""

    code: str
    name: str
    waiting: int
    source: str
    arrivals: tuple[float, ...] = ()


@dataclass(frozen=True)
class BoardFacts:
    """The whole board at a minute. `trial` is what `dispatch.trial.try_move` asks for; None where nothing can be tried,
    `why_not` says why."""

    minute: int
    zones: tuple[ZoneTile, ...]
    elsewhere: tuple[ZoneTile, ...]
    classes: tuple[ClassFact, ...]
    waiting_minute: int
    names: Mapping[str, str]
    trial: Any = None
    why_not: str = ""
    gone: int = 0
    waits: Mapping[str, float] = field(default_factory=dict)  # mean minutes a customer by class, if nobody is moved

    def people(self) -> list[PersonTile]:
        """Everybody on the board, in its order."""
        return [one for zone in (*self.zones, *self.elsewhere) for post in zone.posts for one in post.people]

    def posts(self) -> list[PostTile]:
        """Every post, in the order of the board; not the places elsewhere."""
        return [post for zone in self.zones for post in zone.posts]


def read_board(reader: Any, incident: Any, given: tuple[Any, ...], pins: Mapping[str, str]) -> BoardFacts:
    """On the pool: the board now, in an incident or on a calm day. `given`: the incident's orders; `pins`: person ->
    "stay" or the post on which he must stand."""
    from supervisor.app import people_in_meetings
    from supervisor.branch.ledger import name_of, posts, service_classes
    from supervisor.dispatch.floor.queue_now import standing_now
    from supervisor.dispatch.floor.situation import problem_at
    from supervisor.dispatch.optimiser.trial import trial_of
    from supervisor.dispatch.playbooks import playbook_for
    from supervisor.dispatch.problem.reading import check
    from supervisor.dispatch.service import names_of

    now = reader.now
    subject = incident.subject if incident is not None else ""
    crowd = standing_now(reader, now, subject)
    problem = problem_at(
        reader, playbook_for(reader, incident.kind if incident is not None else "surge", subject), now,
        standing=crowd.waiting, in_meeting=people_in_meetings(reader), incident=subject, quarters=QUARTERS_AHEAD,
        pinned={one for one, pin in pins.items() if pin == "stay"},
        pinned_to={one: pin for one, pin in pins.items() if pin != "stay"},
        arrivals_factor=None if incident is not None else 1.0,
    )  # fmt: skip
    wrong = check(problem)
    trial = trial_of(_short(problem)) if not wrong else None
    ahead = {one.service_class: one.arrivals for one in problem.classes}
    tiles = {one.subject: one for one in _people(reader, problem, given, pins)}
    zones, elsewhere = _zones(reader, posts(reader, on=reader.today), tiles)
    served = service_classes(reader)
    return BoardFacts(
        minute=problem.now_minute,
        zones=zones,
        elsewhere=elsewhere,
        classes=tuple(
            ClassFact(
                code, str(name_of(reader, "class", code) or code), crowd.waiting.get(code, 0),
                crowd.by_class.get(code, crowd.source), tuple(ahead.get(code, ())),
            )
            for code in served
        ),
        waiting_minute=crowd.minute,
        names=names_of(reader),
        trial=trial,
        waits=_waits(*trial) if trial is not None else {},
        why_not=" ".join(str(fault) for fault in wrong),
        gone=sum(one.away in GONE for one in tiles.values()),
    )  # fmt: skip


def _short(problem: Any) -> Any:
    """The problem over the hours that a plan looks ahead."""
    from msgspec.structs import replace

    classes = (
        replace(one, arrivals=one.arrivals[:QUARTERS_TRIED], low=one.low[:QUARTERS_TRIED],
                high=one.high[:QUARTERS_TRIED])
        for one in problem.classes
    )  # fmt: skip
    return replace(problem, classes=tuple(classes))


def _waits(evaluator: Any, judge: Any) -> dict[str, float]:
    """Mean minutes a customer waits by class, if nobody is moved."""
    found = {}
    for number, one in enumerate(evaluator.problem.classes):
        customers = evaluator.demand(number).customers
        spent = evaluator.class_waiting(number, judge.before.counts)
        found[one.service_class] = spent / customers if customers > 0 else 0.0
    return found


def _people(reader: Any, problem: Any, given: tuple[Any, ...], pins: Mapping[str, str]) -> list[PersonTile]:
    from supervisor.branch.ledger import name_of
    from supervisor.dispatch.ledger import STANDING
    from supervisor.roster.ledger import duties, lunches, rules

    now, today = problem.now_minute, reader.today
    since: dict[tuple[str, str], int] = {}
    for duty in sorted(duties(reader, today), key=lambda one: -one.start_minute):
        if duty.start_minute <= now:
            since.setdefault((duty.person, duty.post), duty.start_minute)
    breaks = {one.person: (one.start_minute, one.end_minute) for one in lunches(reader, today)}
    limits = rules(reader)
    orders = {one.person: one for one in given if one.state in STANDING}
    words = {code: str(name_of(reader, "skill", code)) for one in problem.people for code in one.skills}
    found = []
    for one in problem.people:
        order = orders.get(one.subject)
        away = next((a for a in one.away if a.start_minute <= now < a.end_minute), None)
        eats = breaks.get(one.subject, (0, 0))
        works = not any(a.start_minute <= limits.lunch_to_minute < a.end_minute for a in one.away if a.kind == "off")
        came = since.get((one.subject, one.at), 0)
        if order is not None and order.move.to_post == one.at:
            came = max(order.state_minute, order.move.from_minute)
        found.append(
            PersonTile(
                subject=one.subject, name=one.name, skills=tuple(words[code] for code in one.skills), post=one.at,
                since=came, break_from=eats[0], break_to=eats[1],
                break_latest=limits.lunch_to_minute if works and limits.lunch_minutes else 0,
                meeting_until=one.in_meeting_until if one.in_meeting_until > now else 0,
                away=away.kind if away is not None else "", away_until=away.end_minute if away is not None else 0,
                ordered=order.move.to_post if order is not None and order.state != "done" else "",
                ordered_from=order.move.from_minute if order is not None else 0, pin=pins.get(one.subject, ""),
            )
        )  # fmt: skip
    return found


def _zones(
    reader: Any, places: Any, tiles: Mapping[str, PersonTile]
) -> tuple[tuple[ZoneTile, ...], tuple[ZoneTile, ...]]:
    from supervisor.branch.ledger import name_of
    from supervisor.language import _

    apart: dict[str, list[PersonTile]] = {"meeting": [], "lunch": [], "training": [], "standby": []}
    there: dict[str, list[PersonTile]] = {}
    known = {post.subject for post in places}
    for one in tiles.values():
        if one.meeting_until and not one.away:
            apart["meeting"].append(one)
        elif one.away in ("lunch", "training"):
            apart[one.away].append(one)
        elif one.away:
            continue  # not in the branch
        elif one.post in known:
            there.setdefault(one.post, []).append(one)
        else:
            apart["standby"].append(one)
    zones: dict[str, list[PostTile]] = {}
    for post in places:
        tile = PostTile(
            post.subject, str(post.name), post.min_cover, tuple(there.get(post.subject, ())), post.stations,
            post.dual_control, bool(post.service_class),
        )  # fmt: skip
        zones.setdefault(post.zone, []).append(tile)
    ranked = sorted(zones.items(), key=lambda zone: not any(post.queue for post in zone[1]))
    titles = {
        "meeting": _("In a meeting"), "lunch": _("At the break"), "training": _("In training"),
        "standby": _("On no post"),
    }  # fmt: skip
    groups = tuple(
        PostTile(f"elsewhere:{kind}", titles[kind], 0, tuple(sorted(who, key=_until)), len(who), queue=False)
        for kind, who in apart.items()
        if who
    )
    lane = (ZoneTile(_("Elsewhere"), groups, "elsewhere"),) if groups else ()
    return tuple(ZoneTile(str(name_of(reader, "zone", code)) or code, tuple(made)) for code, made in ranked), lane


def _until(one: PersonTile) -> int:
    return one.meeting_until or one.away_until
