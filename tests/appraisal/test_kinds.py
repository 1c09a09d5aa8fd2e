"""Each kind of rule, once where it bites and once where it must not."""

from __future__ import annotations

import msgspec

from supervisor.appraisal.rulebook import Band, Consequence
from supervisor.appraisal.rulebook.model import Item, Step, Unit
from supervisor.appraisal.scoring import score_people
from supervisor.language import Words

from .cases import OTHER, WHO, book, part, rule, seen


def score(rules, *evidence, observed=(("inspection", ""),), **more):
    (result,) = score_people(book(*rules, **more), [WHO], evidence, observed)
    parts = {line.component for line in result.lines if line.component}
    for component in result.components:
        if component.code in parts and component.points_c is not None:
            own = [line.points_c for line in result.lines if line.component == component.code]
            assert sum(own) == component.points_c, "a component is the sum of its lines"
    assert result.money_cents == sum(line.money_cents for line in result.lines)
    return result


def kinds_of(result):
    return [line.kind for line in result.lines]


def test_1_per_place_counts_places_and_per_time_does_not():
    assert score([rule(per="place")], seen(cases=3)).total_points_c == 9400
    assert score([rule(per="time")], seen(cases=3)).total_points_c == 9800


def test_1_points_of_the_checklist_when_the_rule_gives_none():
    assert score([rule(points_c=None)], seen(points_c=-150)).total_points_c == 9850


def test_1_a_rule_for_other_items_severities_or_roles_stays_silent():
    rules = [rule("R1", items=("B2-*",)), rule("R2", severities=("grave",)), rule("R3", roles=("guide",))]
    assert score(rules, seen("B1-1", severity="minor")).total_points_c == 10000


def test_1_an_item_is_found_by_its_clause_too():
    assert score([rule(items=("B1",))], seen("appearance.badge", clause="B1")).total_points_c == 9800


def test_2_an_item_stops_at_its_limit_and_not_before():
    limited = rule(points_c=-400, limit_c=500)
    assert score([limited], seen()).total_points_c == 9600
    result = score([limited], seen(), seen(day=2), seen(day=3))
    assert result.total_points_c == 9500
    assert "limit" in kinds_of(result)


def test_2_floor_zero_negative_floor_and_bonus_cap():
    heavy = [rule(points_c=-15000)]
    assert score(heavy, seen()).total_points_c == 0
    assert score(heavy, seen(), components=(part(floor_c=-2000),)).total_points_c == -2000
    assert score(heavy, seen(), components=(part(floor_c=None),)).total_points_c == -5000
    bonus = [rule(points_c=1500)]
    assert score(bonus, seen(), components=(part(cap_c=11000),)).total_points_c == 11000


def test_3_only_the_highest_clause_of_one_act_counts():
    rules = [rule("R1", overlap="g", precedence="highest"),
             rule("R2", points_c=-500, overlap="g", precedence="highest")]  # fmt: skip
    result = score(rules, seen(act="a"), seen(act="a"))
    assert result.total_points_c == 9500  # two findings of one act: once -5; R1, and R2 again, set aside
    assert kinds_of(result).count("outranked") == 3


def test_3_the_head_answers_for_each_of_several_people_in_one_act():
    unit = (Unit(code="u", name=Words("U"), roles=("teller",), heads=("chief",)),)
    chief = msgspec.structs.replace(OTHER, role="chief")
    both = [WHO, msgspec.structs.replace(WHO, person="person:x", no="09"), chief]
    rules = [rule("R1", bears="head", overlap="g", precedence="highest")]
    acts = [seen(act="a"), seen(act="a", person="person:x"), seen(act="a", person="person:x", item="B1-2")]
    *__, head = score_people(book(*rules, units=unit), both, acts)
    assert head.total_points_c == 9600


def test_3_different_acts_add_up():
    rules = [rule("R1", items=("B1-1",), overlap="g", precedence="highest"),
             rule("R2", items=("B1-2",), points_c=-500, overlap="g", precedence="highest")]  # fmt: skip
    assert score(rules, seen("B1-1", act="a"), seen("B1-2", act="b")).total_points_c == 9300
    assert score(rules, seen("B1-1", act="a"), seen("B1-2", act="a")).total_points_c == 9500


def test_3_a_stated_order_beats_the_amount():
    rules = [rule("R1", overlap="g", precedence="1"), rule("R2", points_c=-500, overlap="g", precedence="2")]
    assert score(rules, seen()).total_points_c == 9800


