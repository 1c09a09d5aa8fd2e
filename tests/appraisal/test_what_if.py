"""What a month would come to if: nothing is saved, and the answer is the month scored so; and a statement adds up."""

from __future__ import annotations

from fractions import Fraction

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervisor.appraisal import service
from supervisor.appraisal.behind.reading import read_behind
from supervisor.appraisal.behind.records import Asked
from supervisor.appraisal.scores import collect, score_month, scored
from supervisor.appraisal.scoring import score_people
from supervisor.appraisal.scoring.results import ComponentScore, Line, PersonScore
from supervisor.appraisal.statement.lines import statement
from supervisor.appraisal.what_if.trying import Try, changed_book, shifts, tried
from supervisor.errors import BadInput
from supervisor.language import Words, use_language

from .cases import OTHER, WHO, book, part, rule, seen

NOVEMBER = "2026-11"


def test_waiving_for_a_try_gives_what_waiving_for_good_gives_and_saves_nothing(month):
    evidence = month.record("teller", "attendance.late")
    with month.book.read() as r:
        collected = collect(r, NOVEMBER)
        entries = len(r.history(evidence))
    key = (evidence, month.teller)
    would = tried(collected, Try(waived=frozenset({key}))).of(month.teller)
    with month.book.read() as r:
        assert score_month(r, NOVEMBER).of(month.teller).total_points_c == 9500, "nothing was saved"
        assert len(r.history(evidence)) == entries
    service.waive(month.book, month.manager, evidence=evidence, person=month.teller, month=NOVEMBER, reason="outage")
    with month.book.read() as r:
        collected = collect(r, NOVEMBER)
        real = scored(collected)
    assert (would.total_points_c, would.money_cents, would.rank, would.grade) == (
        real.of(month.teller).total_points_c, 0, real.of(month.teller).rank, real.of(month.teller).grade,
    )  # fmt: skip
    again = tried(collected, Try(counted=frozenset({key})))
    assert again.of(month.teller).total_points_c == 9500, "and what was waived can be tried with"
    (moved,) = [each for each in shifts(real, again) if each.changed and each.before.person == month.teller]
    assert moved.points_c == -500


def test_weights_that_do_not_come_to_a_hundred_count_in_proportion():
    parts = (part("service", 5000), part("other", 5000, sources=("praise",)))
    rules = (rule(), rule("P1", component="other", source="praise", points_c=-1000))
    old = book(*rules, components=parts)
    pieces = [seen(), seen(source="praise", subject="praise:1")]
    (before,) = score_people(old, [WHO], pieces)
    assert before.total_points_c == (9800 + 9000) // 2
    (after,) = score_people(changed_book(old, {"service": 15000}, {}), [WHO], pieces)
    assert after.total_points_c == (9800 * 3 + 9000) // 4
    (cheaper,) = score_people(changed_book(old, {}, {"R1": -100, "P1": None}), [WHO], pieces)
    assert [each.points_c for each in cheaper.components] == [9900, 10000]


@pytest.mark.parametrize(("weights", "points"), [({"nobody": 1}, {}), ({}, {"R9": -1}), ({"service": 0}, {}),
                                             ({"service": -100}, {})])  # fmt: skip
def test_what_cannot_be_tried_is_said(weights, points):
    with pytest.raises(BadInput):
        changed_book(book(rule()), weights, points)


@given(
    st.lists(st.tuples(st.integers(0, 10000), st.lists(st.integers(-3000, 3000), max_size=6)), min_size=1, max_size=5),
    st.lists(st.integers(-500, 500), max_size=3),
    st.sampled_from([0, 1, 2]),
)
def test_lines_of_a_statement_add_up_to_shares_and_the_total(given_parts, after, decimals):
    components, lines, total = [], [], Fraction(0)
    whole = sum(weight for weight, __ in given_parts)
    for number, (weight, values) in enumerate(given_parts):
        code = f"c{number}"
        lines += [Line(component=code, kind="counted", points_c=each) for each in (10000, *values)]
        points = 10000 + sum(values)
        total += Fraction(weight * points, whole) if whole else 0
        components.append(ComponentScore(code=code, name=Words(code), weight_c=weight, points_c=points))
    unit = 10 ** (2 - decimals)
    weighted = round(total / unit) * unit
    shares = [weighted // len(components)] * len(components)
    shares[0] += weighted - sum(shares)
    components = [msgspec.structs.replace(each, share_c=share) for each, share in zip(components, shares, strict=True)]
    lines += [Line(component="", kind="award", points_c=each) for each in after]
    made = statement(
        PersonScore(
            person="p", no="1", name="n", role="r", total_points_c=weighted + sum(after), weighted_c=weighted,
            money_cents=0, components=tuple(components), lines=tuple(lines), pieces=0,
        )
    )  # fmt: skip
    for each in made.parts:
        assert sum(entry.line.points_c for entry in each.entries) == each.component.points_c
        if each.component.points_c:
            assert sum(entry.total_c for entry in each.entries) == each.component.share_c
        assert each.start_c + each.lost_c + each.won_c + each.bound_c == each.component.points_c
    assert made.after_c == sum(after)


def test_what_stands_behind_a_record_says_who_wrote_it_when_and_on_which_device(month, own_home):
    use_language("en")
    evidence = month.record("teller", "attendance.late", note="ten minutes")
    with month.book.read() as r:
        line = next(each for each in score_month(r, NOVEMBER).of(month.teller).lines if each.evidence == evidence)
        found = read_behind(r, month.manager, NOVEMBER, month.teller, line)
        device = r.history(evidence)[0].device
    said = dict(found.told.facts)
    assert (said.get("Value", ""), said["Remark"], said["Recorded by"]) == ("", "ten minutes", "deputy")
    assert said["Source"] == "attendance"
    (entry,) = found.entries
    assert (entry.kind, entry.by, entry.device) == ("appraisal.recorded", month.deputy, device[-3:].upper())
    assert found.rule.startswith(line.rule)
    assert found.book


def test_other_people_are_counted_for_staff_and_named_for_whoever_may_read_them(month, own_home):
    use_language("en")
    line = Line(component="", kind="counted", points_c=-100)
    with month.book.read() as r:
        names = {WHO.person: "甲", OTHER.person: "乙"}
        asked = Asked(r=r, actor=WHO.person, person=WHO.person, line=line, names=names, everybody=False)
        both = (WHO.person, OTHER.person)
        assert asked.people(both) == "you and 1 others"
        assert asked.name(OTHER.person) == ""
        assert msgspec.structs.replace(asked, everybody=True).people(both) == "甲、乙"
