"""The inspections of a large month: begun, finished with every answer, each failed item a finding about people."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from supervisor.inspection.answer import Answer
from supervisor.inspection.events import FindingRaised, InspectionBegun, InspectionFinished
from supervisor.inspection.finishing import finding_subject, judged_of
from supervisor.inspection.ledger import templates_in_force
from supervisor.inspection.template import Template
from supervisor.journal import Writer, new_id

FAILED = 10  # of an inspection, at most


class Inspections:
    """What is written of inspections into one command."""

    def __init__(self, w: Writer, staff: Sequence[str], days: Sequence[date], chance: random.Random) -> None:
        self.w, self.staff, self.days, self.chance = w, staff, days, chance
        self.templates = [(version.digest, template) for version, template in templates_in_force(w, days[-1])]

    def make(self, pieces: int) -> int:
        """Inspections with about so many findings by person; returns how many."""
        made = 0
        while made < pieces:
            digest, template = self.chance.choice(self.templates)
            made += self._one(digest, template, pieces - made)
        return made

    def _one(self, digest: str, template: Template, left: int) -> int:
        chance, subject = self.chance, f"inspection:{new_id()}"
        day = chance.choice(self.days)
        at = datetime(day.year, day.month, day.day, chance.randrange(1, 9), chance.randrange(60), tzinfo=UTC)
        number = self.w.number("JC")
        begun = InspectionBegun(number=number, code=template.code, digest=digest, source="on_site", root=subject)
        self.w.append(subject, begun, at=at)
        checks = [item for item in template.items() if item.kind == "check" and item.counts != "rate"]
        faults = {i.id for i in chance.sample(checks, min(FAILED, len(checks), max(left, 1))) if i.per_case_c >= 0}
        answers = tuple(
            Answer(item=item.id, verdict="fail", persons=self._people(), note="已当场提醒")
            if item.id in faults else Answer(item=item.id, verdict="pass")
            for item in checks
        )  # fmt: skip
        judged = judged_of(template, answers, day)
        done = self.w.append(subject, InspectionFinished(answers=answers, judged=judged), at=at + timedelta(minutes=20))
        made = 0
        for answer in answers:
            if answer.verdict == "fail" and answer.item in judged:
                self._raised(subject, digest, template, answer, at, day, done)
                made += len(answer.persons)
        return made

    def _people(self) -> tuple[str, ...]:
        return tuple(self.chance.sample(self.staff, self.chance.choices((1, 2, 3), (8, 1, 1))[0]))

    def _raised(
        self, subject: str, digest: str, template: Template, answer: Answer, at: datetime, day: date, done: str
    ) -> None:
        item = template.item(answer.item)
        self.w.append(
            finding_subject(subject, item.id),
            FindingRaised(inspection=subject, code=template.code, digest=digest, item=item.id, clause=item.clause,
                          severity=item.severity, at=at, day=day, source="on_site", answer=answer, finish=done),
            at=at, cause=done,
        )  # fmt: skip
