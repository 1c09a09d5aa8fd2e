"""What can happen in training. Points are integer hundredths (`*_points_c`)."""

from __future__ import annotations

from datetime import date, datetime

from supervisor.journal import Event, event
from supervisor.language import Words


@event("training.course_defined", version=1, evidence=False)
class CourseDefined(Event):
    """A course was added or changed; whole state. Subject `course:<code>`."""

    code: str
    name: Words
    skill: str = ""  # skill that its test proves; "" for none
    full_points_c: int = 10000
    pass_points_c: int = 6000
    valid_months: int = 0  # how long the certificate holds; 0 for ever
    active: bool = True


@event("training.session_held", version=1)
class SessionHeld(Event):
    """A training session took place with these people."""

    course: str
    start: datetime
    minutes: int
    trainer: str
    participants: tuple[str, ...]
    note: str = ""


@event("training.test_taken", version=1)
class TestTaken(Event):
    """Somebody was tested."""

    __test__ = False  # not a test case, whatever its name says to pytest

    course: str
    person: str
    taken: datetime
    points_c: int
    full_points_c: int
    pass_points_c: int
    examiner: str = ""


@event("training.test_withdrawn", version=1)
class TestWithdrawn(Event):
    """The result was entered by mistake and does not count."""

    __test__ = False

    reason: str


@event("training.certificate_granted", version=1)
class CertificateGranted(Event):
    """A certificate was granted or brought; `valid_until` is its last valid day, None for ever."""

    person: str
    course: str
    reference: str
    granted: date
    valid_until: date | None = None


@event("training.certificate_withdrawn", version=1)
class CertificateWithdrawn(Event):
    """The certificate no longer holds."""

    reason: str


@event("training.drill_held", version=1)
class DrillHeld(Event):
    """A simulated surge or outage was played; `seconds` from the alarm to the last person on the new post.

    What was played on the screen or by the command line tells more (entries of before have none of it): the scene with
    its digest (its content and the acts are kept by theirs), the seed, the speed of the clock (0: at once), seconds to
    the first order, customer-minutes waited and what they would have been with nobody moved, by the greedy rule and in
    hindsight, customers lost, steps of the playbook missed and late, and the lesson.
    """

    scene: str
    held: datetime
    commander: str
    participants: tuple[str, ...]
    seconds: int
    passed: bool
    note: str = ""
    scene_name: Words = Words("")
    scene_digest: str = ""
    acts_digest: str = ""
    seed: int = 0
    speed: float = 0.0
    first_order_seconds: int | None = None
    waiting_minutes: float | None = None
    no_action_minutes: float | None = None
    greedy_minutes: float | None = None
    hindsight_minutes: float | None = None
    lost: int | None = None
    steps_missed: int | None = None
    steps_late: int | None = None
    lesson: Words = Words("")
