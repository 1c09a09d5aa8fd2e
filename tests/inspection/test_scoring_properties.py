"""What must be true of every score, whatever the check-list and the answers."""

from __future__ import annotations

import random
from typing import Any

import msgspec
from hypothesis import example, given, settings
from hypothesis import strategies as st

from supervisor.inspection.answer import Answer
from supervisor.inspection.relevance import asked
from supervisor.inspection.scoring.explain import explain, summary
from supervisor.inspection.scoring.records import Score, Waiver
from supervisor.inspection.scoring.rules import fails
from supervisor.inspection.scoring.score import score
from supervisor.inspection.template import Item, Section, Template
from supervisor.language import Words, use_language

W = Words("项", "item")
PEOPLE = ("p", "q", "r")
replace = msgspec.structs.replace


class Case(msgspec.Struct, frozen=True):
    """A check-list with answers and what had been found before, and chance for what a test wants of its own."""

    template: Template
    answers: list[Answer]
    before: dict[tuple[str, str], int]
    chance: random.Random


def check_list(chance: random.Random, *, bonus: bool = True) -> Template:
    """Two to four sections of items with any rule; conditions ask more after a failure, never less."""
    pick = chance.choice
    sections: list[Section] = []
    earlier: list[str] = []
    later = [f"i{n}" for n in range(16)]
    for number in range(chance.randint(2, 4)):
        items: list[Item] = []
        for _ in range(chance.randint(1, 4)):
            points_c = pick([0, 200, 500, 1000])
            gate: Any = pick(["none"] * 8 + ["section", "section", "all"])
            items.append(
                Item(
                    id=f"i{len(earlier)}", clause="B1", words=W, points_c=points_c, gate=gate,
                    counts=pick(["place", "time", "person_time", "rate"]),
                    relevant=f"${{{pick(earlier)}}} = 'fail'" if earlier and chance.random() < 0.15 else "",
                    per_case_c=pick([100, 250, 400, *([-300] if bonus else [])]),
                    floor_c=min(points_c, pick([0, 0, 0, 100, -400, -2000])),
                    continue_at=pick(["", *later[len(earlier) + 1 :]]) if gate != "none" else "",
                    first_is_reminder=chance.random() < 0.25, same_act=pick(["", "", "x", "y"]),
                    limit=0.02, step=0.01, fine_cents=pick([0, 2000, 5000]), fine_doubles=chance.random() < 0.5,
                    fine_cap_cents=pick([0, 8000]),
                )
            )  # fmt: skip
            earlier.append(items[-1].id)
        sections.append(Section(id=f"s{number}", name=W, items=tuple(items)))
    base_c = sum(i.points_c for s in sections for i in s.items) + pick([0, 0, 1500])
    return Template(
        code="t", version="1", name=W, base_c=base_c, sections=tuple(sections),
        floor_c=pick([0, 0, -1000, -100_000]), cap_c=pick([0, base_c + 400]),
    )  # fmt: skip


def answer_to(chance: random.Random, item: Item, *verdicts: Any) -> Answer:
    return Answer(
        item=item.id, verdict=chance.choice(verdicts), cases=chance.randint(1, 6),
        persons=tuple(chance.sample(PEOPLE, chance.randint(0, 3))), act=chance.choice(["", "", "", "seen"]),
        value=chance.choice([0.0, 0.02, 0.025, 0.5]) if item.counts == "rate" else None,
    )  # fmt: skip


def case(seed: int, *, bonus: bool = True, all_answered: bool = False) -> Case:
    chance = random.Random(seed)
    template = check_list(chance, bonus=bonus)
    answers = [
        answer_to(chance, item, "pass", "fail", "fail", "na")
        for item in template.items()
        if all_answered or chance.random() < 0.85
    ]
    names = [item.id for item in template.items()]
    before = {(chance.choice(names), chance.choice(["", *PEOPLE])): chance.randint(1, 3) for _ in range(3)}
    return Case(template, answers, before, chance)


seeds = given(st.integers(0, 2**48))  # one number makes the whole case: many cases in little time
many = settings(max_examples=120, deadline=None)


def lost(result: Score) -> int:
    """What went before floor and cap of the whole; comparable also where the denominator differs."""
    return result.full_c - result.unbounded_c


@many
@seeds
def test_the_order_of_answers_does_not_matter(seed: int) -> None:
    made = case(seed)
    shuffled = list(made.answers)
    made.chance.shuffle(shuffled)
    assert score(made.template, shuffled, earlier=made.before) == score(
        made.template, made.answers, earlier=made.before
    )


@many
@seeds
def test_one_more_failure_never_raises_the_score(seed: int) -> None:
    made = case(seed, bonus=False)
    template, answers = made.template, made.answers
    wanted = asked(template, answers)
    passed = [n for n, a in enumerate(answers) if a.verdict == "pass" and a.item in wanted]
    if not passed:
        return
    nth = made.chance.choice(passed)
    failing = answer_to(made.chance, template.item(answers[nth].item), "fail")
    earlier = score(template, answers, earlier=made.before)
    later = score(template, [*answers[:nth], failing, *answers[nth + 1 :]], earlier=made.before)
    assert lost(later) >= lost(earlier)
    if later.full_c <= earlier.full_c:  # a condition may ask for more, which then stands in the denominator
        assert later.score_c <= earlier.score_c


