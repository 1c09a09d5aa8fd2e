"""What a large month leaves behind beside inspections: rosters, meetings, tests, orders, customers, own numbers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from supervisor.appraisal.events import FactRecorded
from supervisor.complaints.events import ComplaintClosed, ComplaintHandled, ComplaintRegistered, ComplaintReplied
from supervisor.complaints.ledger import tree
from supervisor.complaints.promises.events import PraiseReceived
from supervisor.complaints.texts.sealing import seal_text
from supervisor.complaints.words import CHANNELS, PRAISE_SOURCES
from supervisor.dispatch.events import MoveHeard, MoveOrdered
from supervisor.dispatch.ledger import subject_of as subject_in_dispatch
from supervisor.dispatch.problem.model import Move
from supervisor.incidents.events import IncidentDeclared, IncidentEnded
from supervisor.journal import Event, Writer, new_id
from supervisor.meetings.events import (
    MeetingAttended,
    MeetingEnded,
    MeetingPlaced,
    MeetingPublished,
    MeetingRequested,
    MeetingStarted,
)
from supervisor.meetings.problem.model import Need, Sitting
from supervisor.roster.events import AbsenceRecorded, DayPlanned, PlannedDuty
from supervisor.roster.ledger import subject_of
from supervisor.training.events import DrillHeld, SessionHeld, TestTaken

COURSES = ("cash", "anti_fraud", "service")
TO_AN_INCIDENT = 15  # orders


class Work:
    """What is written of a month's work into one command; each method returns how many pieces it made."""

    def __init__(self, w: Writer, staff: Sequence[str], days: Sequence[date], chance: random.Random) -> None:
        self.w, self.staff, self.days, self.chance = w, staff, days, chance

    def _at(self, day: date, minute: int) -> datetime:
        return datetime(day.year, day.month, day.day, tzinfo=self.w.zone) + timedelta(minutes=minute)

    def _some(self) -> tuple[date, str, datetime]:
        """A day, somebody, and a time of that day."""
        day = self.chance.choice(self.days)
        return day, self.chance.choice(self.staff), self._at(day, self.chance.randrange(540, 1020))

    def days_worked(self, pieces: int) -> int:
        """The plan of each day, and who came late or stayed away without leave."""
        late = {(self.chance.choice(self.days), self.chance.choice(self.staff)) for _n in range(pieces)}
        for day in self.days:
            duties = tuple(
                PlannedDuty(one, f"post:{n}", 510, 1050) for n, one in enumerate(self.staff) if (n + day.day) % 6
            )
            self.w.append(subject_of(day), DayPlanned(duties=duties, source="plan"), at=self._at(day, 480))
        for day, person in sorted(late):
            kind, end = self.chance.choice((("late", 525), ("late", 540), ("absent", 1050)))
            away = AbsenceRecorded(person=person, kind=kind, start_minute=510, end_minute=end)
            self.w.append(subject_of(day), away, at=self._at(day, 540))
        return len(late)

    def meetings(self, pieces: int) -> int:
        """Morning meetings with everybody until there are enough, the last with fewer."""
        made = 0
        while made < pieces:
            day = self.days[(made // len(self.staff)) % len(self.days)]
            made += self._meeting(day, tuple(self.staff[: pieces - made]))
        return made

    def _meeting(self, day: date, people: tuple[str, ...]) -> int:
        subject, name = f"meeting:{new_id()}", day.isoformat()
        plan = Sitting(day=day, start_minute=500, end_minute=515, people=people)
        marks = [(one, self.chance.choices(("present", "late", "absent"), (90, 6, 4))[0]) for one in people]
        facts: list[Event] = [
            MeetingRequested(number=self.w.number("HY"), kind="briefing", title="晨会", minutes=15,
                             needs=(Need(by="everyone"),), first_day=day, last_day=day, earliest_minute=480,
                             latest_minute=540),
            MeetingPlaced(days=(day,), sittings=(plan,), names=(name,)),
            MeetingPublished(sittings=(name,), announced=(plan,), title="晨会"),
            MeetingStarted(sitting=name, minute=500, attending=tuple(one for one, mark in marks if mark != "absent")),
            *(MeetingAttended(sitting=name, person=one, mark=mark, minute=505 if mark == "late" else None)
              for one, mark in marks if mark != "present"),
            MeetingEnded(sitting=name, minute=515),
        ]  # fmt: skip
        for fact in facts:
            self.w.append(subject, fact, at=self._at(day, 500))
        return len(people)

    def training(self, pieces: int) -> int:
        """Three of four are tests, the others sessions and drills taken part in."""
        for n in range(pieces * 3 // 4):
            __, person, at = self._some()
            points = self.chance.randrange(5000, 10001, 50)
            test = TestTaken(course=COURSES[n % 3], person=person, taken=at, points_c=points, full_points_c=10000,
                             pass_points_c=6000)  # fmt: skip
            self.w.append(f"test:{new_id()}", test, at=at)
        left = pieces - pieces * 3 // 4
        while left > 0:
            __, trainer, at = self._some()
            who = tuple(self.chance.sample(self.staff, min(8, left, len(self.staff))))
            if self.chance.random() < 0.7:
                held = SessionHeld(course="service", start=at, minutes=30, trainer=trainer, participants=who)
                self.w.append(f"session:{new_id()}", held, at=at)
            else:
                drill = DrillHeld(scene="surge", held=at, commander=trainer, participants=who, seconds=150, passed=True)
                self.w.append(f"drill:{new_id()}", drill, at=at)
            left -= len(who)
        return pieces

    def orders(self, pieces: int) -> int:
        """Incidents of an hour with orders that most have heard."""
        for start in range(0, pieces, TO_AN_INCIDENT):
            __, commander, at = self._some()
            incident = f"incident:{new_id()}"
            declared = IncidentDeclared(number=self.w.number("YJ"), kind="surge", start=at, commander=commander)
            self.w.append(incident, declared, at=at)
            minute = at.hour * 60 + at.minute
            for n in range(min(TO_AN_INCIDENT, pieces - start)):
                who, order = self.chance.choice(self.staff), new_id()
                move = Move(person=who, name=who, from_post="", to_post=f"post:{n}", minutes_saved=3.0)
                sent = MoveOrdered(order=order, incident=incident, proposal="", minute=minute, move=move)
                self.w.append(subject_in_dispatch(incident), sent, at=at)
                if self.chance.random() < 0.9:
                    heard = MoveHeard(order=order, minute=minute + self.chance.randrange(1, 5))
                    self.w.append(subject_in_dispatch(incident), heard, at=at + timedelta(minutes=5))
            end = at + timedelta(minutes=60)
            self.w.append(incident, IncidentEnded(end=end, outcome="恢复"), at=end)
        return pieces

    def complaints(self, pieces: int) -> int:
        """Cases heard, handled, answered and closed the same day; the bank was at fault in all of them."""
        classes, causes = ([node.code for node in tree(self.w, name)] for name in ("class", "cause"))
        for _n in range(pieces):
            __, person, at = self._some()
            subject, owner = f"complaint:{new_id()}", self.staff[1]
            cause = self.chance.choice(causes)
            heard = at.astimezone(UTC)
            registered = ComplaintRegistered(
                number=self.w.number("TS"), channel=self.chance.choice([*CHANNELS]), received=heard,
                class_code=self.chance.choice(classes), cause_code=cause,
                text_digest=seal_text(self.w, subject, "排队太久"), first_taker=person, owner=owner, person=person,
            )  # fmt: skip
            handled = ComplaintHandled(at_fault=True, cause_code=cause, facts_digest="", apologised=True)
            replied = ComplaintReplied(replied=heard + timedelta(minutes=90), reply_digest="", accepted=True)
            for after, fact in ((0, registered), (60, handled), (90, replied), (95, ComplaintClosed(signed_by=owner))):
                self.w.append(subject, fact, at=at + timedelta(minutes=after))
        return pieces

    def praise(self, pieces: int) -> int:
        """Customers' praise, each of one person."""
        for _n in range(pieces):
            __, person, at = self._some()
            said = PraiseReceived(number=self.w.number("BY"), received=at, persons=(person,), what="耐心细致",
                                  source=self.chance.choice([*PRAISE_SOURCES]))  # fmt: skip
            self.w.append(f"praise:{new_id()}", said, at=at)
        return pieces

    def numbers(self, pieces: int) -> int:
        """Own numbers, and breaches of conduct that a manager writes down himself."""
        for n in range(pieces):
            day, person, __ = self._some()
            fact = FactRecorded(person=person, source="number", item=self.chance.choice(("deposits", "cards")), day=day,
                                value_c=self.chance.randrange(100_000))  # fmt: skip
            if n % 5 == 0:
                fact = FactRecorded(person=person, source="attendance", item="conduct.snack", day=day)
            self.w.append(f"record:{new_id()}", fact, at=self._at(day, 720))
        return pieces
