"""What queries about the branch return: frozen records, safe to hand to any thread, kernel or screen."""

from __future__ import annotations

from datetime import date

import msgspec

from supervisor.language import Words


class BranchProfile(msgspec.Struct, frozen=True):
    """The branch: IANA time zone, and the waiting target (`target_share` of customers within that time).

    number: under which head office keeps it (机构号), empty where none was given.
    paydays, pension_days: days of the month on which wages and pensions arrive.
    """

    name: str
    zone: str
    target_minutes: float
    target_share: float
    paydays: tuple[int, ...] = ()
    pension_days: tuple[int, ...] = ()
    number: str = ""


class Temporary(msgspec.Struct, frozen=True):
    """Here for a time only, from `since` until and including `until` where an end is known; `since` None: not so."""

    since: date | None = None
    until: date | None = None

    def on(self, day: date) -> bool:
        """Whether it is so on a day."""
        return self.since is not None and self.since <= day and (self.until is None or day <= self.until)


class Person(msgspec.Struct, frozen=True):
    """Somebody who works in the branch. `skills` holds the codes of valid skills and authorisations."""

    subject: str
    no: str
    name: str
    role: str
    zone: str
    skills: frozenset[str]
    sex: str
    joined: date = date.min
    left: date | None = None
    temporary: Temporary = Temporary()


class PersonSkill(msgspec.Struct, frozen=True):
    """One skill or authorisation of a person; `until` is its last valid day where it expires."""

    person: str
    skill: str
    until: date | None


class Post(msgspec.Struct, frozen=True):
    """A place of work: how many can work there (`stations`), how many must (`min_cover`), with which skill.

    `service_class` is empty for a post that serves no queue; `skill` is empty where anybody will do;
    `dual_control` means that two people count when somebody leaves it, `handover_minutes` how long whoever leaves it
    for another post counts, hands over and signs off; `incompatible` are posts that nobody may hold on the same day.
    """

    subject: str
    code: str
    name: Words
    zone: str
    service_class: str
    skill: str
    stations: int
    min_cover: int
    dual_control: bool
    handover_minutes: int = 0
    incompatible: tuple[str, ...] = ()


class Named(msgspec.Struct, frozen=True):
    """A zone, service class or skill: code, name, and whether a skill is an authorisation."""

    code: str
    name: Words
    authorisation: bool = False


class Opening(msgspec.Struct, frozen=True):
    """Doors open from `open_minute` to `close_minute`, minutes after midnight."""

    open_minute: int
    close_minute: int


class Hours(msgspec.Struct, frozen=True):
    """Opening hours of one weekday (8: public holiday) from a date on; `opening` None: closed."""

    weekday: int
    valid_from: date
    opening: Opening | None


class Override(msgspec.Struct, frozen=True):
    """The branch's own word about one date; `opening` None: the usual hours, if it works at all."""

    day: date
    working: bool
    opening: Opening | None
    note: str


class Clash(msgspec.Struct, frozen=True):
    """One staff number or post code that several subjects claim since two copies of the book met."""

    what: str
    value: str
    subjects: tuple[str, ...]
