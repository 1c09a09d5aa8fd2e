"""Lessons of incidents, and the trainings they ask for until these are held."""

from __future__ import annotations

from typing import Any

from cyclopts import App

from supervisor.cli.context import emit, instant_of, one_of, opened, person_of, reading, say, table
from supervisor.cli.incident_report import found
from supervisor.language import _


def register(app: App) -> None:
    """Add to `supervisor dispatch`, which is there already."""
    group = app["dispatch"]

    @group.command
    def lesson(wanted: str, text: str, *, course: str = "") -> int:
        """Note what was learnt from an incident; the training room lists it until a training is held on it."""
        from supervisor.access import Right, require
        from supervisor.dispatch.afterwards.lessons import note_lesson

        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.DISPATCH)
                subject = found(r, wanted).subject
            noted = note_lesson(app.book, app.actor, subject, text, course=course)
        say(_("Noted as {lesson}; a training is proposed.").format(lesson=noted))
        return 0

    @group.command
    def lessons(*, settled: bool = False, json: bool = False) -> int:
        """Lessons of incidents whose training is still to be held; `--settled` those that are done with."""
        from supervisor.overview.incident_words import LESSONS
        from supervisor.training.proposals.ledger import proposed_trainings

        with reading() as (_app, r):
            known = proposed_trainings(r, ("held", "dropped") if settled else ("open",))
        if json:
            emit("dispatch.lessons", 1, {"lessons": known})
        else:
            table(
                (_("Lesson"), _("Incident"), _("Day"), _("Course"), _("State"), _("What was learnt")),
                [(x.subject, x.number, x.day, x.course, LESSONS[x.state], x.text) for x in known],
                empty=_("No lesson waits for a training."),
            )
        return 0

    @group.command(name="lesson-held")
    def lesson_held(
        lesson: str, *, people: str, course: str = "", trainer: str = "", start: str | None = None, minutes: int = 30
    ) -> int:
        """Enter the training that was held on a lesson; the lesson is done with."""
        from supervisor.access import Right, require
        from supervisor.training.proposals.service import hold

        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.RECORD_TRAINING)
                subject = _lesson(r, lesson)
                who = [person_of(r, one.strip()) for one in people.split(",") if one.strip()]
                leader = person_of(r, trainer) if trainer else app.actor
            hold(
                app.book, app.actor, subject, course_code=course, start=instant_of(app, start), minutes=minutes,
                trainer=leader, participants=who,
            )  # fmt: skip
        say(_("The training is entered."))
        return 0

    @group.command(name="lesson-dropped")
    def lesson_dropped(lesson: str, *, reason: str) -> int:
        """Say why a lesson needs no training."""
        from supervisor.access import Right, require
        from supervisor.training.proposals.service import drop

        with opened() as app:
            with app.read() as r:
                require(r, app.actor, Right.RECORD_TRAINING)
                subject = _lesson(r, lesson)
            drop(app.book, app.actor, subject, reason)
        say(_("Recorded."))
        return 0


def _lesson(r: Any, wanted: str) -> str:
    from supervisor.training.proposals.ledger import proposed_trainings

    return one_of(proposed_trainings(r, ("open", "held", "dropped")), wanted, _("lesson")).subject