@many
@example(seed=3_912_806_022)  # a fine doubled 48 times weighed more than the points beside it
@seeds
def test_while_it_runs_a_failure_never_raises_the_score_of_what_was_open(seed: int) -> None:
    made = case(seed, bonus=False)
    item = made.chance.choice(made.template.items())
    others = [a for a in made.answers if a.item != item.id]
    if item.id not in asked(made.template, others):
        return
    failing = answer_to(made.chance, item, "fail")
    open_ones = score(made.template, others, earlier=made.before, running=True)
    judged = score(made.template, [*others, failing], earlier=made.before, running=True)
    assert lost(judged) >= lost(open_ones)
    if judged.full_c <= open_ones.full_c:
        assert judged.score_c <= open_ones.score_c


@many
@seeds
def test_a_waiver_never_costs_points(seed: int) -> None:
    made = case(seed, bonus=False)
    names = [i.id for i in made.template.items()]
    waived = {name: Waiver("outage", "m") for name in names if made.chance.random() < 0.2}
    one_more = waived | {made.chance.choice(names): Waiver("surge", "m")}
    strict = score(made.template, made.answers, earlier=made.before, waivers=waived)
    lenient = score(made.template, made.answers, earlier=made.before, waivers=one_more)
    assert lost(lenient) <= lost(strict)
    if lenient.full_c >= strict.full_c:
        assert lenient.score_c >= strict.score_c


@many
@seeds
def test_the_arithmetic_closes(seed: int) -> None:
    made = case(seed)
    template = made.template
    result = score(template, made.answers, earlier=made.before)
    fixed_c = template.base_c - sum(i.points_c for i in template.items())
    assert sum(s.full_c for s in result.sections) + fixed_c == result.full_c <= result.base_c == template.base_c
    assert result.unbounded_c == result.full_c - result.forfeited_c - sum(line.lost_c for line in result.lines)
    assert result.unbounded_c == result.full_c - result.lost_c + result.bonus_c
    if not result.forfeited_by:
        assert sum(s.score_c for s in result.sections) + fixed_c == result.unbounded_c
        assert result.forfeited_c == sum(s.full_c - s.score_c for s in result.sections if s.forfeited_by)
    else:
        assert result.unbounded_c <= 0
    assert all(s.score_c <= 0 for s in result.sections if s.forfeited_by)
    cap_c = result.full_c
    if template.cap_c > template.base_c > 0:
        cap_c = result.full_c * template.cap_c // template.base_c
    assert min(template.floor_c, cap_c) <= result.score_c <= cap_c
    assert result.score_c == min(max(result.unbounded_c, template.floor_c), cap_c)
    assert (result.bound == "floor") == (result.score_c > result.unbounded_c)
    assert (result.bound == "cap") == (result.score_c < result.unbounded_c)


@many
@seeds
def test_every_line_explains_itself(seed: int) -> None:
    made = case(seed)
    template, answers = made.template, made.answers
    result = score(template, answers, earlier=made.before)
    given_by = {a.item: a for a in answers}
    wanted = asked(template, answers)
    assert {line.item for line in result.lines} == {a.item for a in answers if a.verdict == "fail" and a.item in wanted}
    for line in result.lines:
        item = template.item(line.item)
        assert line.raw_c == item.per_case_c * (line.count - line.reminders)
        assert 0 <= line.reminders <= line.count
        assert line.lost_c <= max(0, line.raw_c)
        assert line.lost_c <= item.points_c - item.floor_c
        if line.lost_c != line.raw_c:
            assert set(line.causes) & {"floor", "same_act", "waived", "gate", "skipped"}
        if "gate" in line.causes or "same_act" in line.causes:
            assert template.has(line.related)
        if "within_limit" in line.causes:
            assert not fails(item, "fail", given_by[line.item].value)
        assert set(line.persons) | set(line.fines) <= set(given_by[line.item].persons)
        for borne_c in line.persons.values():
            assert abs(borne_c) <= line.count * abs(item.per_case_c)
        if item.counts == "person_time" and line.causes == ("counted",) and line.persons:
            assert sum(line.persons.values()) == line.raw_c
        assert explain(line, template, {})


@many
@seeds
def test_the_summary_adds_up_to_the_score(seed: int) -> None:
    made = case(seed)
    use_language("en")
    rows = summary(score(made.template, made.answers, earlier=made.before), made.template)
    amounts = [round(float(amount.replace("−", "-")) * 100) for words, amount in rows if words != "Out of 100"]
    assert sum(amounts[:-1]) == amounts[-1]


@many
@seeds
def test_the_running_score_is_the_final_one_when_all_is_answered(seed: int) -> None:
    made = case(seed, all_answered=True)
    assert score(made.template, made.answers, running=True) == score(made.template, made.answers)


@many
@seeds
def test_facts_and_notes_change_no_score(seed: int) -> None:
    made = case(seed)
    asking = (
        Item(id="read", clause="", words=W, points_c=0, per_case_c=0, kind="note"),
        Item(id="how_many", clause="", words=W, points_c=0, per_case_c=0, kind="integer"),
    )
    sections = made.template.sections
    first = replace(sections[0], items=(*asking, *sections[0].items))
    asks_more = replace(made.template, sections=(first, *sections[1:]))
    plain = score(made.template, made.answers, earlier=made.before)
    told = [Answer(item="how_many", verdict="given", text="3"), *made.answers]
    counted = replace(plain, items=plain.items + 1, answered=plain.answered + 1, facts=1)
    assert score(asks_more, told, earlier=made.before) == counted
