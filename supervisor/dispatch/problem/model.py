"""What the dispatcher is asked and what it answers, as data that saves to one JSON file.

Minutes are minutes after midnight or customer-minutes of waiting, as the name says; arrivals are customers per
quarter-hour from `now_minute` on. An outage is data: the share of each class that cannot be served while it lasts.
"""

from __future__ import annotations

import msgspec

from supervisor.language import Words

QUARTER_MINUTES = 15
PROBLEM_SCHEMA = "dispatch-problem/2"
READ_SCHEMAS = ("dispatch-problem/1", PROBLEM_SCHEMA)  # what version 1 lacks has defaults
PLAN_SCHEMA = "dispatch-plan/1"


class Away(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch in which a person is not there: leave, lunch or the end of the shift."""

    start_minute: int
    end_minute: int
    kind: str = "leave"


class Stay(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch that the roster plans on a certain post: relief of a colleague who eats, a change at noon."""

    post: str
    start_minute: int
    end_minute: int


class BreakWindow(msgspec.Struct, frozen=True, kw_only=True):
    """Within which a break may be taken: begun at or after `earliest_minute`, over by `latest_minute`."""

    earliest_minute: int
    latest_minute: int
    minutes: int


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody of the branch now: on post `at` (empty: on none), perhaps in a meeting until a minute. `later` are
    stretches on other posts that are planned anyway; whoever is moved stays where he is sent instead.

    `releasable` tells whether a person in a meeting may be called out of it; `pinned` people are not moved;
    `pinned_to` names a post on which the commander wants the person, whatever it saves. `been` are posts where he
    worked earlier today: incompatible posts are forbidden by them too. `break_window` lets the lunch among `away`,
    while it has not begun, be shifted within limits. `declined_until`: pinned till then, for he declined."""

    subject: str
    name: str
    skills: tuple[str, ...] = ()
    at: str = ""
    later: tuple[Stay, ...] = ()
    away: tuple[Away, ...] = ()
    in_meeting_until: int = 0
    releasable: bool = True
    pinned: bool = False
    authoriser: bool = False
    lobby_manager: bool = False
    pinned_to: str = ""
    been: tuple[str, ...] = ()
    break_window: BreakWindow | None = None
    declined_until: int = 0


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """A place of work; without a service class it serves no queue. `stations`: how many can serve there at once;
    `handover_minutes`: how long whoever leaves it counts cash, hands over custody and signs off before he serves
    elsewhere."""

    subject: str
    name: Words
    service_class: str = ""
    skill: str = ""
    stations: int = 1
    min_cover: int = 0
    dual_control: bool = False
    handover_minutes: int = 0


class ClassQueue(msgspec.Struct, frozen=True, kw_only=True):
    """One service class: who stands waiting now, who is expected by quarter-hour with the 80 % band, and the share
    whose service is impossible during the incident (`share_stopped`, 0..1).

    Of those whose service is impossible the share `leaves` goes home at once, `diverts` names the classes that others
    turn to with their shares, and the rest asks the guide (goes home where there is none).

    `times` says how many times the day's forecast the customers of the first quarter-hour are, because of what came
    lately or what the incident's playbook believes; `arrivals` have it in them already."""

    service_class: str
    arrivals: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    service_minutes: float
    patience_minutes: float
    standing: float = 0.0
    share_stopped: float = 0.0
    service_scv: float = 1.0  # variance of service over its mean squared; 1 is exponential
    leaves: float = 0.0
    diverts: dict[str, float] = {}
    times: float = 1.0


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """An order sent already: the person stands on `to_post`, or will from `from_minute` on. `done`: he is there."""

    person: str
    from_post: str
    to_post: str
    from_minute: int = 0
    until_minute: int = 0
    done: bool = False


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the dispatcher needs. `guide_class` takes the customers of what is stopped; `move_price_minutes` is
    what a move must save to be worth asking (twice that from a two-person post, which is counted and handed over
    first); `outage_quarters` how long the outage lasts (0: the whole horizon).

    `incompatible` are pairs of posts that one person may not hold on one day (who entered may not authorise). `kept`
    are orders sent before, in which `people` stand already: moving one of them again, or taking the order back, must
    save `undo_price_minutes` more. A shifted break must save `break_price_minutes`. `kinds`: of all incidents that run,
    where several do, `kind` first."""

    kind: str
    now_minute: int
    people: tuple[Person, ...]
    posts: tuple[Post, ...]
    classes: tuple[ClassQueue, ...]
    guide_class: str = ""
    outage_quarters: int = 0
    move_price_minutes: float = 10.0
    max_moves: int = 5
    incompatible: tuple[tuple[str, str], ...] = ()
    kept: tuple[Kept, ...] = ()
    undo_price_minutes: float = 15.0
    break_price_minutes: float = 5.0
    kinds: tuple[str, ...] = ()
    schema: str = PROBLEM_SCHEMA


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """One person goes from a post (or from none, or out of a meeting) to another. `minutes_saved` is the waiting of the
    plan without this move less the waiting of the plan; where that would break a rule, what hangs on the move is left
    out too. Where a station is free only for a while, the move holds from `from_minute` to `until_minute` (0: at once,
    to the end). `mends` names the rules it restores; `say` is the call-out.

    `handover_minutes`: how long he counts, hands over and signs off at the old post first. `pinned`: the commander
    wants him there. `undoes`: he was ordered to `from_post` in this incident before."""

    person: str
    name: str
    from_post: str
    to_post: str
    minutes_saved: float
    out_of_meeting: bool = False
    from_minute: int = 0
    until_minute: int = 0
    mends: tuple[str, ...] = ()
    reason: Words = Words("")
    say: Words = Words("")
    handover_minutes: int = 0
    pinned: bool = False
    undoes: bool = False


class BreakShift(msgspec.Struct, frozen=True, kw_only=True):
    """A break taken at another time: from `from_minute` to `to_minute` (its beginning), with what that saves."""

    person: str
    name: str
    from_minute: int
    to_minute: int
    minutes: int
    minutes_saved: float
    say: Words = Words("")


class ClassWait(msgspec.Struct, frozen=True, kw_only=True):
    """Waiting of one class over the horizon before and after: customer-minutes, mean minutes a customer, customers who
    walk away (waiting over patience, the Erlang-A identity), and `turned_away`, who goes home at once for what is down.
    `…_range`: at the edges of the forecast's 80 % band."""

    service_class: str
    customers: float
    before_minutes: float
    after_minutes: float
    before_mean_minutes: float
    after_mean_minutes: float
    before_leaving: float
    after_leaving: float
    turned_away: float = 0.0
    before_range: tuple[float, float] = (0.0, 0.0)
    after_range: tuple[float, float] = (0.0, 0.0)
    before_leaving_range: tuple[float, float] = (0.0, 0.0)
    after_leaving_range: tuple[float, float] = (0.0, 0.0)


class Shortage(msgspec.Struct, frozen=True, kw_only=True):
    """What the plan leaves short, most important first: from when to when (minutes after midnight), whether it stood
    before the incident all along (lunch, roster), and what to do by hand. `quarters` counts missing people times
    quarter-hours."""

    rule: str
    post: str
    quarters: int
    by_hand: Words
    from_minute: int = 0
    to_minute: int = 0
    stood_before: bool = False


class Forbidden(msgspec.Struct, frozen=True, kw_only=True):
    """A move that was not taken because a rule forbids it. `instead_of`: the person of the plan whose move it would
    make cheaper by taking his place; empty for a further move. `minutes_saved` is against the plan."""

    person: str
    name: str
    from_post: str
    to_post: str
    minutes_saved: float
    rule: str
    instead_of: str = ""


class FrontierPoint(msgspec.Struct, frozen=True, kw_only=True):
    """The best plan with at most so many moves. `proof`, `bound_minutes`: as of a plan."""

    moves: int
    waiting_minutes: float
    shortage_quarters: int
    steps: tuple[Move, ...]
    proof: str = "model"
    bound_minutes: float = 0.0


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """The answer. `proven`: the marginal model was solved to proof; `gap_minutes`: how far its answer may be from its
    best otherwise. `proof` is "whole" where no plan is better by the waiting evaluation itself, shown here (people come
    and go at the times that `kinds.spans` weighs); else
    "model": the answer of the model, bettered by search. `bound_minutes`: no plan with as many moves is better by more
    than that (waiting, price of moves and shortages together; 0 with "whole"). `forbidden_each`: moves not taken
    because of a rule, for each post the best further one and for each move the cheaper one; `forbidden` the first.
    `breaks` are breaks taken at another time, `taken_back` orders sent before that should not be carried out after all.
    `low` and `high` are the waiting after the moves at the edges of the forecast band. `why_nothing`: why nobody is
    moved, in sentences, where nobody is."""

    moves: tuple[Move, ...]
    waits: tuple[ClassWait, ...]
    before_minutes: float
    after_minutes: float
    before_low_minutes: float
    before_high_minutes: float
    after_low_minutes: float
    after_high_minutes: float
    proven: bool
    gap_minutes: float
    frontier: tuple[FrontierPoint, ...]
    forbidden: Forbidden | None = None
    shortages: tuple[Shortage, ...] = ()
    why_nothing: tuple[Words, ...] = ()
    solver_seconds: float = 0.0
    total_seconds: float = 0.0
    breaks: tuple[BreakShift, ...] = ()
    taken_back: tuple[Kept, ...] = ()
    proof: str = "model"
    bound_minutes: float = 0.0
    forbidden_each: tuple[Forbidden, ...] = ()
    schema: str = PLAN_SCHEMA

    @property
    def reckoned(self) -> bool:
        """Whether waiting was computed at all; not where the hall is closed."""
        return bool(self.waits)


def to_json(value: Problem | Plan) -> bytes:
    """The document as indented JSON bytes (described in docs/formats-planning.md)."""
    return msgspec.json.format(msgspec.json.encode(value, order="deterministic"), indent=1)
