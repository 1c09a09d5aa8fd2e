"""Scenes of drills as data: who comes when, who is there, what fails, and when the alarm is given.

A scene gives customers as counts by quarter-hour, drawn anew from a seed, or one by one as a recorded day had them.
Each post has a queue of its own; a post where nobody comes is the back office, whose people can be called. Scenes of
the program lie in `resources/scenes/<code>.json`; anybody may write another (docs/formats-drills.md).
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.resources import files

import msgspec

from supervisor.errors import BadInput, Fault
from supervisor.errors.json_words import json_fault
from supervisor.incidents.kinds import KINDS
from supervisor.language import Words, _

SCENE_SCHEMA = "drill-scene/1"
QUARTER_MINUTES = 15
DAY_MINUTES = 24 * 60
MOST_MINUTES = 6 * 60  # an exercise of half a day is long enough
MOST_POSTS, MOST_PEOPLE, MOST_CUSTOMERS = 20, 80, 5000
MOST_IN_QUARTER = 1000
MOST_STOPS = 100
LONGEST_SERVICE, LONGEST_PATIENCE = 240.0, 600.0  # minutes
BOM = b"\xef\xbb\xbf"
CODE = re.compile(r"[a-z0-9][a-z0-9_-]{0,47}")


class ScenePost(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A post with its queue. arrivals: customers who really come by quarter-hour from the start; expected: what the
    forecast said (empty: the same). standing: who waits at the start. stations, min_cover: how many can and must be
    there; handover_minutes: how long whoever leaves it counts and hands over."""

    code: str
    name: Words
    arrivals: tuple[float, ...] = ()
    expected: tuple[float, ...] = ()
    standing: int = 0
    service_minutes: float = 5.0
    service_scv: float = 1.0
    patience_minutes: float = 30.0
    stations: int = 20
    min_cover: int = 0
    handover_minutes: int = 0


