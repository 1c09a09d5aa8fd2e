"""What the branch learnt from an incident: noted with it, and proposed as a training until that is held."""

from __future__ import annotations

from supervisor.access import Right, require
from supervisor.dispatch.events import LessonNoted
from supervisor.dispatch.ledger import subject_of
from supervisor.errors import BadInput
from supervisor.incidents.ledger import incident
from supervisor.journal import Book, new_id
from supervisor.language import _
from supervisor.training.proposals.service import propose


def note_lesson(book: Book, actor: str, incident_subject: str, text: str, *, course: str = "") -> str:
    """Note what was learnt from an incident (also long after it, and from a drill), with the code of the course that
    should teach it where there is one. The training room lists it until a training is held on it or somebody says why
    none is needed. Returns the lesson's subject.

    Raises BadInput for an unknown incident, an empty text or an unknown course; Refused without the right.
    """
    with book.write(actor) as w:
        require(w, actor, Right.DISPATCH)
        found = incident(w, incident_subject)
        if found is None:
            raise BadInput(_("There is no such incident."))
        lesson = f"lesson:{new_id()}"
        propose(w, lesson, text=text, course_code=course, source=incident_subject, number=found.number)
        fact = LessonNoted(lesson=lesson, incident=incident_subject, text=text.strip(), course=course)
        w.append(subject_of(incident_subject), fact)
    return lesson
