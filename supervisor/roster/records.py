"""What queries about the roster return; times are minutes after midnight, end not included."""

from __future__ import annotations

from datetime import date

import msgspec

WHOLE_DAY = (0, 24 * 60)
KINDS = ("leave", "sick", "training", "business", "absent", "late")


class Duty(msgspec.Struct, frozen=True):
    """A person on a post (subjects)."""

    person: str
    post: str
    start_minute: int
    end_minute: int


class Absence(msgspec.Struct, frozen=True):
    """A person away; a whole day is 0 to 1440."""

    person: str
    kind: str
    start_minute: int
    end_minute: int
    note: str = ""


class Lunch(msgspec.Struct, frozen=True):
    """A person at lunch."""

    person: str
    start_minute: int
    end_minute: int


class Shortage(msgspec.Struct, frozen=True):
    """A post with fewer people than its minimum cover, for a while in which the branch is open."""

    post: str
    start_minute: int
    end_minute: int
    on_post: int
    min_cover: int


class DayRoster(msgspec.Struct, frozen=True):
    """All about one day; `planned` False when nobody has planned it."""

    day: date
    planned: bool
    duties: tuple[Duty, ...]
    absences: tuple[Absence, ...]
    lunches: tuple[Lunch, ...]


class Cell(msgspec.Struct, frozen=True):
    """What one person does on one day: the square of a week's roster."""

    person: str
    day: date
    duties: tuple[Duty, ...] = ()
    lunch: Lunch | None = None
    absences: tuple[Absence, ...] = ()


class Gap(msgspec.Struct, frozen=True):
    """Something amiss with a day's plan, from `start_minute` to `end_minute`.

    `kind`: `unplanned` (doors open, nobody planned) · `cover` (a post below its minimum) · `lunch` (below it because
    somebody eats) · `dual` (one alone at a post for two) · `away` (a duty whose person is away all the while) ·
    `no_lunch` (works through lunch time). `post` and `person` are subjects, empty where the kind names none; `there` of
    `least` people.
    """

    kind: str
    start_minute: int
    end_minute: int
    post: str = ""
    person: str = ""
    there: int = 0
    least: int = 0
