"""What can happen to a branch, its people, posts, hours and calendar.

Subjects: `branch:own`, `person:…`, `post:…`, `zone:<code>`, `class:<code>`, `skill:<code>`,
`hours:<weekday>`, `calendar:<date>`. All of it is set-up, not evidence: a locked month does not stop
somebody from joining.
"""

from __future__ import annotations

from datetime import date

from supervisor.journal import Event, event
from supervisor.language import Words

BRANCH = "branch:own"


@event("branch.founded", version=1, evidence=False)
class BranchFounded(Event):
    """The branch: its name, time zone (IANA) and waiting target: this share of customers within that many
    minutes.
    """

    name: str
    zone: str
    target_minutes: float
    target_share: float


@event("branch.profile_changed", version=1, evidence=False)
class ProfileChanged(Event):
    """Name or target changed; None leaves a field as it is. The time zone is the book's for ever."""

    name: str | None = None
    target_minutes: float | None = None
    target_share: float | None = None


@event("branch.number_set", version=1, evidence=False)
class BranchNumberSet(Event):
    """The number under which head office keeps the branch (机构号): digits as text, for noughts count; empty: none."""

    branch_no: str


@event("branch.paydays_set", version=1, evidence=False)
class PaydaysSet(Event):
    """The days of the month on which wages arrive, which bring customers; until there was `PensionDaysSet`, pensions
    too.
    """

    days: tuple[int, ...]


@event("branch.pension_days_set", version=1, evidence=False)
class PensionDaysSet(Event):
    """The days of the month on which pensions arrive, which bring other customers than wages do."""

    days: tuple[int, ...]


@event("branch.zone_set", version=1, evidence=False)
class ZoneSet(Event):
    """A zone of the hall was named or renamed."""

    name: Words


@event("branch.class_set", version=1, evidence=False)
class ClassSet(Event):
    """A service class (what a customer draws a ticket for) was named or renamed."""

    name: Words


@event("branch.skill_set", version=1, evidence=False)
class SkillSet(Event):
    """A skill was named; an authorisation is a skill that somebody grants and that may expire."""

    name: Words
    authorisation: bool = False


@event("branch.post_set", version=1, evidence=False)
class PostSet(Event):
    """A post was opened or changed; whole state.

    `stations` is how many can work there at once, `min_cover` how many must be there while the branch is
    open, `dual_control` says that two count when somebody leaves it (interim balancing at a cash post).
    """

    code: str
    name: Words
    zone: str
    service_class: str
    skill: str
    stations: int
    min_cover: int
    dual_control: bool = False


@event("branch.post_rules_set", version=1, evidence=False)
class PostRulesSet(Event):
    """What holds when somebody leaves a post for another: minutes of counting, handing over and signing off, and the
    posts (subjects) that nobody may hold on the same day; whole state."""

    handover_minutes: int = 0
    incompatible: tuple[str, ...] = ()


@event("branch.post_closed", version=1, evidence=False)
class PostClosed(Event):
    """The post exists no longer from this day on."""

    day: date


@event("branch.person_joined", version=1, evidence=False)
class PersonJoined(Event):
    """Somebody joined the branch. `role` is the job (teller, lobby manager …), `zone` the usual place of
    work.
    """

    no: str
    name: str
    role: str
    zone: str
    joined: date
    sex: str = ""


@event("branch.person_changed", version=1, evidence=False)
class PersonChanged(Event):
    """Particulars of a person changed; None leaves a field as it is. `since` is the day from which the role is held
    (None: the day of the entry).
    """

    no: str | None = None
    name: str | None = None
    role: str | None = None
    zone: str | None = None
    sex: str | None = None
    since: date | None = None


@event("branch.person_temporary", version=1, evidence=False)
class PersonTemporary(Event):
    """The person is here for a time only (lent, on trial, agency), from `since` until and including `until` where an
    end is known; `since` None: he is not, and was not.
    """

    since: date | None
    until: date | None = None


@event("branch.person_left", version=1, evidence=False)
class PersonLeft(Event):
    """The person's last day in the branch."""

    day: date


@event("branch.person_returned", version=1, evidence=False)
class PersonReturned(Event):
    """A person who had left is back from this day on."""

    day: date


@event("branch.person_struck", version=1, evidence=False)
class PersonStruck(Event):
    """The person was entered by mistake and never worked here; the record goes, the entries stay."""


@event("branch.skill_granted", version=1, evidence=False, additive=True)
class SkillGranted(Event):
    """The person has the skill or authorisation, until and including `until` where it expires."""

    skill: str
    until: date | None = None


@event("branch.skill_withdrawn", version=1, evidence=False)
class SkillWithdrawn(Event):
    """The person does not have the skill or authorisation any more."""

    skill: str
    reason: str = ""


@event("branch.hours_set", version=1, evidence=False)
class HoursSet(Event):
    """Opening hours of one weekday (1 Monday … 7 Sunday, 8 public holiday) from a date on; None, None:
    closed.
    """

    valid_from: date
    open_minute: int | None = None
    close_minute: int | None = None


@event("branch.override_set", version=1, evidence=False)
class OverrideSet(Event):
    """The branch's own word about one date, which wins over weekly hours and the national calendar."""

    day: date
    working: bool
    open_minute: int | None = None
    close_minute: int | None = None
    note: str = ""


@event("branch.override_withdrawn", version=1, evidence=False)
class OverrideWithdrawn(Event):
    """The date follows the ordinary rules again."""
