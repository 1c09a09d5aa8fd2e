"""What people say of a month: of themselves, the manager of each, colleagues of a person. A rule book that names none
of these sources takes no points from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from supervisor.appraisal.ledger import peers, reviews, self_assessments
from supervisor.appraisal.measures.span import Span
from supervisor.appraisal.months import month_days, month_of
from supervisor.appraisal.records import Peer
from supervisor.appraisal.scoring import Evidence
from supervisor.appraisal.scoring.arithmetic import rounded

LEAST_PEERS = 3  # answers below which nobody is told what colleagues think: one could tell who said it


def judged(span: Span) -> Iterable[Evidence]:
    """Ratings as evidence of the month's last day: `self` by component, `review` (item "review"), and of `peer` only
    the mean (item "peer"), under a subject that names no rater."""
    months = month_of(span.first), month_of(span.last)
    for said in self_assessments(span.r, *months):
        if said.subject not in span.leave_out:
            for rated in said.values:
                yield _piece(span, said.subject, said.person, "self", rated.component, said.month, rated.value_c)
    for said in reviews(span.r, *months):
        if said.subject not in span.leave_out and said.value_c is not None:
            yield _piece(span, said.subject, said.person, "review", "review", said.month, said.value_c)
    answers: dict[tuple[str, str], list[Peer]] = {}
    for each in peers(span.r, *months):
        if each.value_c is not None and each.subject not in span.leave_out:
            answers.setdefault((each.month, each.person), []).append(each)
    for (month, person), given in answers.items():
        if len(given) >= LEAST_PEERS:
            yield _piece(span, f"peer:{month}:{person}", person, "peer", "peer", month, mean_c(given))


def mean_c(answers: Sequence[Peer]) -> int:
    """The mean of answers in hundredths."""
    values = [each.value_c for each in answers if each.value_c is not None]
    return rounded(Fraction(sum(values), len(values)))


def _piece(span: Span, subject: str, person: str, source: str, item: str, month: str, value_c: int) -> Evidence:
    span.saw(source, person)
    return Evidence(subject=subject, person=person, source=source, item=item, day=month_days(month)[1], value_c=value_c)
