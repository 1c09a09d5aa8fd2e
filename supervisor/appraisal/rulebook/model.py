"""Rule books as data: what a branch pays attention to, what it costs and what it earns.

The room's constitution. A rule book is a value; its version is the digest of its bytes, so a month scored by it once
is scored by it for ever. Everything a manager may say is a row here; nothing about a particular branch is code.
Points are integer hundredths (`*_c`), money integer cents, weights and shares hundredths of a percent (4000 = 40 %).
Numbers in brackets are the kinds of rule of docs/rulebooks.md.
"""

from __future__ import annotations

import msgspec

from supervisor.language import Words

FORMAT = 3  # of the bytes; what formats 1 and 2 wrote is read, and known by its digest, for ever (`kept`)


class Component(msgspec.Struct, frozen=True, kw_only=True):
    """A weighted part of the score (12). `start` "base" counts up and down from `base_c`, "mean" from the mean of the
    recorded values, "items" is the sum of its rows in the sheets of items and measures, brought to `base_c` when some
    of them were not applicable (7). It is measured when anybody ("branch"), this person ("person") or nobody at all
    ("always") was observed by one of its `sources`; what was not measured leaves the weights. The score stays within
    `floor_c` and `cap_c` (None = no bound). With `scope` "check" every inspection is scored by itself and `combine`
    makes one figure of them (6). `roles` empty means everybody; the weights of each role must come to 100 %. One that
    `joins` as "added" has no weight: its points are added to the weighted mean; those that join by "points" weigh as
    much as their `base_c`, so that the total is the sum of their points (12)."""

    code: str
    name: Words
    weight_c: int
    sources: tuple[str, ...]
    measured: str = "branch"
    start: str = "base"
    base_c: int = 10000
    floor_c: int | None = 0
    cap_c: int | None = 10000
    roles: tuple[str, ...] = ()
    scope: str = "month"
    combine: str = "mean"
    joins: str = "weighted"


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A line of the check-list of a component, or a section of such lines (2, 6, 7): `full_c` points to begin with,
    never below `floor_c` (None = no bound) nor above `cap_c` (None = `full_c`). `parent` is the section; `items` the
    evidence it takes, its own code when empty. The points of a section are those of its lines added up."""

    code: str
    component: str
    name: Words
    full_c: int
    parent: str = ""
    items: tuple[str, ...] = ()
    floor_c: int | None = 0
    cap_c: int | None = None


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """What one kind of evidence costs or earns. Negative takes away; `points_c` None takes the points that the
    evidence itself records (those of the check-list then in use), and then `money_cents` None its money too.

    Which evidence: `items` are item or clause codes or patterns with `*`; empty `severities` and `roles` mean all of
    them; `low_c` ≤ value < `high_c` and a time of day in [`start_minute`, `end_minute`) where given.
    How much (1): counted `per` place, time, person-time or value, each full `every_c` of it beyond `above_c`, the rest
    as `part` says. `bands` names a table that gives points and money by the recorded value (10).
    Repeats (4) within `period` of the same `repeat_by`: the first `reminders` only remind; `ladder` names a table by
    how many times; `money_factor` and `points_factor` multiply at each repeat, up to the caps of one breach.
    `factor_c` (hundredths of a percent) of it counts: who reported it himself bears half (1).
    `limit_c` is the most this rule may move the component per `limit_per` (2), with all rules of its `limit_group`.
    It speaks only of who has belonged to the branch for `tenure_from` to less than `tenure_to` whole months.
    Rules that may meet in one act share an `overlap` group with a `precedence`: "highest", "sum" or a number, least
    first (3). `bears`: the person, all who did it in equal shares, the heads of his unit or everybody in it (9).
    `item` enters it on that line of the check-list, else on the line that takes such evidence; `allowance` is the
    account it is taken from (13)."""

    code: str
    component: str
    name: Words
    source: str
    items: tuple[str, ...] = ("*",)
    severities: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    low_c: int | None = None
    high_c: int | None = None
    start_minute: int | None = None
    end_minute: int | None = None
    per: str = "time"
    every_c: int = 100
    above_c: int = 0
    part: str = "dropped"
    points_c: int | None = None
    money_cents: int | None = None
    bands: str = ""
    period: str = "month"
    repeat_by: str = "rule"
    reminders: int = 0
    ladder: str = ""
    points_factor: int = 1
    points_cap_c: int | None = None
    money_factor: int = 1
    money_cap_cents: int | None = None
    limit_c: int | None = None
    limit_per: str = "month"
    overlap: str = ""
    precedence: str = ""
    bears: str = "person"
    item: str = ""
    allowance: str = ""
    factor_c: int = 10000
    limit_group: str = ""
    tenure_from: int | None = None
    tenure_to: int | None = None


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a ladder (4): from the `first` to the `last` time (None = and ever after) a breach costs these points
    and this money (None = what the rule says), or only reminds."""

    table: str
    first: int
    last: int | None = None
    points_c: int | None = None
    money_cents: int | None = None
    reminder: bool = False
    label: str = ""


