"""What the people of the sample branch learnt: weekly training with tests, certificates brought along, a drill."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import numpy as np

from supervisor.demo.cast import Cast
from supervisor.demo.clock import SampleClock
from supervisor.journal import Book
from supervisor.language import Words
from supervisor.training.ledger import courses
from supervisor.training.service import define_course, grant_certificate, record_session, record_test

CERTIFICATE = "aml"
VALID_MONTHS = 24
RUNS_OUT = (-5, 12, 26)  # days from the sample's present at which the first few certificates run out; the rest later


def bring_certificates(book: Book, clock: SampleClock, cast: Cast, day: date, today: date) -> None:
    """On the first worked day: everybody's anti-money-laundering certificate is entered, with the day it runs out."""
    clock.set(day, 7 * 60)
    name = Words("反洗钱合格证", "Anti-money-laundering certificate")
    define_course(book, cast.manager, code=CERTIFICATE, name=name, valid_months=VALID_MONTHS)
    for i, one in enumerate(cast.staff):
        until = today + timedelta(days=RUNS_OUT[i] if i < len(RUNS_OUT) else 60 + 17 * i)
        granted = until - timedelta(days=VALID_MONTHS * 365 // 12)
        grant_certificate(
            book, cast.supervisors[0], person=one.subject, course_code=CERTIFICATE, granted=min(granted, day),
            reference=f"AML-{granted:%y}-{one.no}", valid_until=until,
        )  # fmt: skip


def train(book: Book, clock: SampleClock, cast: Cast, day: date, chance: np.random.Generator) -> None:
    """A lunch-time session on counterfeits for a third of the staff, with its test."""
    with book.read() as r:
        known = {c.code for c in courses(r)}
    if "counterfeit" not in known:
        define_course(book, cast.manager, code="counterfeit", name=Words("反假货币", "Counterfeit detection"))
    group = [p.subject for p in cast.staff if chance.random() < 0.35]
    if not group:
        return
    start = datetime.combine(day, time(12, 15), book.zone)
    clock.set(day, 13 * 60)
    record_session(
        book, cast.supervisors[0], course_code="counterfeit", start=start, minutes=30,
        trainer=cast.supervisors[0], participants=group,
    )  # fmt: skip
    for person in group:
        record_test(book, cast.supervisors[0], course_code="counterfeit", person=person,
                    points_c=int(chance.integers(70, 101)) * 100)  # fmt: skip
