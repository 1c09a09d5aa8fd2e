"""All that stands behind a line of a score, read for one person who may see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from supervisor.access import Right, allowed
from supervisor.appraisal.behind import customers, inspections, judged, numbers, working
from supervisor.appraisal.behind.records import Asked, Behind, Piece, Told, Written
from supervisor.appraisal.ledger import rulebook
from supervisor.appraisal.months import month_days
from supervisor.appraisal.rulebook import RuleBook
from supervisor.appraisal.rulebook.explain import explain_rule
from supervisor.appraisal.scores import collect
from supervisor.appraisal.scoring import Line
from supervisor.appraisal.scoring.measuring import pieces_of
from supervisor.branch.ledger import people
from supervisor.journal import Entry, Reader
from supervisor.journal.clock import wall_ms

TELLS: dict[str, Callable[[Asked], Told]] = {
    "finding": inspections.found, "complaint": customers.complained, "promise": customers.promised,
    "praise": customers.praised, "test": working.tested, "training": working.trained, "drill": working.drilled,
    "roster": working.attended, "meeting": working.met, "dispatch": working.ordered, "record": working.written_down,
    "number": numbers.numbered, "traffic": numbers.rated,
    "self": judged.assessed, "review": judged.reviewed, "peer": judged.by_colleagues,
}  # fmt: skip
_WAIVERS = ("appraisal.waived", "appraisal.waiver_withdrawn")


def read_behind(r: Reader, actor: str, month: str, person: str, line: Line, book: RuleBook | None = None) -> Behind:
    """What stands behind one line of a person's score of a month; `book` it was scored by, the one in force if None."""
    since = next((str(why.values[0]) for why in line.why if why.code == "carried" and why.values), "")
    # what was carried from a signed month follows the rules of that month
    book = (rulebook(r, since) if since else book) or rulebook(r, month)
    asked = Asked(
        r=r, actor=actor, person=person, line=line, everybody=allowed(r, actor, Right.READ_PEOPLE),
        names={each.subject: each.name for each in people(r, active_only=False)},
    )  # fmt: skip
    tell = TELLS.get(line.evidence.partition(":")[0])
    told = tell(asked) if tell is not None else Told()
    written = [each for each in _entries(r, asked, told) if _concerns(each, asked)]
    figure = line.kind == "measure" or (line.kind == "start" and not line.evidence)
    pieces = _pieces(r, month, person, line, book) if figure and book is not None else ()
    return Behind(
        pieces=pieces,
        rule=explain_rule(book, line.rule) if book is not None and line.rule else "",
        book=f"{book.name} {book.version}" if book is not None else "",
        told=told,
        entries=tuple(
            Written(r.local(e.at_ms), r.local(wall_ms(e.clock)), e.kind, e.actor, e.device[-3:].upper())
            for e in sorted(written, key=lambda each: each.clock)
        ),
    )


def _pieces(r: Reader, month: str, person: str, line: Line, book: RuleBook) -> tuple[Piece, ...]:
    """The records of the month that a figure of the person was put together from."""
    measure = next((each for each in book.measures if each.code == line.rule), None)
    part = next((each for each in book.components if each.code == line.component and each.start == "mean"), None)
    if measure is None and part is None:
        return ()
    first = month_days(month)[0]
    own = [piece for piece in collect(r, month).evidence if piece.person == person and piece.day >= first]
    if measure is not None:
        found = pieces_of(measure, own)
    else:
        assert part is not None
        found = [piece for piece in own if piece.source in part.sources and piece.value_c is not None]
    return tuple(
        Piece(
            Line(component=line.component, kind="counted", points_c=0, rule=line.rule, rule_name=line.rule_name,
                 evidence=piece.subject, item=piece.item, day=piece.day, note=piece.note),
            piece.value_c,
        )
        for piece in found
    )  # fmt: skip


def _entries(r: Reader, asked: Asked, told: Told) -> Iterable[Entry]:
    """Those of the evidence itself, of the inspection it was found in, and of its waivers."""
    if not asked.subject:
        return
    yield from r.history(asked.subject)
    for subject in told.more:
        yield from r.history(subject)
    yield from (entry for entry in r.history(f"waiver:{asked.subject}") if entry.kind in _WAIVERS)


def _concerns(entry: Entry, asked: Asked) -> bool:
    """Whether an entry is about this evidence and this person: of an inspection only the answer to its item, of a
    meeting or a day only what is said of him."""
    said = msgspec.json.decode(entry.payload)
    if not isinstance(said, dict):
        return True
    if entry.kind.startswith("inspection.") and entry.subject != asked.subject:
        answer = said.get("answer")
        item = answer.get("item") if isinstance(answer, dict) else said.get("item")
        return item == asked.line.item or entry.kind == "inspection.finished"
    person = said.get("person")
    return not isinstance(person, str) or person == asked.person or not person.startswith("person:")