class Measure(msgspec.Struct, frozen=True, kw_only=True):
    """Points from a figure (10, 11): the values of `source` and `items` put together by `aggregate`, then

    * "value": the value is the points;
    * "bands": the table `bands` gives points and money; with `each` "highest" or "sum" every value is looked up by
      itself (ranks in several lists) and the best or all of them count;
    * "target": `full_c` for reaching `target_c`, in proportion below it (above it with `direction` "less");
    * "relative": `full_c` at the `baseline` and `slope_c` more for every `step_c` percent (or units) better, as
      `direction` says, and `worse_slope_c` (None = the same) less for every `worse_step_c` worse; less than a full step
      counts as `part` says. Without a figure of the bank what `without` says is used;
    * "marginal": every band of `bands` gives its points for each unit of the part of the value that lies in it;
    * "place": the bands by the place this figure has among the branch's.

    With `over` the figure is a rate: what is put together divided by the sum of the values of `over` (of `over_source`,
    None = the same source) for each `over_per_c` of it; `weights` ("code=1.2") say what a value of such an item counts.
    `counted` whose values: one's own, those of his unit or of the branch. `absent`: what no record means.
    `floor_c` and `cap_c` bound the points (None = no bound), `least` values are needed for a figure at all. `full_c` is
    what it weighs among the items of its component."""

    code: str
    component: str
    name: Words
    source: str
    full_c: int
    items: tuple[str, ...] = ("*",)
    roles: tuple[str, ...] = ()
    aggregate: str = "mean"
    each: str = "together"
    method: str = "value"
    bands: str = ""
    target_c: int | None = None
    baseline: str = "bank"
    without: str = "left_out"
    direction: str = "more"
    slope_c: int = 0
    slope_by: str = "percent"
    floor_c: int | None = 0
    cap_c: int | None = None
    least: int = 1
    over: tuple[str, ...] = ()
    over_source: str = ""
    over_per_c: int = 100
    weights: tuple[str, ...] = ()
    counted: str = "person"
    absent: str = "left_out"
    step_c: int = 100
    part: str = "exact"
    worse_slope_c: int | None = None
    worse_step_c: int | None = None


class Consequence(msgspec.Struct, frozen=True, kw_only=True):
    """What follows when the breaches of `rules` in a `period` reach a threshold (5), fail a gate (6) or are many among
    one's people (9).

    `basis` says what is compared with `limit_c` (hundredths): breaches, persons, the share of the staff (percent),
    points or money lost, a measure's value or an allowance's balance (`rules` then holds their codes); `counted` whose:
    the person's own, those of his unit or of the branch. `effect` falls on the person, or on the heads or everybody of
    the unit (`bears`), among `roles`. "share" makes them bear `share_c` percent of the points and money of those
    breaches; "skip_to" makes every item from the broken one up to the item `target` score nothing; "scaled" leaves
    `factor_c` of a part or of the total; "action" only says what is to be done. A consequence falls in a month with a
    breach of its own, or with `lasts` until the period ends; one judged at the "end" only in the last month of its
    period; and only on whom the consequences `also` fell, and none of `unless`."""

    code: str
    name: Words
    rules: tuple[str, ...]
    effect: str
    limit_c: int = 0
    compare: str = "more"
    basis: str = "times"
    period: str = "month"
    counted: str = "person"
    bears: str = "person"
    roles: tuple[str, ...] = ()
    target: str = ""
    points_c: int = 0
    money_cents: int = 0
    share_c: int = 0
    lasts: bool = False
    factor_c: int = 0
    judged: str = "monthly"
    also: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