class SceneSpell(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stretch on a post, as the roster has it; between stretches the person is away (lunch, leave)."""

    start_minute: float
    end_minute: float
    post: str


class ScenePerson(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Somebody with the posts that he can stand on."""

    code: str
    name: Words
    skills: tuple[str, ...]
    spells: tuple[SceneSpell, ...]


class Came(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A recorded customer: minute of coming, post, minutes of service and of patience where the record says them (None:
    drawn from the seed), and how long he waited at least."""

    at: float
    post: str
    service: float | None = None
    patience: float | None = None
    waited: float = 0.0


class Down(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a failure does to a post while it lasts: the share of its customers who cannot be served (1: nobody is). Of
    these the share `leaves` goes at once, `asks` turns to the guide's post, `diverts` to other posts; where nobody is
    served the rest waits in the line until it is over."""

    share: float = 1.0
    leaves: float = 0.0
    asks: float = 0.0
    diverts: dict[str, float] = {}


class Outage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What fails from when to when, by post."""

    start_minute: float
    end_minute: float
    posts: dict[str, Down]
    guide: str = ""


class TicketSource(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The recorded day behind a scene: with the folder of this file the drill is played customer by customer."""

    file: str
    day: str
    start_minute: int
    alarm_minute: int
    end_minute: int


class Passing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is asked: the first order within so many seconds of the alarm, so large a share of what could be saved, and
    no more steps missed than this."""

    first_order_seconds: int = 300
    saved_share: float = 0.5
    steps_missed: int = 2


class Scene(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One scene. kind: of incident, by which the playbook is chosen; story: what the manager is told at the alarm;
    lesson: what it teaches; source: where its customers come from. blind: the queue machine tells nothing, who waits is
    known only by counting. stopped: spans in which nobody at all is served. walk_minutes: how long a move takes."""

    code: str
    name: Words
    kind: str
    story: Words
    start_minute: int
    alarm_minute: int
    end_minute: int
    posts: tuple[ScenePost, ...]
    people: tuple[ScenePerson, ...]
    customers: tuple[Came, ...] = ()
    outage: Outage | None = None
    stopped: tuple[tuple[float, float], ...] = ()
    blind: bool = False
    walk_minutes: float = 1.0
    passing: Passing = Passing()
    lesson: Words = Words("")
    source: Words = Words("")
    tickets: TicketSource | None = None
    schema: str = SCENE_SCHEMA

    @property
    def quarters(self) -> int:
        """Quarter-hours of the exercise, the last one perhaps cut."""
        return -(-(self.end_minute - self.start_minute) // QUARTER_MINUTES)

    @property
    def recorded(self) -> bool:
        """Whether its customers are those of a recorded day, one by one."""
        return bool(self.customers)


def read_scene(data: bytes, file: str = "") -> Scene:
    """Read and check a scene. Raises BadInput with every fault."""
    data = data.removeprefix(BOM)  # the notepad of Windows begins a file so
    try:
        found = msgspec.json.decode(data, type=Scene)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise BadInput(_("This is not a scene of a drill."), (json_fault(fault, data, file),)) from fault
    faults = check(found, file)
    if faults:
        raise BadInput(_("This is not a scene of a drill."), tuple(faults))
    return found


def to_json(scene: Scene) -> bytes:
    """A scene as the bytes that are kept and taken out: indented, so that people can change it. A number is written the
    same way whether it was given as 4 or as 4.0: the digest is that of the scene, not of its spelling."""
    spelt = msgspec.json.decode(msgspec.json.encode(scene), type=Scene)
    return msgspec.json.format(msgspec.json.encode(spelt), indent=1) + b"\n"


def digest_of(scene: Scene) -> str:
    """SHA-256 of a scene: two drills of one digest were the same exercise."""
    return hashlib.sha256(to_json(scene)).hexdigest()


def check(scene: Scene, file: str = "") -> list[Fault]:
    """Everything in a scene that cannot be played."""
    faults: list[Fault] = []

    def fault(what: str, cure: str = "") -> None:
        faults.append(Fault(what, cure, file=file))

    if scene.schema != SCENE_SCHEMA:
        fault(f"schema {scene.schema!r}", _("Write {text}.").format(text=SCENE_SCHEMA))
    if not CODE.fullmatch(scene.code):
        fault(f"code {scene.code!r}", _("Write small letters, digits, - and _, at most 48."))
    if not str(scene.name).strip():
        fault(_("The scene has no name."))
    if scene.kind not in KINDS:
        fault(f"kind {scene.kind!r}", _("Write one of: {names}.").format(names=", ".join(KINDS)))
    if not 0 <= scene.start_minute <= scene.alarm_minute < scene.end_minute <= DAY_MINUTES:
        fault("start_minute, alarm_minute, end_minute", _("Start, alarm and end follow one another within a day."))
    elif scene.end_minute - scene.start_minute > MOST_MINUTES:
        fault("end_minute", _("An exercise lasts at most {n} minutes.").format(n=MOST_MINUTES))
    if not 0 <= scene.walk_minutes <= 30:
        fault(f"walk_minutes {scene.walk_minutes}", _("Write minutes from 0 to {n}.").format(n=30))
    asked = scene.passing
    if asked.first_order_seconds < 0 or asked.steps_missed < 0 or not 0 <= asked.saved_share <= 1:
        fault("passing", _("Seconds and steps are 0 or more, the share from 0 to 1."))
    if len(scene.stopped) > MOST_STOPS:
        fault(f"stopped: {len(scene.stopped)}", _("At most {n}.").format(n=MOST_STOPS))
    for start, end in scene.stopped[:MOST_STOPS]:
        if not 0 <= start < end <= DAY_MINUTES:
            fault(f"stopped [{start}, {end}]", _("The end comes after the start, within a day."))
    codes = {post.code for post in scene.posts}
    if not 1 <= len(scene.posts) <= MOST_POSTS or not 1 <= len(scene.people) <= MOST_PEOPLE:
        fault("posts, people", _("A scene has 1 to {posts} posts and 1 to {people} people.").format(
            posts=MOST_POSTS, people=MOST_PEOPLE
        ))  # fmt: skip
    for what, names in (("posts", [p.code for p in scene.posts]), ("people", [p.code for p in scene.people])):
        for code in sorted({name for name in names if names.count(name) > 1 or not CODE.fullmatch(name.lower())}):
            fault(f"{what}: {code!r}", _("Each code stands once, of letters, digits, - and _."))
    for post in scene.posts:
        for what, cure in _post_faults(post, scene):
            fault(f"{post.code}: {what}", cure)
    for person in scene.people:
        for what, cure in _person_faults(person, codes):
            fault(f"{person.code}: {what}", cure)
    for what, cure in _outage_faults(scene, codes):
        fault(f"outage: {what}", cure)
    if len(scene.customers) > MOST_CUSTOMERS:
        fault("customers", _("At most {n}.").format(n=MOST_CUSTOMERS))
    for number, one in enumerate(scene.customers[:MOST_CUSTOMERS], 1):
        known = one.post in codes and 0 <= one.at <= DAY_MINUTES
        if not known or min(one.service or 0, one.patience or 0, one.waited) < 0:
            fault(f"customers {number}", _("Name a post of the scene, a minute of the day and no negative minutes."))
            break
        if (one.service or 0) > LONGEST_SERVICE or max(one.patience or 0, one.waited) > LONGEST_PATIENCE:
            cure = _("A service lasts at most {service} minutes, patience and waiting at most {patience}.")
            fault(f"customers {number}", cure.format(service=f"{LONGEST_SERVICE:g}", patience=f"{LONGEST_PATIENCE:g}"))
            break
    if not any(post.standing or any(post.arrivals) for post in scene.posts) and not scene.customers:
        fault(_("Nobody comes in this scene."), _("Give arrivals or customers."))
    return faults


def _post_faults(post: ScenePost, scene: Scene) -> list[tuple[str, str]]:
    found = []
    quarters = max(scene.quarters, 0)
    if not str(post.name).strip():
        found.append(("name", _("Write a name.")))
    for name in ("arrivals", "expected"):
        row = getattr(post, name)
        if row and len(row) != quarters:
            found.append((f"{name}: {len(row)}", _("Write {n} numbers, one a quarter-hour.").format(n=quarters)))
        if any(not 0 <= one <= MOST_IN_QUARTER for one in row):
            found.append((name, _("Write numbers from 0 to {n}.").format(n=MOST_IN_QUARTER)))
    if not 0 <= post.standing <= MOST_IN_QUARTER:
        found.append((f"standing {post.standing}", _("Write numbers from 0 to {n}.").format(n=MOST_IN_QUARTER)))
    if not (
        0 < post.service_minutes <= LONGEST_SERVICE
        and 0 < post.patience_minutes <= LONGEST_PATIENCE
        and 0 <= post.service_scv <= 20
    ):
        found.append(
            ("service_minutes, patience_minutes, service_scv", _("Minutes above 0; the scatter is 0 or more."))
        )
    if not (1 <= post.stations <= 100 and 0 <= post.min_cover <= post.stations and 0 <= post.handover_minutes <= 60):
        found.append(
            ("stations, min_cover, handover_minutes", _("One station or more, and no more cover than stations."))
        )
    return found


def _person_faults(person: ScenePerson, codes: set[str]) -> list[tuple[str, str]]:
    found = []
    if not str(person.name).strip():
        found.append(("name", _("Write a name.")))
    unknown = sorted({*person.skills, *(spell.post for spell in person.spells)} - codes)
    if unknown:
        found.append((", ".join(unknown), _("Name posts of the scene.")))
    if not person.spells:
        found.append(("spells", _("Say from when to when the person is there, and on which post.")))
    before = 0.0
    for spell in person.spells:
        if not before <= spell.start_minute < spell.end_minute <= 2 * DAY_MINUTES:
            found.append(("spells", _("Stretches follow one another, each ends after it starts.")))
            break
        before = spell.end_minute
    return found


def _outage_faults(scene: Scene, codes: set[str]) -> list[tuple[str, str]]:
    outage = scene.outage
    if outage is None:
        return []
    found = []
    if not 0 <= outage.start_minute < outage.end_minute <= DAY_MINUTES:
        found.append(("start_minute, end_minute", _("The end comes after the start, within a day.")))
    named = {*outage.posts, *(other for down in outage.posts.values() for other in down.diverts)}
    unknown = sorted({*named, *({outage.guide} - {""})} - codes)
    if unknown:
        found.append((", ".join(unknown), _("Name posts of the scene.")))
    for code, down in outage.posts.items():
        shares = (down.leaves, down.asks, *down.diverts.values())
        if not 0 <= down.share <= 1 or min(shares) < 0 or sum(shares) > 1 + 1e-9:
            found.append((code, _("Write shares from 0 to 1, together at most 1.")))
        if 0 < down.share < 1 and abs(sum(shares) - 1) > 1e-9:
            found.append((code, _("Where some are served, the shares of the others add up to 1: nobody waits here.")))
        if down.asks and (not outage.guide or outage.guide in outage.posts):
            found.append((code, _("Name the guide's post, which must not be down itself.")))
        if set(down.diverts) & set(outage.posts):
            found.append((code, _("Customers turn to posts that are not down.")))
    return found


@cache
def shipped() -> dict[str, Scene]:
    """The scenes that came with the program, by code."""
    found = {}
    for one in sorted((files("resources") / "scenes").iterdir(), key=lambda item: item.name):
        if one.name.endswith(".json"):
            scene = read_scene(one.read_bytes(), one.name)
            found[scene.code] = scene
    return found