def test_3_each_of_several_people_bears_it():
    both = score_people(book(rule()), [WHO, OTHER], [seen(subject="f:1"), seen(subject="f:1", person=OTHER.person)])
    assert [each.total_points_c for each in both] == [9800, 9800]


def test_4_the_first_breach_reminds_and_the_second_counts():
    gentle = [rule(reminders=1)]
    assert score(gentle, seen()).total_points_c == 10000
    result = score(gentle, seen(day=2), seen(day=1))
    assert result.total_points_c == 9800
    assert [line.day.day for line in result.lines if line.kind == "reminder"] == [1]


def test_4_money_doubles_up_to_its_cap():
    strict = [rule(money_cents=-5000, money_factor=2, money_cap_cents=15000)]
    assert score(strict, seen()).money_cents == -5000
    assert score(strict, *(seen(day=d) for d in (1, 2, 3))).money_cents == -5000 - 10000 - 15000


def test_5_more_than_n_in_a_month():
    rules = [rule(points_c=-100)]
    capped = (Consequence(code="K", name=Words("K"), rules=("R1",), limit_c=200, effect="total_cap", points_c=8000),)
    assert score(rules, seen(), seen(), consequences=capped).total_points_c == 9800
    assert score(rules, seen(), seen(), seen(), consequences=capped).total_points_c == 8000


def test_5_a_grade_is_capped_and_an_award_lost():
    bands = (Band(table="g", use="grade", low_c=None, high_c=9000, label="B"),
             Band(table="g", use="grade", low_c=9000, high_c=None, label="A"),
             Band(table="r", use="rank", low_c=100, high_c=300, high_included=True, money_cents=10000))  # fmt: skip
    what = {"rules": ("R1",), "limit_c": 0, "name": Words("K")}
    both = (Consequence(code="K1", effect="grade_cap", target="B", **what),
            Consequence(code="K2", effect="award_lost", **what))  # fmt: skip
    clean = score([rule()], bands=bands, consequences=both)
    breached = score([rule()], seen(), bands=bands, consequences=both)
    assert (clean.grade, clean.money_cents) == ("A", 10000)
    assert (breached.grade, breached.money_cents, breached.total_points_c) == ("B", 0, 9800)


def test_5_places_go_by_the_total_after_its_consequences():
    what = {"rules": ("R2",), "limit_c": 0}
    capped = (Consequence(code="K1", name=Words("K"), effect="total_cap", points_c=5900, **what),
              Consequence(code="K2", name=Words("K"), effect="points", points_c=-300, **what))  # fmt: skip
    rules = [rule("R1"), rule("R2", items=("fraud",), points_c=0)]
    for order in (capped, capped[::-1]):
        first, second = score_people(book(*rules, consequences=order), [WHO, OTHER],
                                     [seen("fraud"), seen("B1-1", person=OTHER.person)])  # fmt: skip
        assert (first.total_points_c, first.rank) == (5900, 2)
        assert (second.total_points_c, second.rank) == (9800, 1)


def test_5_money_is_owed_without_a_score():
    fined = (Consequence(code="K", name=Words("K"), rules=("R1",), effect="money", money_cents=-5000),)
    parts = (part("service"), part("other", sources=("training",), weight_c=0))
    result = score([rule(component="other", source="training")], seen(source="training"), components=parts,
                   consequences=fined, observed=())  # fmt: skip
    assert (result.total_points_c, result.money_cents) == (None, -5000)


def test_6_a_failed_gate_forfeits_the_section():
    what = {"rules": ("R2",), "limit_c": 0, "effect": "component_zero", "target": "service"}
    gate = (Consequence(code="K", name=Words("K"), **what),)
    rules = [rule("R1", items=("B1-*",)), rule("R2", items=("A8",), points_c=0)]
    assert score(rules, seen("B1-1"), consequences=gate).total_points_c == 9800
    assert score(rules, seen("B1-1"), seen("A8"), consequences=gate).total_points_c == 0


def test_6_the_check_goes_on_at_a_section():
    items = tuple(Item(code=code, component="service", name=Words(code), full_c=full, parent=above)
                  for code, full, above in [("A", 4000, ""), ("A1", 2500, "A"), ("A2", 1500, "A"), ("B", 6000, ""),
                                            ("B1", 2000, "B"), ("B2", 4000, "B")])  # fmt: skip
    gate = Consequence(code="K", name=Words("K"), rules=("R1",), effect="skip_to", target="B", period="check")
    listed = {"components": (part(start="items"),), "items": items}
    rules = [rule("R1", items=("empty",), item="A2", points_c=0)]
    assert score(rules, seen("empty"), consequences=(gate,), **listed).total_points_c == 8500
    assert score(rules, seen("full"), consequences=(gate,), **listed).total_points_c == 10000


