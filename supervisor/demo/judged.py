"""How the sample's manager ended the month before: published it, and decided what people disputed in it."""

from __future__ import annotations

from datetime import date, timedelta

from supervisor.appraisal.ledger import appeals, month_state
from supervisor.appraisal.scores import score_month
from supervisor.appraisal.service import appeal, appeals_until, decide_appeal, publish
from supervisor.branch.records import Opening
from supervisor.demo.cast import Cast
from supervisor.demo.clock import SampleClock
from supervisor.journal import Book

PUBLISHED_FROM = 3  # the day of the month
APPEALS = (  # what is disputed, how the manager decides it; the last is left to whoever opens the sample
    ("当时正在协助客户填单，请复核录像。", (True, "录像显示在协助客户，申诉成立。")),
    ("当天只有一次，记了两次。", (False, "两次检查时间不同，均属实。")),
    ("设备故障已报修，不应由本人承担。", None),
)


def end_last_month(book: Book, clock: SampleClock, cast: Cast, day: date, doors: Opening, worked_from: date) -> None:
    """The step of the day, if there is one: publish last month, appeal against it, decide. Months before
    `worked_from`, in which nobody was inspected, are left alone."""
    ended = day.replace(day=1) - timedelta(days=1)
    if day.day < PUBLISHED_FROM or ended < worked_from:
        return
    month = ended.isoformat()[:7]
    clock.set(day, doors.open_minute - 30)
    with book.read() as r:
        state, until, known = month_state(r, month).state, appeals_until(r, month), appeals(r, month)
    if state == "draft":
        publish(book, cast.manager, month)
    elif not known and until is not None and day <= until:
        _appeal(book, cast, month)
    elif known and all(each.upheld is None for each in known):
        for each, (_text, decision) in zip(known, APPEALS, strict=False):
            if decision is not None:
                decide_appeal(book, cast.manager, each.subject, upheld=decision[0], reason=decision[1])


def _appeal(book: Book, cast: Cast, month: str) -> None:
    with book.read() as r:
        scores = score_month(r, month).people
    staff = {one.subject for one in cast.staff}
    lines = [
        (rank, one.person, line.evidence)
        for one in scores
        if one.person in staff
        for rank, line in enumerate([x for x in one.lines if x.day is not None and x.points_c < 0])
    ]
    lines.sort(key=lambda one: one[0])  # one of each person first, a second one where there are few people
    for (_rank, person, evidence), (text, _decision) in zip(lines, APPEALS, strict=False):
        appeal(book, person, month=month, evidence=evidence, text=text)
