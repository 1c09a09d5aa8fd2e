"""What the planner is asked and what it answers, as data that saves to one JSON file.

Everything the planner knows about the branch stands in `Problem`, so a file saved here solves to the same answer
elsewhere. Times of day are minutes after midnight, prices are customer-minutes of waiting, arrivals are customers per
quarter-hour beginning at `Day.first_minute`.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec

from supervisor.errors import BadInput, Fault
from supervisor.errors.json_words import json_fault
from supervisor.language import Words, _

QUARTER_MINUTES = 15
PROBLEM_SCHEMA = "meetings-problem/1"
PLAN_SCHEMA = "meetings-plan/1"


class MeetingKind(StrEnum):
    """What kind of meeting it is; each kind has a cap on its length."""

    BRIEFING = "briefing"
    EVENING = "evening"
    AD_HOC = "ad_hoc"
    TRAINING = "training"
    CASH_COUNT = "cash_count"
    STOCK_TAKING = "stock_taking"
    REVIEW = "review"
    MAINTENANCE = "maintenance"


CAPS_MINUTES: dict[str, int] = {
    MeetingKind.BRIEFING: 20,
    MeetingKind.EVENING: 30,
    MeetingKind.AD_HOC: 30,
    MeetingKind.TRAINING: 120,
    MeetingKind.CASH_COUNT: 60,
    MeetingKind.STOCK_TAKING: 120,
    MeetingKind.REVIEW: 90,
    MeetingKind.MAINTENANCE: 240,
}
"""Longest length by kind in minutes, until the branch sets its own."""


class Need(msgspec.Struct, frozen=True, kw_only=True):
    """Who is needed: `by` is person, role, skill, everyone, or people (those in `people`); `at_least` 0 means all."""

    by: str
    value: str = ""
    at_least: int = 0
    optional: bool = False
    people: tuple[str, ...] = ()


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of days in which a repeating meeting is held once; both days count."""

    first_day: date
    last_day: date


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """One request for a meeting. `latest_minute` is the latest end, `wished_minute` the start one would like.

    `windows`: one placing for each; empty means one from `first_day` to `last_day`. `after` names the subjects of
    meetings that must have ended before this one begins. `may_split` allows 2 to `most_batches` batches; with
    `by_shift` there is one for each shift.
    """

    subject: str
    number: str = ""
    title: str
    kind: str
    minutes: int
    needs: tuple[Need, ...]
    first_day: date
    last_day: date
    earliest_minute: int = 7 * 60
    latest_minute: int = 19 * 60
    inside_hours: bool = False
    each_day: bool = False
    may_split: bool = False
    room: str = ""
    customer_area: bool = False
    wished_day: date | None = None
    wished_minute: int | None = None
    after: tuple[str, ...] = ()
    windows: tuple[Window, ...] = ()
    most_batches: int = 2
    by_shift: bool = False


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """A member of staff with the skills that posts ask for."""

    subject: str
    name: str
    role: str = ""
    skills: tuple[str, ...] = ()
    authoriser: bool = False
    lobby_manager: bool = False


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """A place of work; without a service class it serves no queue and its people can fill in elsewhere."""

    subject: str
    name: Words
    service_class: str = ""
    skill: str = ""
    stations: int = 1
    min_cover: int = 0
    dual_control: bool = False


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A person's stretch of the day: on a post (`post`), on leave (`kind`), or at lunch."""

    person: str
    start_minute: int
    end_minute: int
    post: str = ""
    kind: str = ""


class ClassDay(msgspec.Struct, frozen=True, kw_only=True):
    """Forecast of one service class: customers per quarter-hour with the 80 % band."""

    service_class: str
    arrivals: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    service_minutes: float
    patience_minutes: float
    service_scv: float = 1.0  # variance of service over its mean squared; 1 is exponential