def test_7_and_12_what_was_not_recorded_leaves_the_weights():
    parts = (part("service", 6000), part("training", 4000, sources=("training",), start="mean"))
    result = score([rule()], seen(), components=parts)
    assert result.total_points_c == 9800
    assert [each.points_c for each in result.components] == [9800, None]
    assert result.notes
    test = seen("course", source="training", value_c=5000)
    assert score([rule()], seen(), test, components=parts).total_points_c == 7880  # .6 x 98 + .4 x 50


def test_7_nobody_observed_means_no_score_rather_than_zero():
    result = score([rule()], observed=())
    assert result.total_points_c is None
    assert result.rank is None


def test_8_points_and_money_from_one_event():
    result = score([rule(money_cents=-2050)], seen())
    assert (result.total_points_c, result.money_cents) == (9800, -2050)


def test_10_bands_of_values_with_the_border_as_stated():
    bands = (Band(table="t", use="measure", low_c=None, high_c=6000, points_c=-500),
             Band(table="t", use="measure", low_c=6000, high_c=None))  # fmt: skip
    rules = [rule(bands="t")]
    assert score(rules, seen(value_c=5999), bands=bands).total_points_c == 9500
    assert score(rules, seen(value_c=6000), bands=bands).total_points_c == 10000


def test_10_ranks_share_the_better_place():
    bands = (Band(table="r", use="rank", low_c=100, high_c=200, high_included=True, money_cents=100),)
    two = score_people(book(rule(), bands=bands), [WHO, OTHER], [], [("inspection", "")])
    assert [(each.rank, each.money_cents) for each in two] == [(1, 100), (1, 100)]
    one = score_people(book(rule(), bands=bands), [WHO, OTHER], [seen()])
    assert [(each.rank, each.money_cents) for each in one] == [(2, 100), (1, 100)]


def test_10_a_tie_longer_than_the_band_earns_nothing():
    bands = (Band(table="r", use="rank", low_c=100, high_c=100, high_included=True, money_cents=100),)
    tied = score_people(book(rule(), bands=bands), [WHO, OTHER], [], [("inspection", "")])
    assert [(each.rank, each.money_cents) for each in tied] == [(1, 0), (1, 0)]


def test_14_a_waiver_stays_in_the_record_and_counts_nothing():
    result = score([rule(money_cents=-5000)], seen(waiver="surge was running"))
    assert (result.total_points_c, result.money_cents) == (10000, 0)
    (line,) = [line for line in result.lines if line.kind == "waived"]
    assert "surge was running" in line.reason


def test_14_nothing_follows_from_a_waived_breach_that_costs_nothing_by_itself():
    gate = (Consequence(code="K", name=Words("K"), rules=("R1",), effect="component_zero", target="service"),)
    assert score([rule(points_c=0)], seen(), consequences=gate).total_points_c == 0
    assert score([rule(points_c=0)], seen(waiver="repairs"), consequences=gate).total_points_c == 10000
    climbs = {"ladders": (Step(table="l", first=1, points_c=-300),)}
    assert score([rule(points_c=0, ladder="l")], seen(), **climbs).total_points_c == 9700
    assert score([rule(points_c=0, ladder="l")], seen(waiver="repairs"), **climbs).total_points_c == 10000


def test_14_praise_cannot_be_waived_away():
    assert score([rule(points_c=100)], seen(waiver="x"), components=(part(cap_c=11000),)).total_points_c == 10100


def test_temporary_staff_are_ranked_scored_without_a_place_or_left_out():
    helper = msgspec.structs.replace(OTHER, temporary=True)
    seen_by_rule = {
        rule_of: {one.person: one.rank for one in score_people(
            msgspec.structs.replace(book(rule()), temporary=rule_of), [WHO, helper], [], [("inspection", "")])}
        for rule_of in ("ranked", "unranked", "left_out")
    }  # fmt: skip
    assert seen_by_rule["ranked"] == {WHO.person: 1, helper.person: 1}
    assert seen_by_rule["unranked"] == {WHO.person: 1, helper.person: None}
    assert seen_by_rule["left_out"] == {WHO.person: 1}