class Band(msgspec.Struct, frozen=True, kw_only=True):
    """From `low_c` to `high_c` (hundredths; None = open end) in `table`: a grade, an award by rank or by places gained,
    points by value. A grade may be held by at most `most_c` percent of those ranked (None = any number). Each unit of a
    value above `low_c` adds `each_c` points and `each_cents` of money. Of "pay" (by total points) and "grade_pay" (by
    the grade held, `label`) the points are a coefficient, and `money_cents` or the value of the measure `pay_base` is
    what it is taken of."""

    table: str
    use: str
    low_c: int | None
    high_c: int | None
    low_included: bool = True
    high_included: bool = False
    label: str = ""
    points_c: int = 0
    money_cents: int = 0
    most_c: int | None = None
    roles: tuple[str, ...] = ()
    each_c: int = 0
    each_cents: int = 0
    pay_base: str = ""

    def holds(self, value_c: int) -> bool:
        """Whether the value lies in this band, borders as stated."""
        above = self.low_c is None or value_c > self.low_c or (self.low_included and value_c == self.low_c)
        below = self.high_c is None or value_c < self.high_c or (self.high_included and value_c == self.high_c)
        return above and below


class Allowance(msgspec.Struct, frozen=True, kw_only=True):
    """An account of `total_c` points a `period` (13), used in whole steps of `step_c` (rounded up). "balance": it only
    runs down, and consequences look at what is left; "free": breaches cost nothing while it lasts."""

    code: str
    name: Words
    total_c: int
    period: str = "year"
    step_c: int = 50
    kind: str = "balance"


class Unit(msgspec.Struct, frozen=True, kw_only=True):
    """A team (9): who is in it and who heads it, by role. Heads belong to it only when `roles` names them too."""

    code: str
    name: Words
    roles: tuple[str, ...]
    heads: tuple[str, ...]


class RuleBook(msgspec.Struct, frozen=True, kw_only=True):
    """A whole rule book. `appeal_days`: how many days after publication a person may appeal; `decimals` of a score;
    `ties` and `ranked_by` how places are given, `tied_awards` what those of equal score win; `least_days` of belonging
    to the branch for a place; `part_month` what a part of a month does to awards; `temporary` how temporary staff take
    part; `graded_by` points or places; `floor_c`, `cap_c` bound the total; `valid_from`, `valid_until` are the months
    ("2026-11", empty = open) it is written for."""

    name: Words
    version: str
    components: tuple[Component, ...]
    rules: tuple[Rule, ...] = ()
    items: tuple[Item, ...] = ()
    measures: tuple[Measure, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    bands: tuple[Band, ...] = ()
    ladders: tuple[Step, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    units: tuple[Unit, ...] = ()
    appeal_days: int = 5
    decimals: int = 2
    ties: str = "better"
    tied_awards: str = "worse"
    ranked_by: str = "all"
    least_days: int = 0
    part_month: str = "as_is"
    temporary: str = "ranked"
    floor_c: int | None = None
    cap_c: int | None = None
    valid_from: str = ""
    valid_until: str = ""
    format: int = FORMAT
    graded_by: str = "points"

    def rule(self, code: str) -> Rule | None:
        """The rule of that code, or None."""
        return next((rule for rule in self.rules if rule.code == code), None)

    def table(self, name: str) -> tuple[Band, ...]:
        """The bands of one table, in the order written."""
        return tuple(band for band in self.bands if band.table == name)

    def bands_for(self, use: str, role: str = "") -> tuple[Band, ...]:
        """The bands of one use ("grade", "rank", "improvement") for a role: its own where it has any, else the
        general ones."""
        found = [band for band in self.bands if band.use == use]
        own = tuple(band for band in found if role in band.roles)
        return own or tuple(band for band in found if not band.roles)