class PeakSpan(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch in which one person fewer on this class would miss the branch's target."""

    service_class: str
    start_minute: int
    end_minute: int


class Day(msgspec.Struct, frozen=True, kw_only=True):
    """One day of the branch; `open_minute` is None when it is closed."""

    day: date
    open_minute: int | None = None
    close_minute: int | None = None
    first_minute: int = 0
    earliest_minute: int = 0  # nothing may begin before: what of the day is gone by
    duties: tuple[Span, ...] = ()
    absences: tuple[Span, ...] = ()
    lunches: tuple[Span, ...] = ()
    classes: tuple[ClassDay, ...] = ()
    peaks: tuple[PeakSpan, ...] = ()


class Cover(msgspec.Struct, frozen=True, kw_only=True):
    """Backfill while a meeting runs: this person leaves `from_post` for `to_post`."""

    person: str
    from_post: str
    to_post: str


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """Why a slot cannot be: the rule, and the person, post or class that it protects. `people`: who is not there."""

    rule: str
    person: str = ""
    about: str = ""
    minute: int = 0
    people: tuple[str, ...] = ()


class Sitting(msgspec.Struct, frozen=True, kw_only=True):
    """A meeting, or one batch of it, at a time with its people and its price in customer-minutes of waiting. `missed`:
    who was asked for by role, skill or as everyone, belongs to this batch, and is not at work then."""

    day: date
    start_minute: int
    end_minute: int
    people: tuple[str, ...]
    room: str = ""
    batch: int = 1
    batches: int = 1
    price_minutes: float = 0.0
    low_minutes: float = 0.0
    high_minutes: float = 0.0
    overtime_minutes: int = 0
    at_peak: bool = False
    covers: tuple[Cover, ...] = ()
    missed: tuple[str, ...] = ()


class Alternative(msgspec.Struct, frozen=True, kw_only=True):
    """A next-best start with its price and range, and who would miss it. Of a meeting held in batches: `batch` is the
    one that would begin then, the others staying where they are (0: one sitting of all)."""

    day: date
    start_minute: int
    end_minute: int
    price_minutes: float
    low_minutes: float
    high_minutes: float
    missed: tuple[str, ...] = ()
    batch: int = 0


class Wished(msgspec.Struct, frozen=True, kw_only=True):
    """The slot the manager would have liked: what blocks it (nothing if only dearer) and what it would cost."""

    day: date
    start_minute: int
    price_minutes: float
    blocks: tuple[Block, ...]
    missed: tuple[str, ...] = ()


class Status(StrEnum):
    """How sure an answer is: proven cheapest, found with a gap, found without a bound, or shown to be impossible."""

    PROVEN = "proven"
    GAP = "gap"
    HEURISTIC = "heuristic"
    INFEASIBLE = "infeasible"


class Clash(msgspec.Struct, frozen=True, kw_only=True):
    """A smallest set of wishes that cannot stand together (leave one out and the others can) and why: the `rules` by
    which they clash, and the person, room or post that they clash over."""

    meetings: tuple[str, ...]
    titles: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The planner's answer to one wish (for one day where the wish is for each day).

    `sittings` is empty when nothing fits; then `blocks` names the rules that stand in the way, most frequent first.
    `saved_minutes` is what two batches save against one sitting (None when one sitting was impossible or not split).
    """

    meeting: str
    title: str
    sittings: tuple[Sitting, ...]
    alternatives: tuple[Alternative, ...] = ()
    wished: Wished | None = None
    all_peak: bool = False
    split: bool = False
    whole_price_minutes: float | None = None
    saved_minutes: float | None = None
    blocks: tuple[Block, ...] = ()
    starts_tried: int = 0
    status: str = Status.HEURISTIC
    bound_minutes: float | None = None
    gap_minutes: float | None = None
    clash: tuple[Clash, ...] = ()

    @property
    def missed(self) -> tuple[str, ...]:
        """Who was asked for and is at work at none of the sittings."""
        return tuple(dict.fromkeys(person for one in self.sittings for person in one.missed))


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """A sitting that stands: in `Problem.taken` it is not moved by this plan (locked, running, held), in
    `Problem.standing` it is published and is moved only for customers' or preferences' sake."""

    meeting: str
    title: str
    sitting: Sitting


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the planner needs. `caps_minutes` by kind; `stretch_minutes` how long before or after his shift a
    person may be asked to meet; `seats` by room (a room that is not in it holds any number). `rests_on` names, by
    meeting, the newest entry of the book that the problem knows: a plan is recorded only where that is still so."""

    people: tuple[Person, ...]
    posts: tuple[Post, ...]
    days: tuple[Day, ...]
    wishes: tuple[Wish, ...]
    taken: tuple[Taken, ...] = ()
    caps_minutes: dict[str, int] = msgspec.field(default_factory=lambda: dict(CAPS_MINUTES))
    stretch_minutes: int = 60
    lunch_rooms: tuple[str, ...] = ()
    standing: tuple[Taken, ...] = ()
    most_at_once: int = 0
    rooms: tuple[str, ...] = ()
    rests_on: dict[str, str] = msgspec.field(default_factory=dict)
    seats: dict[str, int] = msgspec.field(default_factory=dict)
    schema: str = PROBLEM_SCHEMA

    def seats_of(self, wish: Wish) -> int:
        """Seats of the room that a wish asks for; 0: any number may come."""
        return self.seats.get(wish.room, 0) if wish.room else 0


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Answers in the order of the wishes; price, bound and gap in customer-minutes of waiting of all of them together.
    Where it is proven, no plan is cheaper by more than `tolerance_minutes`.

    The time it took is not part of the plan: the same file gives the same plan, to the byte.
    """

    answers: tuple[Answer, ...]
    schema: str = PLAN_SCHEMA
    status: str = Status.HEURISTIC
    price_minutes: float = 0.0
    bound_minutes: float | None = None
    gap_minutes: float | None = None
    moved: int = 0
    clash: tuple[Clash, ...] = ()
    tolerance_minutes: float | None = None


def to_json(value: Problem | Plan) -> bytes:
    """The document as indented JSON bytes (described in docs/formats-planning.md)."""
    return msgspec.json.format(msgspec.json.encode(value, order="deterministic"), indent=1)


def problem_from_json(data: bytes, file: str = "") -> Problem:
    """Read a problem. Raises BadInput naming the place in the file that does not fit."""
    try:
        problem = msgspec.json.decode(data, type=Problem)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise BadInput(_("This is not a meetings problem."), (json_fault(fault, data, file),)) from fault
    if problem.schema != PROBLEM_SCHEMA:
        raise BadInput(
            _("This is not a meetings problem."),
            (Fault(f"schema {problem.schema!r}", _("Write {text}.").format(text=PROBLEM_SCHEMA), file=file),),
        )
    return problem
