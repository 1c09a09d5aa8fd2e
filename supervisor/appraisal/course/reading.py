"""What a person may read of a month: the own record, or everybody's for those who may read people."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from supervisor.access import Right, may_read_person, require
from supervisor.appraisal.course.noting import appeals_until, unseen
from supervisor.appraisal.course.people import members_of, require_member
from supervisor.appraisal.course.rights import may_review
from supervisor.appraisal.events import Reviewed
from supervisor.appraisal.ledger import month_state, peers, reviews, seen, self_assessments
from supervisor.appraisal.measures.judged import LEAST_PEERS, mean_c
from supervisor.appraisal.records import MonthScore, MonthState, Review, SelfAssessment
from supervisor.appraisal.scores import score_month
from supervisor.appraisal.scoring import Member, PersonScore
from supervisor.errors import BadInput, Refused
from supervisor.journal import Reader
from supervisor.journal.event import from_bytes
from supervisor.language import _


class Peers(msgspec.Struct, frozen=True):
    """What colleagues said of a person: how many were asked and answered, and their mean where there are enough answers
    that nobody can be told from it. `comments` without names, for those who may read people."""

    asked: int
    answered: int
    mean_c: int | None
    comments: tuple[str, ...] = ()


class PersonMonth(msgspec.Struct, frozen=True, kw_only=True):
    """One person's month beside the score. `review` is None until the month was published for whoever may read no
    other person's record; `rival_reviews` are what another laptop said apart, until a further review settles it."""

    person: str
    month: MonthState
    assessment: SelfAssessment | None
    review: Review | None
    rival_reviews: tuple[Review, ...]
    peers: Peers
    seen: datetime | None
    appeals_until: date | None


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How far one person's month is. `may_review`: whether the reader reviews him; `rivals`: reviews that contradict
    each other; `seen`: he took note of what was published last."""

    member: Member
    assessed: bool
    reviewed: bool
    reviewed_by: str
    may_review: bool
    rivals: int
    asked: int
    answered: int
    seen: bool


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """How far a month is, with everybody in it by staff number."""

    month: MonthState
    appeals_until: date | None
    people: tuple[Standing, ...]

    def missing(self, what: str) -> tuple[Standing, ...]:
        """Who has not yet: what is "assessed", "reviewed" or "seen"."""
        return tuple(one for one in self.people if not getattr(one, what))


def read_score(r: Reader, actor: str, month: str, person: str) -> PersonScore:
    """One person's score as the actor may read it: staff only their own. Raises Refused, BadInput."""
    _may_read(r, actor, person)
    found = score_month(r, month).of(person)
    if found is None:
        raise BadInput(_("This person did not belong to the branch in {month}.").format(month=month))
    return found


def read_month(r: Reader, actor: str, month: str) -> MonthScore:
    """Everybody's scores, for those who may read people. Raises Refused."""
    require(r, actor, Right.READ_PEOPLE)
    return score_month(r, month)


def person_month(r: Reader, actor: str, month: str, person: str) -> PersonMonth:
    """What was said of a person's month, as the actor may read it. Raises Refused, BadInput."""
    _may_read(r, actor, person)
    require_member(r, month, person)
    everybody = may_read_person(r, actor, "") and actor != person
    state = month_state(r, month)
    said = next((one for one in reviews(r, month, month) if one.person == person), None)
    readable = said is not None and (everybody or (state.published is not None and state.state != "review"))
    return PersonMonth(
        person=person, month=state,
        assessment=next((one for one in self_assessments(r, month, month) if one.person == person), None),
        review=said if readable else None,
        rival_reviews=_rivals(r, said) if readable and said is not None else (),
        peers=_peers(r, month, person, everybody),
        seen=next((one.at for one in seen(r, month) if one.person == person), None),
        appeals_until=appeals_until(r, month),
    )  # fmt: skip


def course(r: Reader, actor: str, month: str) -> Course:
    """How far a month is, for those who may read people. Raises Refused."""
    require(r, actor, Right.READ_PEOPLE)
    people = members_of(r, month)
    written = {one.person for one in self_assessments(r, month, month)}
    reviewed = {one.person: one for one in reviews(r, month, month)}
    asked = peers(r, month, month)
    blind = set(unseen(r, month, [one.person for one in people]))
    return Course(
        month=month_state(r, month), appeals_until=appeals_until(r, month),
        people=tuple(
            Standing(
                member=one, assessed=one.person in written, reviewed=one.person in reviewed,
                reviewed_by=reviewed[one.person].by if one.person in reviewed else "",
                may_review=may_review(r, actor, one.person),
                rivals=len(_rivals(r, reviewed[one.person])) if one.person in reviewed else 0,
                asked=sum(each.person == one.person for each in asked),
                answered=sum(each.person == one.person and each.value_c is not None for each in asked),
                seen=one.person not in blind,
            )
            for one in people
        ),
    )  # fmt: skip


def _may_read(r: Reader, actor: str, person: str) -> None:
    if not may_read_person(r, actor, person):
        raise Refused(_("Staff read their own score only."))


def _peers(r: Reader, month: str, person: str, comments: bool) -> Peers:
    asked = [each for each in peers(r, month, month) if each.person == person]
    answers = [each for each in asked if each.value_c is not None]
    enough = len(answers) >= LEAST_PEERS
    said = sorted(each.comment for each in answers if each.comment) if enough and comments else ()
    return Peers(len(asked), len(answers), mean_c(answers) if enough else None, tuple(said))


def _rivals(r: Reader, said: Review) -> tuple[Review, ...]:
    """What was said of the person on another laptop at the same time, while nobody has settled it."""
    found = []
    for clash in r.conflicts(subject=said.subject):
        for entry in clash.entries:
            fact = from_bytes(entry.kind, entry.version, entry.payload)
            if not isinstance(fact, Reviewed):
                continue
            found.append(
                Review(said.subject, fact.month, fact.person, fact.comment, fact.value_c, fact.grade, entry.actor,
                       r.local(entry.at_ms))
            )  # fmt: skip
    now = (said.comment, said.value_c, said.grade)
    return tuple(one for one in found if (one.comment, one.value_c, one.grade) != now)
